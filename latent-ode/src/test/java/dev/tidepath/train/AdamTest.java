package dev.tidepath.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AdamTest {

    /** With both moments corrected for their zero start the first step is rate · sign(gradient). */
    @Test
    void theFirstStepHasTheSizeOfTheRate() {
        double[] p = {1, 1, 1};
        Adam.STANDARD.newState(3).step(p, new double[] {4, -0.001, 0}, 0.1);
        assertArrayEquals(new double[] {0.9, 1.1, 1}, p, 1e-6);
    }

    /**
     * By hand: after gradients 1 and 3, m = 0.9·0.1 + 0.1·3 = 0.39 and v = 0.999·0.001 + 0.001·9 = 0.009999; corrected by
     * 1 − 0.81 = 0.19 and 1 − 0.998001 = 0.001999.
     */
    @Test
    void theSecondStepIsTheHandComputedOne() {
        double[] p = {0};
        Adam.State adam = Adam.STANDARD.newState(1);
        adam.step(p, new double[] {1}, 0.5);
        assertEquals(-0.5 / (1 + 1e-8), p[0], 1e-15);
        adam.step(p, new double[] {3}, 0.5);
        double second = 0.5 * (0.39 / 0.19) / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
        assertEquals(-0.5 / (1 + 1e-8) - second, p[0], 1e-14);
    }

    @Test
    void theGradientIsNotModified() {
        double[] gradient = {2, -3};
        Adam.STANDARD.newState(2).step(new double[2], gradient, 1);
        assertArrayEquals(new double[] {2, -3}, gradient);
    }

    private static final double[][] GRADIENTS = {{0.5, -1, 0}, {-0.25, 3, 0.1}, {2, 0.5, -0.2}};

    private static void assertSteps(Adam specification, double[]... expected) {
        double[] p = {1, -2, 0.5};
        Adam.State adam = specification.newState(3);
        for (int i = 0; i < expected.length; i++) {
            adam.step(p, GRADIENTS[i], 0.1);
            assertArrayEquals(expected[i], p, 1e-14);
        }
    }

    /** Reference: {@code adamw} of optax 0.2.8 in doubles. */
    @Test
    void stepsAreThoseOfOptax() {
        assertSteps(
                Adam.STANDARD,
                new double[] {0.900000002, -1.900000001, 0.5},
                new double[] {0.8733662987078463, -1.9494189841087441, 0.42558632816435293},
                new double[] {0.8063015345291531, -1.9971327020540728, 0.4570149426802712});
        assertSteps(
                Adam.STANDARD.withWeightDecay(0.01),
                new double[] {0.899000002, -1.898000001, 0.4995},
                new double[] {0.8714672987058464, -1.945520984107744, 0.42458682816435295},
                new double[] {0.8035310672284474, -1.991289181068965, 0.45559085585210685});
        assertSteps(
                new Adam(0.8, 0.95, 1e-3, 0.1),
                new double[] {0.8901996007984032, -1.8800999000999001, 0.495},
                new double[] {0.8601057190698588, -1.9153822683439625, 0.4135393023930281},
                new double[] {0.7806727032101023, -1.9464227219378336, 0.4464563894520569});
    }

    @Test
    void theDecayIsDecoupledFromTheGradient() {
        double[] p = {4};
        Adam.STANDARD.withWeightDecay(0.5).newState(1).step(p, new double[] {0}, 0.1);
        assertEquals(4 * (1 - 0.1 * 0.5), p[0], 1e-15);
    }

    @Test
    void constantsAreChecked() {
        assertRefused("beta1 must be from 0 to below 1: 1.0", () -> new Adam(1, 0.9, 1e-8, 0));
        assertRefused("beta2 must be from 0 to below 1: NaN", () -> new Adam(0.9, Double.NaN, 1e-8, 0));
        assertRefused("epsilon must be positive: 0.0", () -> new Adam(0.9, 0.9, 0, 0));
        assertRefused("weightDecay must not be negative: -1.0", () -> Adam.STANDARD.withWeightDecay(-1));
    }

    private static void assertRefused(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
