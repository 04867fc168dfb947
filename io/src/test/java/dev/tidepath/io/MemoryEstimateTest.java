package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What does not fit is told before it is read. */
final class MemoryEstimateTest {

    @Test
    void aFileLargerThanTheMemoryIsRefused() {
        Origin origin = Origin.ofFile("big.csv");
        assertDoesNotThrow(() -> MemoryEstimate.require(50_000_000, 50, 1, 1L << 30, origin));
        InputException e = assertThrows(
                InputException.class, () -> MemoryEstimate.require(9_000_000_000L, 45, 1, 2L << 30, origin));
        assertEquals("TP-D067", e.code());
        assertEquals("about 200,000,000 rows need about 19 GB of memory, and there are 2 GB", e.getMessage());
    }
}
