package dev.tidepath.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamTest {

    /** With both moments corrected for their zero start the first step is rate · sign(gradient). */
    @Test
    void theFirstStepHasTheSizeOfTheRate() {
        double[] p = {1, 1, 1};
        new Adam(3).step(p, new double[] {4, -0.001, 0}, 0.1);
        assertArrayEquals(new double[] {0.9, 1.1, 1}, p, 1e-6);
    }

    /**
     * By hand: after gradients 1 and 3, m = 0.9·0.1 + 0.1·3 = 0.39 and v = 0.999·0.001 + 0.001·9 = 0.009999; corrected by
     * 1 − 0.81 = 0.19 and 1 − 0.998001 = 0.001999.
     */
    @Test
    void theSecondStepIsTheHandComputedOne() {
        double[] p = {0};
        Adam adam = new Adam(1);
        adam.step(p, new double[] {1}, 0.5);
        assertEquals(-0.5 / (1 + 1e-8), p[0], 1e-15);
        adam.step(p, new double[] {3}, 0.5);
        double second = 0.5 * (0.39 / 0.19) / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
        assertEquals(-0.5 / (1 + 1e-8) - second, p[0], 1e-14);
    }

    @Test
    void theGradientIsNotModified() {
        double[] gradient = {2, -3};
        new Adam(2).step(new double[2], gradient, 1);
        assertArrayEquals(new double[] {2, -3}, gradient);
    }
}
