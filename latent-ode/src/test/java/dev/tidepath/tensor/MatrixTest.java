package dev.tidepath.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 16", "15, 16", "16, 16", "17, 32", "32, 32", "33, 48"})
    void batchesArePaddedToWholeVectors(int batch, int lanes) {
        assertEquals(lanes, Matrix.padded(batch));
        Matrix m = Matrix.zeros(3, batch);
        assertEquals(3, m.features());
        assertEquals(batch, m.batch());
        assertEquals(lanes, m.lanes());
        for (double[] row : m.rows()) {
            assertArrayEquals(new double[lanes], row);
        }
    }

    @Test
    void samplesBecomeColumns() {
        Matrix m = Matrix.ofSamples(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        assertEquals(2, m.features());
        assertEquals(3, m.batch());
        assertEquals(4.0, m.get(1, 1));
        assertArrayEquals(new double[] {5, 6}, m.sample(2));
        assertArrayEquals(new double[] {1, 3, 5, 0}, Arrays.copyOf(m.row(0), 4));
        assertEquals(0, Matrix.ofSamples().features());
    }

    @Test
    void aViewWritesThrough() {
        double[][] rows = {new double[20], new double[16]};
        Matrix m = Matrix.ofRows(rows, 5);
        m.set(1, 4, 7);
        assertSame(rows[1], m.row(1));
        assertEquals(7.0, rows[1][4]);
        Arrays.fill(rows[0], 3);
        m.clearPadding();
        assertEquals(3.0, rows[0][4]);
        assertEquals(0.0, rows[0][5]);
        assertEquals(0.0, rows[0][15]);
        assertEquals(3.0, rows[0][16], "beyond the padding nothing is touched");
    }

    @Test
    void resizeKeepsRowsAndClearsWhatItGivesUp() {
        Matrix m = Matrix.zeros(2, 20);
        double[] row = m.row(0);
        Arrays.fill(row, 9);
        m.resize(3);
        assertEquals(16, m.lanes());
        m.resize(32);
        assertSame(row, m.row(0));
        assertEquals(32, m.batch());
        double[] expected = new double[32];
        Arrays.fill(expected, 0, 3, 9);
        assertArrayEquals(expected, row);
        assertMessage("batch within the capacity: expected 32, found 33", () -> m.resize(33));
        assertMessage("batch within the capacity: expected 32, found -1", () -> m.resize(-1));
        assertEquals(32, m.batch());
    }

    @Test
    void copiesAndClears() {
        Matrix m = Matrix.ofSamples(new double[] {1, 2}, new double[] {3, 4});
        Matrix copy = Matrix.zeros(2, 2);
        Arrays.fill(copy.row(1), 8);
        copy.copyFrom(m);
        assertArrayEquals(m.row(1), copy.row(1), "the padding is copied too");
        copy.clear();
        assertArrayEquals(new double[16], copy.row(1));
        assertEquals(2.0, m.get(1, 0));
    }

    @Test
    void misuseNamesBothShapes() {
        assertMessage("features and batch must not be negative: -1 × 2", () -> Matrix.zeros(-1, 2));
        assertMessage("features and batch must not be negative: 1 × -2", () -> Matrix.zeros(1, -2));
        assertMessage("sample 1: expected 2, found 1", () -> Matrix.ofSamples(new double[2], new double[1]));
        assertMessage(
                "lanes of a row: expected 32, found 16", () -> Matrix.ofRows(new double[][] {new double[16]}, 17));
        Matrix m = Matrix.zeros(2, 3);
        assertMessage("source (features): expected 2, found 1", () -> m.copyFrom(Matrix.zeros(1, 3)));
        assertMessage("source (batch): expected 3, found 4", () -> m.copyFrom(Matrix.zeros(2, 4)));
        assertMessage("rate (batch): expected 4, found 3", () -> Matrix.requireShape("rate", m, 2, 4));
        assertEquals("Matrix[2 × 3]", m.toString());
    }

    private static void assertMessage(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
