package dev.tidepath.ode;

import dev.tidepath.tensor.ShapeException;

/**
 * The Hermite cubic through both ends of a step, with the slopes of the first and the last stage, plus a quartic that
 * vanishes with its slope at both ends: with {@code e₁}, {@code eₛ} the unit vectors of those stages,
 * {@code w(θ) = θ b + θ(1−θ)(e₁ − b) + θ²(1−θ)(2b − e₁ − eₛ) + θ²(1−θ)² d}.
 *
 * <p>For methods whose last stage is the derivative at the end. Hairer, Nørsett &amp; Wanner I, II.6.
 */
final class HermiteInterpolant implements Interpolant {

    private final int order;
    private final double[] b;
    private final double[] d;

    /**
     * Creates the interpolant.
     *
     * @param order its order
     * @param b weights of the propagated solution
     * @param d weights of the quartic
     */
    HermiteInterpolant(int order, double[] b, double[] d) {
        if (b.length != d.length) {
            throw new ShapeException("weights of the quartic", b.length, d.length);
        }
        this.order = order;
        this.b = b.clone();
        this.d = d.clone();
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public void weights(double theta, double[] w) {
        double rest = 1 - theta;
        combine(theta, theta * rest, theta * theta * rest, theta * theta * rest * rest, w);
    }

    @Override
    public void derivatives(double theta, double[] w) {
        double rest = 1 - theta;
        combine(1, 1 - 2 * theta, theta * (2 - 3 * theta), 2 * theta * rest * (rest - theta), w);
    }

    private void combine(double line, double first, double second, double quartic, double[] w) {
        int last = b.length - 1;
        for (int i = 0; i <= last; i++) {
            w[i] = line * b[i] - first * b[i] + second * (2 * b[i]) + quartic * d[i];
        }
        w[0] += first - second;
        w[last] -= second;
    }
}
