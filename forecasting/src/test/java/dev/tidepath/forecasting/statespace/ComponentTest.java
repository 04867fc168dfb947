package dev.tidepath.forecasting.statespace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentTest {

    static List<Component> components() {
        return List.of(
                new TrendComponent(0.7, false, 0, 0),
                new TrendComponent(0.7, true, 0.3, 0),
                new TrendComponent(0, true, 0.3, 0.4),
                new TrendComponent(0.2, true, 5, 1e-7),
                new SeasonComponent(2.3, 4, 0.1, 2),
                new CarmaComponent(new double[] {0.5}, new double[] {1}, 3),
                new CarmaComponent(new double[] {4, 0.3}, new double[] {1}, 3),
                new CarmaComponent(new double[] {1, 2}, new double[] {1, 0.4}, 3), // a double root
                new CarmaComponent(new double[] {0.01, 7}, new double[] {1, 3}, 2),
                new CarmaComponent(new double[] {0.6, 1.7, 2.1}, new double[] {1, 0.3, 0.8}, 1));
    }

    private static Transition over(Component c, double gap) {
        int[] sizes = new int[c.blocks()];
        Arrays.fill(sizes, c.blockSize());
        Transition t = new Transition(sizes);
        c.discretise(gap, t, 0);
        return t;
    }

    private static double[][] square(double[] rows, int n) {
        double[][] matrix = new double[n][];
        Arrays.setAll(matrix, i -> Arrays.copyOfRange(rows, i * n, i * n + n));
        return matrix;
    }

    private static double[] flat(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    @ParameterizedTest
    @MethodSource("components")
    void twoGapsAreOneLongGap(Component c) {
        int n = c.blockSize();
        for (double[] gaps : new double[][] {{1e-6, 2e-6}, {0.1, 0.3}, {1, 0.01}, {2.5, 7}, {30, 40}}) {
            Transition first = over(c, gaps[0]);
            Transition second = over(c, gaps[1]);
            Transition both = over(c, gaps[0] + gaps[1]);
            for (int b = 0; b < c.blocks(); b++) {
                double[][] q = square(first.q[b], n);
                BlockDiagonal.conjugate(new int[] {n}, new double[][] {second.f[b]}, q);
                BlockDiagonal.add(new int[] {n}, new double[][] {second.q[b]}, q);
                double size =
                        1e-300 + Arrays.stream(both.q[b]).map(Math::abs).max().orElseThrow();
                assertArrayEquals(both.q[b], flat(q), 1e-11 * size);
                for (int j = 0; j < n; j++) {
                    double[] column = new double[n];
                    column[j] = 1;
                    BlockDiagonal.apply(new int[] {n}, new double[][] {first.f[b]}, column);
                    BlockDiagonal.apply(new int[] {n}, new double[][] {second.f[b]}, column);
                    for (int i = 0; i < n; i++) {
                        assertEquals(both.f[b][i * n + j], column[i], 1e-11 * (1 + gaps[0] + gaps[1]));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-3, 0.4, 3, 1e3, 1e30})
    void aStationaryProcessStaysStationary(double gap) {
        for (Component c : components()) {
            if (c instanceof CarmaComponent) {
                int n = c.blockSize();
                Transition t = over(c, gap);
                double[][] p = square(c.start(), n);
                BlockDiagonal.conjugate(new int[] {n}, t.f, p);
                BlockDiagonal.add(new int[] {n}, t.q, p);
                assertArrayEquals(
                        c.start(),
                        flat(p),
                        1e-10 * (1 + Arrays.stream(c.start()).max().orElseThrow()));
            }
        }
    }

    /** Over short gaps Q is the noise that drives the last element, and it stays positive semidefinite. */
    @Test
    void shortGapsKeepTheirSmallVariances() {
        CarmaComponent c = new CarmaComponent(new double[] {4, 0.3}, new double[] {1}, 3);
        double h = 1e-5;
        double[] q = over(c, h).q[0];
        double driving = 2 * 4 * 0.3 * 3; // 2 a₀ a₁ times the variance
        double scale = 4; // elements are scaled by the frequency 2
        assertEquals(driving * h * h * h / 3, q[0], 1e-4 * q[0]);
        assertEquals(driving * h / scale, q[3], 1e-4 * q[3]);
        assertTrue(q[0] * q[3] - q[1] * q[2] > 0);
    }

    @Test
    void theVarianceOfACarmaProcessIsTheOneAskedFor() {
        for (Component c : components()) {
            if (c instanceof CarmaComponent) {
                double[] z = c.loading();
                double[][] p = square(c.start(), z.length);
                double variance = Dense.dot(z, Dense.times(p, z));
                assertTrue(Math.abs(variance - 3) < 1e-12
                        || Math.abs(variance - 2) < 1e-12
                        || Math.abs(variance - 1) < 1e-12);
            }
        }
    }

    @Test
    void aWeakDampingIsAsGoodAsNone() {
        double[] none = over(new TrendComponent(0.2, true, 5, 0), 3).q[0];
        double[] weak = over(new TrendComponent(0.2, true, 5, 1e-10), 3).q[0];
        assertArrayEquals(none, weak, 1e-7);
        assertEquals(5 * 27.0 / 3 + 0.6, none[0], 1e-12);
    }

    @Test
    void theSeriesOfHMeetsItsClosedForm() {
        for (double x : new double[] {0.499999, 0.500001}) {
            double closed = (x + 2 * StrictMath.expm1(-x) - StrictMath.expm1(-2 * x) / 2) / (x * x * x);
            assertEquals(closed, TrendComponent.h(x), 1e-13);
        }
        assertEquals(1.0 / 3, TrendComponent.h(0), 1e-16);
    }
}
