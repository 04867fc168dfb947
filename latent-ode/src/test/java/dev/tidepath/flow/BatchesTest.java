package dev.tidepath.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import org.junit.jupiter.api.Test;

/** Samples of a finite set of points. */
class BatchesTest {

    private static final RandomKey KEY = RandomKey.of(1);

    private static Matrix numbered(int count) {
        Matrix m = Matrix.zeros(1, count);
        for (int b = 0; b < count; b++) {
            m.set(0, b, b);
        }
        return m;
    }

    private static int[] drawn(Batches batches, int iteration, int count) {
        int[] times = new int[count];
        Matrix chunk = Matrix.zeros(1, batches.size());
        for (int c = 0; c < batches.chunks(); c++) {
            batches.source().points(iteration, c, chunk);
            for (int b = 0; b < batches.size(); b++) {
                times[(int) chunk.get(0, b)]++;
            }
        }
        return times;
    }

    @Test
    void everyPointIsDrawnAsOftenAsThereArePlaces() {
        assertArrayEquals(new int[] {2, 2, 2, 2, 2, 2}, drawn(Batches.of(numbered(6), numbered(6), 3, 4, KEY), 0, 6));
        for (int times : drawn(Batches.of(numbered(7), numbered(7), 2, 5, KEY), 3, 7)) {
            assertTrue(times == 1 || times == 2, "drawn " + times + " times");
        }
    }

    @Test
    void ofManyPointsAllGetTheirTurn() {
        Batches batches = Batches.of(numbered(100), numbered(100), 2, 5, KEY);
        int[] total = new int[100];
        for (int iteration = 0; iteration < 400; iteration++) {
            int[] times = drawn(batches, iteration, 100);
            for (int i = 0; i < 100; i++) {
                total[i] += times[i];
            }
        }
        for (int times : total) {
            assertEquals(40, times, 25);
        }
    }

    @Test
    void conditionsAreThoseOfThePoints() {
        Batches batches = Batches.of(numbered(50), numbered(50), 2, 8, KEY);
        Matrix points = Matrix.zeros(1, 8);
        Matrix conditions = Matrix.zeros(1, 8);
        batches.source().points(4, 1, points);
        batches.source().conditions(4, 1, conditions);
        assertArrayEquals(points.row(0), conditions.row(0));
    }

    @Test
    void pointsAndConditionsAreAsMany() {
        assertThrows(IllegalArgumentException.class, () -> Batches.of(numbered(5), numbered(4), 1, 2, KEY));
        assertThrows(IllegalArgumentException.class, () -> Batches.of(numbered(0), numbered(0), 1, 2, KEY));
    }
}
