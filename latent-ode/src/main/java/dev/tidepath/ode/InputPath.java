package dev.tidepath.ode;

import dev.tidepath.tensor.ShapeException;
import java.util.Arrays;

/**
 * Inputs u(t) of one sample that are known for all times: linear between knots, constant before the first and after the
 * last. A step is two knots close together. The solver's error control meets the kinks as it meets any other roughness; a
 * pulse far shorter than a step may be missed.
 *
 * @param times of the knots, strictly increasing, finite; at least one if there is an input
 * @param values by input, then by knot, finite
 */
public record InputPath(double[] times, double[][] values) {

    private static final InputPath NONE = new InputPath(new double[0], new double[0][]);

    /**
     * Checks and copies.
     *
     * @param times see the component
     * @param values see the component
     * @throws IllegalArgumentException if times do not increase, or a number is not finite
     * @throws ShapeException if an input has another number of values than there are knots
     */
    public InputPath {
        times = times.clone();
        values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        requireFinite("time", times);
        for (int k = 1; k < times.length; k++) {
            if (times[k] <= times[k - 1]) {
                throw new IllegalArgumentException(
                        "the times of knots must strictly increase: " + times[k] + " comes after " + times[k - 1]);
            }
        }
        for (double[] input : values) {
            if (times.length == 0 || input.length != times.length) {
                throw new ShapeException("values of an input", Math.max(1, times.length), input.length);
            }
            requireFinite("value", input);
        }
    }

    private static void requireFinite(String what, double[] numbers) {
        for (double x : numbers) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("the " + what + " of a knot must be finite, found " + x);
            }
        }
    }

    /**
     * No inputs.
     *
     * @return the path without knots
     */
    public static InputPath none() {
        return NONE;
    }

    /**
     * Inputs that never change.
     *
     * @param values by input
     * @return a path of one knot
     */
    public static InputPath constant(double... values) {
        return new InputPath(
                new double[1],
                Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
    }

    /**
     * Number of inputs.
     *
     * @return zero or more
     */
    public int inputs() {
        return values.length;
    }

    /**
     * Number of knots.
     *
     * @return zero or more
     */
    public int knots() {
        return times.length;
    }

    /**
     * An input at a time.
     *
     * @param input index
     * @param t time
     * @return u(t)
     */
    public double value(int input, double t) {
        int at = Arrays.binarySearch(times, t);
        int passed = at >= 0 ? at + 1 : -at - 1;
        double[] v = values[input];
        if (passed == 0 || passed == v.length) {
            return v[Math.max(0, passed - 1)];
        }
        return v[passed - 1] + share(times[passed - 1], times[passed], t) * (v[passed] - v[passed - 1]);
    }

    /** How much of the way from one time to the next has been gone. */
    static double share(double from, double to, double t) {
        return (t - from) / (to - from);
    }
}
