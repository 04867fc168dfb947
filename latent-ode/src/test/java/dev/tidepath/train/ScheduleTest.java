package dev.tidepath.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ScheduleTest {

    @Test
    void theCosineRisesThenFallsToZero() {
        Schedule cosine = Schedule.cosine(0.1, 100);
        assertEquals(0.02, cosine.rate(0), 1e-15);
        assertEquals(0.1, cosine.rate(4), 1e-15);
        assertEquals(0.1, cosine.rate(5), 1e-15);
        assertEquals(0.05, cosine.rate(52), 1e-3);
        assertTrue(cosine.rate(99) > 0 && cosine.rate(99) < 1e-4);
        assertEquals(0, cosine.rate(1000));
        assertEquals(0.1, Schedule.cosine(0.1, 1).rate(0));
    }

    /** Reference: warmup_cosine_decay_schedule of optax 0.2.8, whose warm-up starts from zero, one iteration earlier. */
    @Test
    void aCosineToAnEndIsThatOfOptax() {
        Schedule cosine = new Schedule.WarmUpCosine(0.1, 10, 100, 0.01);
        assertEquals(0.01, cosine.rate(0), 1e-15);
        assertEquals(0.1, cosine.rate(10), 1e-15);
        assertEquals(0.055, cosine.rate(55), 1e-15);
        assertEquals(0.01002741278414069, cosine.rate(99), 1e-15);
        assertEquals(0.01, cosine.rate(100), 1e-15);
        assertEquals(0.1, new Schedule.WarmUpCosine(0.1, 0, 10, 0).rate(0));
    }

    /** Reference: exponential_decay of optax 0.2.8. */
    @Test
    void anExponentialDecayIsThatOfOptax() {
        Schedule decay = new Schedule.ExponentialDecay(0.1, 0.5, 50);
        assertEquals(0.1, decay.rate(0));
        assertEquals(0.07071067811865477, decay.rate(25), 1e-16);
        assertEquals(0.05, decay.rate(50), 1e-16);
        assertEquals(0.01894645708137998, decay.rate(120), 1e-16);
    }

    @Test
    void aConstantStays() {
        assertEquals(0.3, new Schedule.Constant(0.3).rate(12345));
    }

    @Test
    void rangesAreChecked() {
        assertRefused("rate must be positive: 0.0", () -> new Schedule.Constant(0));
        assertRefused("warmUp must not be negative: -1", () -> new Schedule.WarmUpCosine(1, -1, 10, 0));
        assertRefused("end must be from 0 to the peak: 2.0", () -> new Schedule.WarmUpCosine(1, 1, 10, 2));
        assertRefused("factor must be from above 0 to 1: 1.5", () -> new Schedule.ExponentialDecay(1, 1.5, 10));
        assertRefused("every must be positive: 0.0", () -> new Schedule.ExponentialDecay(1, 0.5, 0));
    }

    private static void assertRefused(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
