package dev.tidepath.ode;

/** Coefficients of the classical method of order 4; see {@link ButcherTableau#RK4}. */
final class ClassicalRungeKutta {

    private static final double[] C = {0, 0.5, 0.5, 1};
    private static final double[] B = {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0};
    private static final double[][] A = {{}, {0.5}, {0, 0.5}, {0, 0, 1}};

    private ClassicalRungeKutta() {}

    static ButcherTableau tableau() {
        return new ButcherTableau("rk4", 4, 0, A, B, new double[0][], C, new Cubic());
    }

    /** {@code w₁ = θ − 3θ²/2 + 2θ³/3, w₂ = w₃ = θ² − 2θ³/3, w₄ = −θ²/2 + 2θ³/3}. */
    private static final class Cubic implements Interpolant {

        @Override
        public int order() {
            return 3;
        }

        @Override
        public void weights(double theta, double[] w) {
            if (theta == 1.0) {
                System.arraycopy(B, 0, w, 0, B.length);
                return;
            }
            double middle = theta * theta * (1 - 2 * theta / 3);
            w[0] = theta * (1 - theta * (1.5 - 2 * theta / 3));
            w[1] = middle;
            w[2] = middle;
            w[3] = theta * theta * (2 * theta / 3 - 0.5);
        }

        @Override
        public void derivatives(double theta, double[] w) {
            double middle = 2 * theta * (1 - theta);
            w[0] = 1 - theta * (3 - 2 * theta);
            w[1] = middle;
            w[2] = middle;
            w[3] = theta * (2 * theta - 1);
        }
    }
}
