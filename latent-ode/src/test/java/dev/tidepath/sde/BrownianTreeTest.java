package dev.tidepath.sde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.ode.SaveAt;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrownianTreeTest {

    private static final int PATHS = 40_000;

    /** The bound of every statistic: five standard errors; the keys are fixed, so it holds always or never. */
    private static final double ERRORS = 5;

    private static BrownianTree tree(int path, int depth) {
        return new BrownianTree(RandomKey.of(7).derive(path), 1, 3, depth);
    }

    private static double[] at(BrownianTree tree, double t) {
        double[] both = new double[2];
        tree.at(t, both);
        return both;
    }

    @Test
    void startsAtZero() {
        assertArrayEquals(new double[2], at(tree(0, 24), 1));
        assertArrayEquals(new double[2], at(new BrownianTree(RandomKey.of(1), 2, 2, 24), 2));
    }

    @Test
    void thePathDoesNotDependOnTheOrderOfQuestions() {
        BrownianTree one = tree(3, 24);
        BrownianTree other = tree(3, 24);
        double[][] forward = new double[301][];
        for (int i = 0; i <= 300; i++) {
            forward[i] = at(one, 1 + 2 * (i / 300.0));
        }
        for (int i = 300; i >= 0; i--) {
            assertArrayEquals(forward[i], at(other, 1 + 2 * (i / 300.0)));
        }
    }

    @Test
    void refinementLeavesValuesAtCoarserTimesAlone() {
        for (int i = 0; i <= 256; i++) {
            double t = 1 + i / 128.0;
            assertArrayEquals(at(tree(5, 8), t), at(tree(5, BrownianTree.MAX_DEPTH), t));
        }
    }

    @Test
    void theIntegralIsThatOfThePath() {
        BrownianTree tree = tree(11, 24);
        int n = 1 << 14;
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double left = at(tree, 1 + 2.0 * i / n)[0];
            double[] right = at(tree, 1 + 2.0 * (i + 1) / n);
            sum += (left + right[0]) / n;
            largest = Math.max(largest, Math.abs(sum - right[1]));
        }
        // The trapezoidal rule is off by a deviation of √(T³/12)/n on a path of length T.
        assertEquals(0, largest, ERRORS * Math.sqrt(8 / 12.0) / n);
    }

    @Test
    void quadraticVariationIsTheLength() {
        int n = 1 << 14;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double step = at(tree(2, 24), 1 + 2.0 * (i + 1) / n)[0] - at(tree(2, 24), 1 + 2.0 * i / n)[0];
            sum += step * step;
        }
        assertEquals(2, sum, ERRORS * 2 * Math.sqrt(2.0 / n));
    }

    /** Times inside smallest intervals, at halvings and elsewhere: all second moments of values and integrals. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 24})
    void secondMomentsAreThoseOfBrownianMotion(int depth) {
        double[] times = depth == 0 ? new double[] {1.4} : new double[] {1.3, 1.9, 2.5, 2.77};
        int n = 2 * times.length;
        double[][] sums = new double[n][n];
        double[] means = new double[n];
        for (int p = 0; p < PATHS; p++) {
            double[] v = new double[n];
            for (int i = 0; i < times.length; i++) {
                double[] both = at(tree(p, depth), times[i]);
                v[2 * i] = both[0];
                v[2 * i + 1] = both[1];
            }
            for (int i = 0; i < n; i++) {
                means[i] += v[i] / PATHS;
                for (int j = 0; j < n; j++) {
                    sums[i][j] += v[i] * v[j] / PATHS;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            assertEquals(0, means[i], ERRORS * Math.sqrt(covariance(times, i, i) / PATHS), "mean of " + i);
            for (int j = 0; j < n; j++) {
                double exact = covariance(times, i, j);
                double spread = Math.sqrt((covariance(times, i, i) * covariance(times, j, j) + exact * exact) / PATHS);
                assertEquals(exact, sums[i][j], ERRORS * spread, "moment of " + i + " and " + j);
            }
        }
    }

    /** Of W (even index) and its integral (odd) at times after the start. */
    private static double covariance(double[] times, int i, int j) {
        double s = times[i / 2] - 1;
        double t = times[j / 2] - 1;
        boolean first = i % 2 == 1;
        boolean second = j % 2 == 1;
        if (first && second) {
            double m = Math.min(s, t);
            return m * m * (3 * Math.max(s, t) - m) / 6;
        }
        if (!first && !second) {
            return Math.min(s, t);
        }
        double point = first ? t : s;
        double length = first ? s : t;
        double m = Math.min(point, length);
        return m * m / 2 + point * (length - m);
    }

    @Test
    void fourthMomentIsNormal() {
        double sum = 0;
        for (int p = 0; p < PATHS; p++) {
            sum += Math.pow(at(tree(p, 24), 1.7)[0], 4) / PATHS;
        }
        assertEquals(3 * 0.49, sum, ERRORS * 0.49 * Math.sqrt(96.0 / PATHS));
    }

    @Test
    void pathsOfABatchAreThoseOfItsParts() {
        SaveAt at = SaveAt.of(new double[] {0, 1, 2}, new double[] {1, 4, 0}, new double[3][0]);
        BrownianPaths all = BrownianPaths.of(RandomKey.of(3), 2, at);
        BrownianPaths part = all.slice(1, 3);
        double[] t = {2.2, 0.7};
        Matrix values = Matrix.zeros(2, 2);
        Matrix integrals = Matrix.zeros(2, 2);
        part.at(t, values, integrals, new double[2]);
        for (int f = 0; f < 2; f++) {
            for (int b = 0; b < 2; b++) {
                double[] both = at(all.path(f, b + 1), t[b]);
                assertEquals(both[0], values.get(f, b));
                assertEquals(both[1], integrals.get(f, b));
            }
        }
    }

    @Test
    void refusesTimesOutsideAndIntervalsThatRunBackwards() {
        assertThrows(IllegalArgumentException.class, () -> at(tree(0, 3), 3.01));
        assertThrows(IllegalArgumentException.class, () -> at(tree(0, 3), Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new BrownianTree(RandomKey.of(1), 1, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> new BrownianTree(RandomKey.of(1), 0, 1, 45));
        double far = Double.POSITIVE_INFINITY;
        assertThrows(IllegalArgumentException.class, () -> new BrownianTree(RandomKey.of(1), far, far, 3));
    }
}
