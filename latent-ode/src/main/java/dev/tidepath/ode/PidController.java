package dev.tidepath.ode;

import java.util.Arrays;
import java.util.Optional;

/**
 * Adaptive steps by a PID controller on the scaled errors of each sample, in the notation of Söderlind (2002) and
 * diffrax: {@code h' = h clip(safety r₀^((p+i+d)/k) r₁^(−(p+2d)/k) r₂^(d/k), minFactor, maxFactor)}, {@code rⱼ} the
 * inverse error norms of this and the two accepted steps before, {@code k} the order of the estimate. After a rejection
 * the factor is at most {@code safety}; an error that is not finite shrinks the step by {@code minFactor}.
 *
 * <p>{@code (p, i, d) = (0, 1, 0)} is the classical controller of Hairer, Nørsett &amp; Wanner I, II.4. There are no default
 * tolerances: they belong to the problem.
 *
 * @param errorNorm error norm with the tolerances
 * @param p proportional coefficient
 * @param i integral coefficient
 * @param d derivative coefficient
 * @param safety factor below one that makes rejections rare
 * @param minFactor least change of the step
 * @param maxFactor largest change of the step
 */
public record PidController(
        ErrorNorm errorNorm, double p, double i, double d, double safety, double minFactor, double maxFactor)
        implements StepController {

    /**
     * Checks the coefficients.
     *
     * @param errorNorm error norm with the tolerances
     * @param p proportional coefficient
     * @param i integral coefficient
     * @param d derivative coefficient
     * @param safety factor below one that makes rejections rare
     * @param minFactor least change of the step
     * @param maxFactor largest change of the step
     * @throws IllegalArgumentException if they cannot control a step
     */
    public PidController {
        if (!(p + i + d > 0)) {
            throw new IllegalArgumentException("p + i + d must be positive, found " + (p + i + d));
        }
        if (!(safety > 0 && safety <= 1)) {
            throw new IllegalArgumentException("safety must be in (0, 1], found " + safety);
        }
        if (!(minFactor > 0 && minFactor < 1 && maxFactor > 1)) {
            throw new IllegalArgumentException(
                    "the factors must satisfy 0 < minFactor < 1 < maxFactor, found " + minFactor + " and " + maxFactor);
        }
    }

    /**
     * The classical controller: integral control, safety 0.9, factors 0.2 to 10.
     *
     * @param rtol relative tolerance
     * @param atol absolute tolerance
     * @return a controller
     */
    public static PidController integral(double rtol, double atol) {
        return new PidController(ErrorNorm.of(rtol, atol), 0, 1, 0, 0.9, 0.2, 10);
    }

    /**
     * Proportional–integral control (0.4, 0.3), smoother than {@link #integral} where the step is limited by stability.
     *
     * @param rtol relative tolerance
     * @param atol absolute tolerance
     * @return a controller
     */
    public static PidController proportionalIntegral(double rtol, double atol) {
        return new PidController(ErrorNorm.of(rtol, atol), 0.4, 0.3, 0, 0.9, 0.2, 10);
    }

    @Override
    public Optional<ErrorNorm> norm() {
        return Optional.of(errorNorm);
    }

    @Override
    public StepControl newControl(int batch, int errorOrder) {
        return new Control(this, batch, errorOrder);
    }

    private static final class Control implements StepControl {

        private final PidController c;
        private final double now;
        private final double before;
        private final double longBefore;
        private final double[] r1;
        private final double[] r2;

        Control(PidController c, int batch, int errorOrder) {
            this.c = c;
            now = (c.p + c.i + c.d) / errorOrder;
            before = -(c.p + 2 * c.d) / errorOrder;
            longBefore = c.d / errorOrder;
            r1 = new double[batch];
            r2 = new double[batch];
            Arrays.fill(r1, 1.0);
            Arrays.fill(r2, 1.0);
        }

        @Override
        public double first(int lane, double start, double end, double guess) {
            r1[lane] = 1.0;
            r2[lane] = 1.0;
            return guess;
        }

        @Override
        public double next(int lane, double error, double h) {
            if (!(error < Double.POSITIVE_INFINITY)) {
                return h * c.minFactor;
            }
            double r0 = 1.0 / error;
            double factor = c.safety
                    * FactorPower.power(r0, now)
                    * FactorPower.power(r1[lane], before)
                    * FactorPower.power(r2[lane], longBefore);
            factor = Math.max(c.minFactor, Math.min(factor, c.maxFactor));
            if (!accepted(error)) {
                return h * Math.min(factor, c.safety);
            }
            r2[lane] = r1[lane];
            r1[lane] = r0 < Double.POSITIVE_INFINITY ? r0 : 1.0;
            return h * factor;
        }

        @Override
        public boolean accepted(double error) {
            return error <= 1.0;
        }
    }
}
