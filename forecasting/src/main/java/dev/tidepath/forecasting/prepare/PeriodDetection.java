package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Periods of a channel: peaks of its {@link Periodogram} that noise would not show, strongest first. The noise may be red:
 * a peak's power is measured against that of the octaves about it. On a calendar axis a peak at a day, a week or a year, or
 * at a harmonic of one, is that period.
 */
public final class PeriodDetection {

    /** Seconds in a day. */
    public static final double DAY = 86_400;

    private static final double WEEK = 7 * DAY;
    private static final double[] CALENDAR = {DAY, WEEK, TimeScale.YEAR};
    private static final int LEAST_OBSERVATIONS = 16;
    private static final int MOST_OBSERVATIONS = 100_000;
    private static final double LEAST_CYCLES = 4;
    private static final double LEAST_CALENDAR_CYCLES = 1.8;
    private static final int MOST_PERIODS = 3;
    private static final int HARMONICS = 4;
    private static final double TOLD_APART = 8;
    private static final double CERTAIN = 1e-3;

    /**
     * A period that was found.
     *
     * @param length in the axis's unit
     * @param power share of the variance, without a line and stronger periods, that it explains
     * @param falseAlarm probability that noise shows as much
     */
    public record Period(double length, double power, double falseAlarm) {}

    private final double[] times;
    private final double[] values;
    private final double span;
    private final double medianGap;
    private final boolean calendar;

    private PeriodDetection(Channel channel) {
        Channel last = channel.slice(Math.max(0, channel.size() - MOST_OBSERVATIONS), channel.size());
        times = new double[last.size()];
        Arrays.setAll(times, i -> last.times().since(i, last.times(), 0));
        values = last.values();
        span = times[times.length - 1];
        medianGap = last.times().medianGap();
        calendar = channel.times().axis() == TimeAxis.CALENDAR;
    }

    /**
     * Finds the periods of a channel.
     *
     * @param channel any channel
     * @return at most three, none if there are fewer than sixteen observations
     */
    public static List<Period> detect(Channel channel) {
        return channel.size() < LEAST_OBSERVATIONS ? List.of() : new PeriodDetection(channel).peaks();
    }

    /**
     * Periods of the calendar that a channel can show: a day, a week and a year, wherever they are long enough to be seen
     * between observations and short enough to be seen almost twice.
     *
     * @param channel any channel
     * @return lengths in seconds, shortest first; none on a numeric axis
     */
    public static List<Double> ofCalendar(Channel channel) {
        return channel.size() < 3 ? List.of() : new PeriodDetection(channel).calendarPeriods();
    }

    private List<Double> calendarPeriods() {
        return Arrays.stream(calendar ? CALENDAR : new double[0])
                .filter(length -> length >= 1.99 * medianGap && span >= LEAST_CALENDAR_CYCLES * length)
                .boxed()
                .toList();
    }

    /**
     * Periods that are found and are neither in the calendar nor harmonics of what is.
     *
     * @param channel any channel
     * @return lengths in the axis's unit, strongest first
     */
    public static List<Double> besidesCalendar(Channel channel) {
        if (channel.size() < LEAST_OBSERVATIONS) {
            return List.of();
        }
        PeriodDetection detection = new PeriodDetection(channel);
        List<Double> known = detection.calendarPeriods();
        return detection.peaks().stream()
                .map(Period::length)
                .filter(length -> known.stream().noneMatch(p -> detection.belongsTo(length, p)))
                .toList();
    }

    /**
     * Periods a model should try: those of the calendar and those found besides.
     *
     * @param channel any channel
     * @return at most three lengths in the axis's unit, shortest first
     */
    public static List<Double> candidates(Channel channel) {
        return Stream.concat(ofCalendar(channel).stream(), besidesCalendar(channel).stream())
                .limit(MOST_PERIODS)
                .sorted()
                .toList();
    }

    private List<Period> peaks() {
        double[] rest = detrended();
        List<Period> found = new ArrayList<>();
        for (int k = 0; k < MOST_PERIODS; k++) {
            Periodogram spectrum = new Periodogram(times, rest, 0.5 / medianGap);
            int peak = -1;
            double most = 0;
            double[] background = background(spectrum);
            int first = (int) Math.ceil(LEAST_CYCLES * spectrum.resolution());
            for (int i = first; i < spectrum.size(); i++) {
                double whitened = spectrum.power(i) * Math.min(1, 2.0 / times.length / background[i]);
                if (whitened > most) {
                    most = whitened;
                    peak = i;
                }
            }
            if (peak < 0 || spectrum.falseAlarm(most) > CERTAIN) {
                break;
            }
            double length = named(1 / refined(rest, spectrum, peak));
            if (found.stream().noneMatch(p -> belongsTo(length, p.length()))) {
                found.add(new Period(length, spectrum.power(peak), spectrum.falseAlarm(most)));
            }
            rest = without(rest, length);
        }
        return found;
    }

    private double[] detrended() {
        double[] rest = new double[values.length];
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        double unit = Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(largest)));
        double meanTime = 0;
        double mean = 0;
        for (int i = 0; i < rest.length; i++) {
            meanTime += times[i] / rest.length;
            mean += values[i] / unit / rest.length;
        }
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < rest.length; i++) {
            cross += (times[i] - meanTime) * (values[i] / unit - mean);
            squares += (times[i] - meanTime) * (times[i] - meanTime);
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] / unit - mean - cross / squares * (times[i] - meanTime);
        }
        return rest;
    }

    /** The mean power about each frequency, from the median over half an octave to either side. */
    private static double[] background(Periodogram spectrum) {
        int n = spectrum.size();
        double[] background = new double[n];
        int i = 1;
        while (i < n) {
            int end = Math.min(n, Math.max(i + 1, (int) (1.1 * i)));
            int from = Math.max(1, (int) (0.7 * i));
            int to = Math.min(n, Math.max(from + 8 * spectrum.resolution(), (int) (1.5 * i)));
            int stride = Math.max(1, (to - from) / 400);
            double[] powers = new double[(to - from + stride - 1) / stride];
            for (int j = 0; j < powers.length; j++) {
                powers[j] = spectrum.power(from + j * stride);
            }
            Arrays.sort(powers);
            double median = powers[powers.length / 2];
            Arrays.fill(background, i, end, Math.max(Double.MIN_NORMAL, median / StrictMath.log(2)));
            i = end;
        }
        return background;
    }

    /** The frequency of the top of a peak, by golden section over the exact power. */
    private double refined(double[] rest, Periodogram spectrum, int peak) {
        double low = spectrum.frequency(peak - 1);
        double high = spectrum.frequency(peak + 1);
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int i = 0; i < 12; i++) {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            if (power(rest, left) < power(rest, right)) {
                low = left;
            } else {
                high = right;
            }
        }
        return (low + high) / 2;
    }

    private double power(double[] rest, double frequency) {
        return LombScargle.power(times, rest, 2 * StrictMath.PI * frequency);
    }

    /** A calendar period if the length is near it or one of its harmonics, else the length. */
    private double named(double length) {
        if (calendar) {
            for (double candidate : CALENDAR) {
                if (span >= 2 * candidate && belongsTo(length, candidate)) {
                    return candidate;
                }
            }
        }
        return length;
    }

    /** Whether a length is not to be told from a period or a harmonic that is told from its neighbours. */
    private boolean belongsTo(double length, double period) {
        double k = Math.rint(period / length);
        double most = span >= TOLD_APART * period ? Double.POSITIVE_INFINITY : 3;
        return k >= 1 && k <= most && Math.abs(1 / length - k / period) < 1 / span;
    }

    private double[] without(double[] rest, double length) {
        int size = 1 + 2 * HARMONICS;
        double[][] gram = new double[size][size];
        double[] right = new double[size];
        for (int i = 0; i < rest.length; i++) {
            double[] row = harmonics(times[i], length);
            for (int a = 0; a < size; a++) {
                right[a] += row[a] * rest[i];
                for (int b = 0; b < size; b++) {
                    gram[a][b] += row[a] * row[b];
                }
            }
        }
        for (int a = 0; a < size; a++) {
            gram[a][a] += 1e-6 * rest.length;
        }
        double[] weights = new CholeskyDecomposition(new Array2DRowRealMatrix(gram, false), 1e-9, 0)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
        double[] left = rest.clone();
        for (int i = 0; i < rest.length; i++) {
            double[] row = harmonics(times[i], length);
            for (int a = 0; a < size; a++) {
                left[i] -= weights[a] * row[a];
            }
        }
        return left;
    }

    private static double[] harmonics(double time, double length) {
        double[] row = new double[1 + 2 * HARMONICS];
        row[0] = 1;
        for (int k = 1; k <= HARMONICS; k++) {
            double angle = 2 * StrictMath.PI * Math.IEEEremainder(k * time / length, 1);
            row[2 * k - 1] = StrictMath.cos(angle);
            row[2 * k] = StrictMath.sin(angle);
        }
        return row;
    }
}
