package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Events come at the rate they are said to come at. */
class KnownRateTest {

    @Test
    void countsAreThoseOfTheRate() {
        int series = 2_000;
        for (KnownRate rate : KnownRate.ALL) {
            int[] halves = new int[2];
            for (int i = 0; i < series; i++) {
                for (double t : rate.draw(RandomKey.of(3).derive(i))) {
                    halves[t < 2 ? 0 : 1]++;
                }
            }
            for (int half = 0; half < 2; half++) {
                double from = 2.0 * half;
                double expected = series
                        * Arrays.stream(KnownRate.grid())
                                .filter(t -> t > from && t < from + 2)
                                .map(rate::at)
                                .sum()
                        * KnownRate.END
                        / KnownRate.grid().length;
                assertEquals(expected, halves[half], 4 * Math.sqrt(expected), rate.label() + ", half " + half);
            }
        }
    }

    @Test
    void timesAreInOrderAndErrorsAreShares() {
        double[] times = KnownRate.BUMP.draw(RandomKey.of(4));
        for (int i = 1; i < times.length; i++) {
            assertTrue(times[i] > times[i - 1]);
        }
        assertTrue(times[times.length - 1] <= KnownRate.END);
        double[] truth = Arrays.stream(KnownRate.grid()).map(KnownRate.WAVE::at).toArray();
        assertEquals(0, KnownRate.WAVE.error(truth));
        assertEquals(
                0.1, KnownRate.WAVE.error(Arrays.stream(truth).map(r -> 1.1 * r).toArray()), 1e-12);
    }
}
