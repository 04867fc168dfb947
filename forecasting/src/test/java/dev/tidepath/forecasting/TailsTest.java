package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TailsTest {

    private static final double[][][] PATHS = {{{3, 1, 2, 2}}};

    private static Tails normal(double mean, double deviation, double value) {
        return new NormalPredictive(new double[][] {{mean}}, new double[][] {{deviation}}, PATHS).tails(0, 0, value);
    }

    /** {@code scipy.stats.norm.cdf} and {@code .sf}, SciPy 1.11. */
    @Test
    void normalTailsAreExactFarOut() {
        assertEquals(0.9750021048517795, normal(5, 2, 8.92).below(), 1e-14);
        assertEquals(0.024997895148220435, normal(5, 2, 8.92).above(), 1e-15);
        assertEquals(7.61985302416059e-24, normal(0, 1, 10).above(), 1e-36);
        assertEquals(2 * 7.61985302416059e-24, normal(0, 1, -10).twoSided(), 1e-36);
        assertEquals(1, normal(0, 1, 0).twoSided());
    }

    @Test
    void withoutADeviationAllLiesAtTheMean() {
        assertEquals(new Tails(0.5, 0.5), normal(5, 0, 5));
        assertEquals(Tails.LOWEST, normal(5, 0, 4.9));
        assertEquals(Tails.HIGHEST, normal(5, 0, 5.1));
    }

    @Test
    void amongPathsNothingIsRarerThanTheyTell() {
        Predictive sampled = new SampledPredictive(new double[][] {{2}}, PATHS);
        assertEquals(new Tails(0.1, 0.9), sampled.tails(0, 0, 0));
        assertEquals(new Tails(0.5, 0.5), sampled.tails(0, 0, 2));
        assertEquals(new Tails(0.9, 0.1), sampled.tails(0, 0, 1e9));
        assertEquals(0.2, sampled.tails(0, 0, -5).twoSided());
    }

    @Test
    void probabilitiesLieBetweenZeroAndOne() {
        assertThrows(IllegalArgumentException.class, () -> new Tails(-0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Tails(0, Double.NaN));
    }
}
