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
        assertEquals(1.2 * 0.1, widening.apply(0.1), 1e-12, "one line within");
        assertEquals(0, widening.apply(0), 0);
        assertEquals(0.7, Widening.NONE.apply(0.7), 1e-12);
        assertEquals(-3.1, Widening.NONE.apply(-3.1), 1e-12);
    }

    @Test
    void endsWithinMoveByTheirShareOfTheInnerFactor() {
        Widening widening = new Widening(1.2, 1.5, 0.75, 0.5);
        assertEquals(1.2 * 0.75 * 0.67448975019608, widening.apply(0.67448975019608), 1e-10);
        assertEquals(-1.2 * 0.5 * 0.25334710313580, widening.apply(-0.25334710313580), 1e-10);
        assertEquals(1.2 * 1.2815515655446, widening.apply(1.2815515655446), 1e-10);
        assertEquals(1.2 * 0.5 * 0.1, widening.apply(0.1), 1e-12);
    }

    @Test
    void factorsThatBreakTheOrderOfScoresAreRaised() {
        Widening widening = Widening.of(new double[] {4, 1, 1, 0.5});
        assertEquals(4, widening.factor(0), 1e-12);
        assertEquals(1, widening.factor(2), 1e-12);
        for (int k = 1; k < Widening.PIECES; k++) {
            double before = widening.factor(k - 1) * Widening.score(k - 1);
            assertTrue(widening.factor(k) * Widening.score(k) > before);
        }
    }

    @Test
    void scoresKeepTheirOrder() {
        Widening widening = new Widening(2, 1.4, 1.5, 0.25);
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -5; z <= 5; z += 0.01) {
            assertTrue(widening.apply(z) > before);
            before = widening.apply(z);
        }
        assertThrows(IllegalArgumentException.class, () -> new Widening(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Widening(1, 1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Widening(1, 1, 0.5, 1.4));
    }

    @Test
    void theInverseGivesScoresBack() {
        Widening widening = new Widening(0.7, 1.4, 0.5, 1.2);
        for (double z = -5; z <= 5; z += 0.1) {
            assertEquals(z, widening.invert(widening.apply(z)), 1e-12);
        }
    }
}
