package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ReservoirTest {

    private static Reservoir of(int size, int count) {
        Reservoir sample = new Reservoir(size, "test");
        for (int i = 0; i < count; i++) {
            sample.add(i);
        }
        return sample;
    }

    @Test
    void aShortStreamIsKeptWhole() {
        assertArrayEquals(new double[] {0, 4, 9}, of(10, 10).quantiles(0, 0.5, 1));
        assertThrows(IllegalStateException.class, () -> of(10, 0).quantiles(0.5));
        assertThrows(IllegalArgumentException.class, () -> of(0, 0));
    }

    @Test
    void aLongStreamIsSampledEvenly() {
        Reservoir sample = of(4_000, 1_000_000);
        double[] q = sample.quantiles(0.05, 0.25, 0.5, 0.75, 0.95);
        assertArrayEquals(new double[] {50_000, 250_000, 500_000, 750_000, 950_000}, q, 30_000);
        assertEquals(1_000_000, sample.count());
    }

    @Test
    void aStreamGivesTheSameSampleEachTime() {
        assertArrayEquals(
                of(100, 5_000).quantiles(0.1, 0.5, 0.9), of(100, 5_000).quantiles(0.1, 0.5, 0.9));
    }
}
