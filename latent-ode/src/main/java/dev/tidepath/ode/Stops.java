package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;

/**
 * Times at which steps have to end, with or without a jump of the state: events that are known beforehand, such as a dose
 * or a switch of the field. Immutable.
 *
 * <p>A stop at {@code s} is approached up to the number next to {@code s} and left from the number after it, so a field
 * that is discontinuous at {@code s} is evaluated on either side and never at {@code s} itself; there the solve begins
 * anew. An output at {@code s} is the state after the stop.
 *
 * <p>The adjoints do not know stops: to differentiate across one, solve each side by itself and chain the gradients.
 */
public final class Stops {

    /** A change of state at a stop. */
    @FunctionalInterface
    public interface Jump {

        /** The state stays as it is; the field may change. */
        Jump NONE = (sample, t, y, lane) -> {};

        /**
         * Changes the state of one sample.
         *
         * @param sample index in the batch that is solved
         * @param t time of the stop
         * @param y states; only the column {@code lane} may be read or changed
         * @param lane where the sample is now
         */
        void apply(int sample, double t, Matrix y, int lane);
    }

    private static final Stops NONE = new Stops(new double[0][], Jump.NONE);

    private final double[][] times;
    private final Jump jump;

    private Stops(double[][] times, Jump jump) {
        this.times = times;
        this.jump = jump;
    }

    /**
     * No stops.
     *
     * @return the empty specification; fits every batch
     */
    public static Stops none() {
        return NONE;
    }

    /**
     * Each sample its own stops.
     *
     * @param times for each sample the times, strictly between its start and its end, in the order they are met
     * @param jump what happens there
     * @return the specification
     */
    public static Stops at(double[][] times, Jump jump) {
        double[][] copies = new double[times.length][];
        for (int b = 0; b < times.length; b++) {
            copies[b] = times[b].clone();
        }
        return new Stops(copies, jump);
    }

    /**
     * Checks the stops against the intervals and makes the landing of one solve.
     *
     * @param at intervals
     * @return lands at every stop, then at the end
     * @throws ShapeException if the number of samples differs
     * @throws IllegalArgumentException if a stop is not strictly between its neighbours, with numbers in between
     */
    Landing landing(SaveAt at) {
        if (times.length == 0) {
            return Landing.STOP;
        }
        if (times.length != at.batch()) {
            throw new ShapeException("samples with stops", at.batch(), times.length);
        }
        for (int b = 0; b < times.length; b++) {
            check(b, at);
        }
        int[] next = new int[times.length];
        return (sample, lane, t, y) -> {
            int i = next[sample]++;
            if (i == times[sample].length) {
                return Double.NaN;
            }
            double stop = times[sample][i];
            t[lane] = Math.nextAfter(stop, at.end(sample));
            jump.apply(sample, stop, y, lane);
            return target(sample, i + 1, at);
        };
    }

    /** Where the sample goes after its first {@code passed} stops. */
    double target(int sample, int passed, SaveAt at) {
        boolean toEnd = times.length == 0 || passed == times[sample].length;
        return toEnd ? at.end(sample) : Math.nextAfter(times[sample][passed], at.start(sample));
    }

    private void check(int sample, SaveAt at) {
        double from = at.start(sample);
        double before = from;
        for (int i = 0; i <= times[sample].length && times[sample].length > 0; i++) {
            double time = i < times[sample].length ? times[sample][i] : at.end(sample);
            if (!((target(sample, i, at) - from) * at.direction(sample) > 0)) {
                throw new IllegalArgumentException("stops of sample " + sample
                        + " must lie strictly between its start and its end, in the order they are met, with numbers in"
                        + " between: " + time + " comes after " + before);
            }
            before = time;
            from = Math.nextAfter(time, at.end(sample));
        }
    }
}
