package dev.tidepath.ode;

import dev.tidepath.tensor.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What to solve and what to keep: for each sample its start, its end and its own output times.
 *
 * <p>Times run from start to end, forward or backward; duplicates and the start itself are allowed. Outputs are packed:
 * output {@code i} of sample {@code b} is column {@code offset(b) + i} of one matrix of features × {@link #total()}.
 */
public final class SaveAt {

    private final double[] start;
    private final double[] end;
    private final int[] offsets;
    private final double[] times;
    private final double @Nullable [] common;

    private SaveAt(double[] start, double[] end, int[] offsets, double[] times, double @Nullable [] common) {
        this.start = start;
        this.end = end;
        this.offsets = offsets;
        this.times = times;
        this.common = common;
        check();
    }

    /**
     * Each sample its own start, end and output times.
     *
     * @param start start times, one a sample
     * @param end end times, one a sample
     * @param times output times of each sample, from start towards end
     * @return the specification
     * @throws IllegalArgumentException if lengths differ, a time is not finite, or output times are not monotone
     *     between start and end
     */
    public static SaveAt of(double[] start, double[] end, double[][] times) {
        requireLength("end times", start.length, end.length);
        requireLength("lists of output times", start.length, times.length);
        int[] offsets = new int[times.length + 1];
        for (int b = 0; b < times.length; b++) {
            offsets[b + 1] = Math.addExact(offsets[b], times[b].length);
        }
        double[] packed = new double[offsets[times.length]];
        for (int b = 0; b < times.length; b++) {
            System.arraycopy(times[b], 0, packed, offsets[b], times[b].length);
        }
        return new SaveAt(start.clone(), end.clone(), offsets, packed, common(times));
    }

    /**
     * Each sample its own start and output times; it ends at its last output time, or at its start if it has none.
     *
     * @param start start times, one a sample
     * @param times output times of each sample
     * @return the specification
     */
    public static SaveAt times(double[] start, double[][] times) {
        requireLength("lists of output times", start.length, times.length);
        double[] end = start.clone();
        for (int b = 0; b < end.length; b++) {
            if (times[b].length > 0) {
                end[b] = times[b][times[b].length - 1];
            }
        }
        return of(start, end, times);
    }

    /**
     * One interval and the same output times for every sample.
     *
     * @param batch number of samples
     * @param start start time
     * @param end end time
     * @param times output times
     * @return the specification
     */
    public static SaveAt shared(int batch, double start, double end, double... times) {
        double[][] all = new double[batch][];
        Arrays.fill(all, times);
        return of(filled(batch, start), filled(batch, end), all);
    }

    /**
     * The final state alone: one output a sample, at the end.
     *
     * @param batch number of samples
     * @param start start time
     * @param end end time
     * @return the specification
     */
    public static SaveAt end(int batch, double start, double end) {
        return shared(batch, start, end, end);
    }

    /**
     * Number of samples.
     *
     * @return the batch
     */
    public int batch() {
        return start.length;
    }

    /**
     * Start time of a sample.
     *
     * @param sample index in the batch
     * @return the start
     */
    public double start(int sample) {
        return start[sample];
    }

    /**
     * End time of a sample.
     *
     * @param sample index in the batch
     * @return the end
     */
    public double end(int sample) {
        return end[sample];
    }

    /**
     * Direction of integration.
     *
     * @param sample index in the batch
     * @return 1 forward, -1 backward, 0 for an interval of length zero
     */
    public int direction(int sample) {
        return (int) Math.signum(end[sample] - start[sample]);
    }

    /**
     * First column of a sample's outputs; {@code offset(batch())} is {@link #total()}.
     *
     * @param sample index in the batch
     * @return the column
     */
    public int offset(int sample) {
        return offsets[sample];
    }

    /**
     * Number of outputs of a sample.
     *
     * @param sample index in the batch
     * @return the count
     */
    public int count(int sample) {
        return offsets[sample + 1] - offsets[sample];
    }

    /**
     * Number of outputs of all samples together.
     *
     * @return columns of the packed outputs
     */
    public int total() {
        return times.length;
    }

    /**
     * Time of a packed output.
     *
     * @param column {@code offset(sample) + i}
     * @return the output time
     */
    public double time(int column) {
        return times[column];
    }

    /**
     * The specification of some neighbouring samples.
     *
     * @param from first sample
     * @param to sample after the last
     * @return a specification of {@code to − from} samples
     */
    public SaveAt slice(int from, int to) {
        int[] part = Arrays.copyOfRange(offsets, from, to + 1);
        for (int i = 0; i < part.length; i++) {
            part[i] -= offsets[from];
        }
        return new SaveAt(
                Arrays.copyOfRange(start, from, to),
                Arrays.copyOfRange(end, from, to),
                part,
                Arrays.copyOfRange(times, offsets[from], offsets[to]),
                common);
    }

    /** A copy of the list of output times that all samples share, if it is one and the same array. */
    private static double @Nullable [] common(double[][] times) {
        for (double[] list : times) {
            if (list != times[0]) {
                return null;
            }
        }
        return times.length == 0 ? null : times[0].clone();
    }

    /** Whether all samples have one list of output times. */
    boolean sharesTimes() {
        return common != null;
    }

    /** Time of the i-th output of a sample; a list that all share stays in the cache. */
    double time(int sample, int i) {
        return common == null ? times[offsets[sample] + i] : common[i];
    }

    private void check() {
        for (int b = 0; b < start.length; b++) {
            requireFinite("start", b, start[b]);
            requireFinite("end", b, end[b]);
            if (Double.isInfinite(end[b] - start[b])) {
                throw new IllegalArgumentException("the interval of sample " + b + " is too long for a number: from "
                        + start[b] + " to " + end[b]);
            }
            int direction = direction(b);
            double previous = start[b];
            for (int i = offsets[b]; i < offsets[b + 1]; i++) {
                requireFinite("output time", b, times[i]);
                requireOrder(b, direction, previous, times[i]);
                previous = times[i];
            }
            requireOrder(b, direction, previous, end[b]);
        }
    }

    private static void requireOrder(int sample, int direction, double earlier, double later) {
        boolean ok = direction == 0 ? later == earlier : direction * (later - earlier) >= 0;
        if (!ok) {
            throw new IllegalArgumentException("times of sample " + sample
                    + " must run from its start to its end without turning: " + later + " comes after " + earlier);
        }
    }

    private static void requireFinite(String what, int sample, double t) {
        if (!Double.isFinite(t)) {
            throw new IllegalArgumentException(what + " of sample " + sample + " must be finite, found " + t);
        }
    }

    private static void requireLength(String what, int expected, int found) {
        if (expected != found) {
            throw new ShapeException(what, expected, found);
        }
    }

    private static double[] filled(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}
