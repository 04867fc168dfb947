package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WideningTest {

    @Test
    void endsOfBothIntervalsMoveByTheirFactors() {
        Widening widening = new Widening(1.2, 1.5);
        assertEquals(1.2 * 1.2815515655446, widening.apply(1.2815515655446), 1e-10);
        assertEquals(-1.5 * 1.9599639845400, widening.apply(-1.9599639845400), 1e-10);
        assertEquals(0, widening.apply(0), 0);
        assertEquals(0.7, Widening.NONE.apply(0.7), 1e-12);
        assertEquals(-3.1, Widening.NONE.apply(-3.1), 1e-12);
    }

    @Test
    void scoresKeepTheirOrder() {
        Widening widening = new Widening(2, 1.4);
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -5; z <= 5; z += 0.01) {
            assertTrue(widening.apply(z) > before);
            before = widening.apply(z);
        }
        assertThrows(IllegalArgumentException.class, () -> new Widening(2, 1));
    }

    @Test
    void theInverseGivesScoresBack() {
        Widening widening = new Widening(0.7, 1.4);
        for (double z = -5; z <= 5; z += 0.1) {
            assertEquals(z, widening.invert(widening.apply(z)), 1e-12);
        }
    }
}
