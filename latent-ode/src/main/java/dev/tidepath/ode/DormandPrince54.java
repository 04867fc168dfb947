package dev.tidepath.ode;

/** Coefficients of Dormand and Prince's 5(4) pair; see {@link ButcherTableau#DOPRI5}. */
final class DormandPrince54 {

    // spotless:off
    private static final double[] C = {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};

    private static final double[] B =
            {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0, 0};

    private static final double[][] A = {
        {},
        {1 / 5.0},
        {3 / 40.0, 9 / 40.0},
        {44 / 45.0, -56 / 15.0, 32 / 9.0},
        {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
        {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
        {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
    };

    /** Fifth minus fourth order weights. */
    private static final double[] E =
            {71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0};

    /** Weights of Hairer's fourth-order correction {@code θ²(1−θ)² Σ dᵢ kᵢ} to the Hermite cubic. */
    private static final double[] D = {
        -12715105075.0 / 11282082432.0,
        0,
        87487479700.0 / 32700410799.0,
        -10690763975.0 / 1880347072.0,
        701980252875.0 / 199316789632.0,
        -1453857185.0 / 822651844.0,
        69997945.0 / 29380423.0
    };
    // spotless:on

    private DormandPrince54() {}

    static ButcherTableau tableau() {
        return new ButcherTableau("dopri5", 5, 4, A, B, new double[][] {E}, C, new HermiteInterpolant(4, B, D));
    }
}
