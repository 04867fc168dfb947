package dev.tidepath.ode;

/**
 * Hairer's error norm of a sample: {@code sqrt(mean_f (e_f / (atol + rtol max(|y0_f|, |y1_f|)))²)} over its features. A
 * step is good enough when it is at most one (Hairer, Nørsett &amp; Wanner, Solving Ordinary Differential Equations I,
 * II.4).
 *
 * @param rtol relative tolerance, not negative
 * @param atol absolute tolerance, positive
 */
public record ErrorNorm(double rtol, double atol) {

    /**
     * Checks the tolerances.
     *
     * @param rtol relative tolerance, not negative
     * @param atol absolute tolerance, positive
     * @throws IllegalArgumentException if {@code rtol} is negative, {@code atol} is not positive, or one is not finite
     */
    public ErrorNorm {
        boolean ok = rtol >= 0 && atol > 0 && rtol + atol < Double.POSITIVE_INFINITY;
        if (!ok) {
            throw new IllegalArgumentException(
                    "rtol must not be negative, atol must be positive, both finite; found rtol " + rtol + " and atol "
                            + atol);
        }
    }
}
