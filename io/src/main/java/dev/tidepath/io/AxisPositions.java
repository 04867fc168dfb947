package dev.tidepath.io;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times as distances from a first one: seconds on a calendar axis, the numbers themselves on a numeric one. */
final class AxisPositions {

    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    /** Seconds from which on a {@code double} does not hold nanoseconds. */
    private static final double COARSE = 1 << 20;

    private final Times origin;

    /** Positions as seen from the first of some times. */
    AxisPositions(Times times) {
        origin = times.axis() == TimeAxis.NUMERIC ? Times.ofNumbers(0) : times.slice(0, 1);
    }

    double of(Times times, int i) {
        return times.since(i, origin, 0);
    }

    /** Whether two positions, the second one later, are different times when written back. */
    boolean areApart(double one, double later) {
        double least = origin.axis() == TimeAxis.NUMERIC ? 0 : Math.abs(later) < COARSE ? 1 / NANOS : 2 / MICROS;
        return later - one > least;
    }

    /** The times at some positions; those far off are rounded to microseconds. */
    Times times(double... positions) {
        if (origin.axis() == TimeAxis.NUMERIC) {
            return Times.ofNumbers(positions);
        }
        Instant start = origin.instant(0);
        List<Instant> instants = new ArrayList<>();
        for (double position : positions) {
            double whole = Math.floor(position);
            double part = position - whole;
            double nanos = Math.abs(whole) < COARSE ? part * NANOS : Math.rint(part * MICROS) * (NANOS / MICROS);
            instants.add(start.plusSeconds((long) whole).plusNanos(Math.round(nanos)));
        }
        return Times.ofInstants(instants);
    }

    /** Increasing positions that some sequences of times have, each once. */
    double[] union(Iterable<Times> sequences) {
        int size = 0;
        for (Times times : sequences) {
            size += times.size();
        }
        double[] all = new double[size];
        int n = 0;
        for (Times times : sequences) {
            for (int i = 0; i < times.size(); i++) {
                all[n++] = of(times, i);
            }
        }
        Arrays.sort(all);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || all[i] > all[i - 1]) {
                all[distinct++] = all[i];
            }
        }
        return Arrays.copyOf(all, distinct);
    }
}
