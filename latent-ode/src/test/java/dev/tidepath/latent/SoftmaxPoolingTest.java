package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import org.junit.jupiter.api.Test;

class SoftmaxPoolingTest {

    private static Matrix row(double... values) {
        Matrix row = Matrix.zeros(1, values.length);
        System.arraycopy(values, 0, row.row(0), 0, values.length);
        return row;
    }

    private static double mean(int group, int[] groups, double[] values, double... scores) {
        return SoftmaxPooling.of(row(values), row(scores), groups, 3).means().get(0, group);
    }

    @Test
    void groupsOfAnyNumberHaveWeightsThatSumToOne() {
        int[] groups = {1, 1, 2, 1};
        double[] values = {4, 8, 5, 2};
        double[] scores = {StrictMath.log(1), StrictMath.log(2), 7, StrictMath.log(5)};
        assertEquals(0, mean(0, groups, values, scores));
        assertEquals((4 + 2 * 8 + 5 * 2) / 8.0, mean(1, groups, values, scores), 1e-14);
        assertEquals(5, mean(2, groups, values, scores));
    }

    @Test
    void scoresMayBeLargeAndACommonShiftDoesNotMatter() {
        int[] groups = {0, 0, 1};
        double[] values = {1, 3, 2};
        assertEquals(2, mean(0, groups, values, 900, 900, -1e300));
        assertEquals(2, mean(1, groups, values, 900, 900, -1e300));
        assertEquals(3, mean(0, groups, values, -1e6, 1e6, 0));
        assertEquals(mean(0, groups, values, 0, 1, 0), mean(0, groups, values, 512, 513, 0));
    }

    @Test
    void pullbackAgreesWithDifferences() {
        int[] groups = {0, 2, 0, 0, 2, 0};
        double[] values = random("values", 6);
        double[] scores = random("scores", 6);
        double[] bars = random("bars", 3);
        Matrix ofValues = Matrix.zeros(1, 6);
        Matrix ofScores = Matrix.zeros(1, 6);
        SoftmaxPooling.of(row(values), row(scores), groups, 3).pullback(row(bars), ofValues, ofScores);
        for (int i = 0; i < 6; i++) {
            assertEquals(slope(values, i, bars, groups, values, scores), ofValues.get(0, i), 1e-9);
            assertEquals(slope(scores, i, bars, groups, values, scores), ofScores.get(0, i), 1e-9);
        }
    }

    private static double slope(double[] moved, int i, double[] bars, int[] groups, double[] values, double[] scores) {
        double kept = moved[i];
        double step = 1e-5;
        moved[i] = kept + step;
        double up = sum(bars, groups, values, scores);
        moved[i] = kept - step;
        double down = sum(bars, groups, values, scores);
        moved[i] = kept;
        return (up - down) / (2 * step);
    }

    private static double sum(double[] bars, int[] groups, double[] values, double[] scores) {
        double sum = 0;
        for (int k = 0; k < bars.length; k++) {
            sum += bars[k] * mean(k, groups, values, scores);
        }
        return sum;
    }

    private static double[] random(String name, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = RandomKey.of(5).derive(name).gaussian(i);
        }
        return values;
    }
}
