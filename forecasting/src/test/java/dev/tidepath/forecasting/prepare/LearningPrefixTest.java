package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningPrefixTest {

    @Test
    void fewAreAllLearntFrom() {
        for (int n = 0; n <= 64; n++) {
            assertEquals(n, LearningPrefix.of(n, 1_000));
        }
    }

    @Test
    void atMostASixteenthIsLeftAndNothingIsForgotten() {
        int before = 0;
        int changes = 0;
        for (int n = 0; n < 100_000; n++) {
            int learnt = LearningPrefix.of(n, 20_000);
            assertTrue(learnt >= before && learnt <= n && 16L * (n - learnt) <= n, n + " and " + learnt);
            changes += learnt > before ? 1 : 0;
            before = learnt;
        }
        assertTrue(changes < 64 + 16 * 9 + 100_000 / 1_024, changes + " steps");
    }

    @Test
    void longHistoriesHaveStepsOfOneLength() {
        assertEquals(1_024, LearningPrefix.step(20_000, 20_000));
        assertEquals(1_024, LearningPrefix.step(1_000_000, 20_000));
        assertEquals(256, LearningPrefix.step(1_000_000, 5_000));
    }
}
