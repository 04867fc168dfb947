package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.RowScale;
import java.util.Arrays;
import java.util.Optional;

/** Observations of a channel from one of them on, as plain numbers: a list that grows at its end and is cut at its start. */
final class RuleReadings {

    private final int covariates;
    private Optional<Times> origin;
    private double[] times = new double[16];
    private double[] values = new double[16];
    private double[][] rows = new double[16][];
    private int size;

    /** Reads a channel from an index on; times are measured from its first observation, wherever that is. */
    RuleReadings(Channel channel, KnownCovariates known, int from) {
        covariates = known.channels().size();
        origin = channel.size() == 0
                ? Optional.empty()
                : Optional.of(channel.times().slice(0, 1));
        for (int i = from; i < channel.size(); i++) {
            Times time = channel.times().slice(i, i + 1);
            add(time, channel.value(i), known.at(time, 0));
        }
    }

    private RuleReadings(RuleReadings all, int from, int to) {
        covariates = all.covariates;
        origin = all.origin;
        times = Arrays.copyOfRange(all.times, from, to);
        values = Arrays.copyOfRange(all.values, from, to);
        rows = Arrays.copyOfRange(all.rows, from, to);
        size = to - from;
    }

    void add(Times time, double value, double[] row) {
        if (size == times.length) {
            int room = 2 * size + 16;
            times = Arrays.copyOf(times, room);
            values = Arrays.copyOf(values, room);
            rows = Arrays.copyOf(rows, room);
        }
        if (origin.isEmpty()) {
            origin = Optional.of(time);
        }
        times[size] = time.since(0, origin.get(), 0);
        values[size] = value;
        rows[size] = row;
        size++;
    }

    /** Forgets the first ones. */
    void cut(int count) {
        if (count > 0) {
            System.arraycopy(times, count, times, 0, size - count);
            System.arraycopy(values, count, values, 0, size - count);
            System.arraycopy(rows, count, rows, 0, size - count);
            size -= count;
        }
    }

    /** A copy of some of the observations. */
    RuleReadings slice(int from, int to) {
        return new RuleReadings(this, from, to);
    }

    int size() {
        return size;
    }

    int covariates() {
        return covariates;
    }

    /** The time from which others are measured; there is one once something was observed. */
    Times origin() {
        return origin.orElseThrow();
    }

    double time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    double[] row(int i) {
        return rows[i];
    }

    double[] times() {
        return Arrays.copyOf(times, size);
    }

    double[] values() {
        return Arrays.copyOf(values, size);
    }

    /** Learns from the first rows how covariates are scaled. */
    RowScale rowScale(int used) {
        return new RowScale(rows, used, covariates);
    }

    /** The median distance of neighbours among the first ones; of two in the middle the longer one, zero without neighbours. */
    double medianGap(int used) {
        double[] gaps = new double[Math.max(0, used - 1)];
        Arrays.setAll(gaps, i -> times[i + 1] - times[i]);
        Arrays.sort(gaps);
        return gaps.length == 0 ? 0 : gaps[gaps.length / 2];
    }
}
