package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LombScargleTest {

    private static double[] irregular(int n, double length) {
        double[] t = new double[n];
        Arrays.setAll(t, i -> length * RandomKey.of(1).uniform(i));
        Arrays.sort(t);
        return t;
    }

    private static double[] map(double[] t, java.util.function.DoubleUnaryOperator f) {
        return Arrays.stream(t).map(f).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {4, 7, 11, 30})
    void theFrequencyOfAnIrregularSinusoidIsFound(double omega) {
        double[] t = irregular(60, 4);
        double[] v =
                map(t, x -> 3 + Math.sin(omega * x + 1) + 0.2 * RandomKey.of(2).gaussian((long) (1e6 * x)));
        double found = LombScargle.peak(t, v, 1, 50, 400);
        // The grid has steps of one per cent; a peak is as wide as one cycle in the length.
        assertEquals(omega, found, 0.02 * omega + 0.15);
        assertTrue(LombScargle.power(t, v, omega) > 0.8);
    }

    @Test
    void aPureSinusoidExplainsItself() {
        double[] t = irregular(200, 20);
        assertEquals(1, LombScargle.power(t, map(t, x -> Math.sin(7 * x)), 7), 0.01);
    }

    @Test
    void powerIsBetweenZeroAndOneAndDoesNotHangOnTheOriginOrTheUnit() {
        double[] t = irregular(30, 3);
        double[] v = map(t, x -> RandomKey.of(3).gaussian((long) (1e6 * x)));
        for (double omega = 0.5; omega < 60; omega *= 1.1) {
            double power = LombScargle.power(t, v, omega);
            assertTrue(power >= 0 && power <= 1 + 1e-12, "power " + power);
            assertEquals(power, LombScargle.power(map(t, x -> x + 100), map(v, x -> 5e6 - 1e6 * x), omega), 1e-6);
        }
    }

    @Test
    void withoutVariationThereIsNoPower() {
        double[] t = irregular(10, 3);
        assertEquals(0.0, LombScargle.power(t, new double[10], 4));
        assertEquals(0.0, LombScargle.power(new double[0], new double[0], 4));
        assertEquals(0.0, LombScargle.power(new double[] {1}, new double[] {8}, 4));
        assertEquals(2.0, LombScargle.peak(t, new double[10], 2, 9, 5), "the slowest, if none is better");
    }
}
