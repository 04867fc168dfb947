package dev.tidepath.ode;

import dev.tidepath.tensor.ShapeException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hairer's error norm of a sample: {@code sqrt(mean_f (e_f / (atol_f + rtol_f max(|y0_f|, |y1_f|)))²)} over its features.
 * A step is good enough when it is at most one (Hairer, Nørsett &amp; Wanner, Solving Ordinary Differential Equations I,
 * II.4).
 *
 * <p>Tolerances are one for all features or one a feature. The state of an {@link Integration} that is several times as
 * tall, as the pair of state and adjoint of a backward solve, has them repeated.
 */
public final class ErrorNorm {

    private final double[] rtol;
    private final double[] atol;

    private ErrorNorm(double[] rtol, double[] atol) {
        this.rtol = rtol;
        this.atol = atol;
        if (rtol.length == 0 || rtol.length != atol.length) {
            throw new ShapeException("absolute tolerances", Math.max(1, rtol.length), atol.length);
        }
        for (int f = 0; f < rtol.length; f++) {
            boolean ok = rtol[f] >= 0 && atol[f] > 0 && rtol[f] + atol[f] < Double.POSITIVE_INFINITY;
            if (!ok) {
                throw new IllegalArgumentException(
                        "rtol must not be negative, atol must be positive, both finite; found rtol " + rtol[f]
                                + " and atol " + atol[f] + (rtol.length == 1 ? "" : " for feature " + f));
            }
        }
    }

    /**
     * The same tolerances for all features.
     *
     * @param rtol relative tolerance, not negative
     * @param atol absolute tolerance, positive
     * @return a norm
     * @throws IllegalArgumentException if {@code rtol} is negative, {@code atol} is not positive, or one is not finite
     */
    public static ErrorNorm of(double rtol, double atol) {
        return new ErrorNorm(new double[] {rtol}, new double[] {atol});
    }

    /**
     * Each feature its own tolerances.
     *
     * @param rtol relative tolerances, not negative, one a feature
     * @param atol absolute tolerances, positive, one a feature
     * @return a norm
     * @throws IllegalArgumentException if an {@code rtol} is negative, an {@code atol} is not positive, one is not finite,
     *     or the lengths differ
     */
    public static ErrorNorm perFeature(double[] rtol, double[] atol) {
        return new ErrorNorm(rtol.clone(), atol.clone());
    }

    /**
     * Relative tolerance of a feature.
     *
     * @param feature row of the state
     * @return the tolerance
     */
    public double rtol(int feature) {
        return rtol[feature % rtol.length];
    }

    /**
     * Absolute tolerance of a feature.
     *
     * @param feature row of the state
     * @return the tolerance
     */
    public double atol(int feature) {
        return atol[feature % atol.length];
    }

    /**
     * Checks that the tolerances fit a state.
     *
     * @param features rows of the state
     * @param repeated whether they may be a whole number of times as many as the tolerances
     * @throws ShapeException if they do not
     */
    void requireFeatures(int features, boolean repeated) {
        boolean fits = rtol.length == 1 || rtol.length == features || (repeated && features % rtol.length == 0);
        if (!fits) {
            throw new ShapeException("features of the state, by the tolerances", rtol.length, features);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ErrorNorm n && Arrays.equals(rtol, n.rtol) && Arrays.equals(atol, n.atol);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rtol) + Arrays.hashCode(atol);
    }

    @Override
    public String toString() {
        return IntStream.range(0, rtol.length)
                .mapToObj(f -> "rtol " + rtol[f] + ", atol " + atol[f])
                .collect(Collectors.joining("; "));
    }
}
