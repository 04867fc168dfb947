package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tidepath.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Step} promises, for the steps of every method. */
class RungeKuttaStepTest {

    private static final int BATCH = 37;
    private final DrivenOscillator field = new DrivenOscillator();

    static List<ExplicitRungeKutta> all() {
        return ButcherTableauTest.all().stream()
                .map(printed -> new ExplicitRungeKutta(printed.tableau()))
                .toList();
    }

    private static double[] lanes(double first, double increment) {
        double[] values = new double[Matrix.padded(BATCH)];
        for (int b = 0; b < BATCH; b++) {
            values[b] = first + b * increment;
        }
        return values;
    }

    private static Matrix states() {
        Random random = new Random(23);
        Matrix y = Matrix.zeros(2, BATCH);
        for (int b = 0; b < BATCH; b++) {
            y.set(0, b, random.nextGaussian());
            y.set(1, b, random.nextGaussian());
        }
        return y;
    }

    private static void assertPaddingIsZero(Matrix m) {
        for (double[] row : m.rows()) {
            for (int b = m.batch(); b < m.lanes(); b++) {
                assertEquals(0.0, row[b]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void denseOutputOfAllLanesIsThatOfEachLane(ExplicitRungeKutta method) {
        Matrix y = states();
        double[] h = lanes(0.1, 0.01);
        Step step = method.newStep(2, BATCH);
        step.begin(field, Context.none(), lanes(0, 0.1), y);
        step.attempt(field, Context.none(), lanes(0, 0.1), h, y);
        step.completeDense(field, Context.none(), y);
        double[] theta = lanes(0, 1.0 / (BATCH - 1));
        Matrix together = Matrix.zeros(2, BATCH);
        Matrix apart = Matrix.zeros(2, BATCH);
        step.interpolate(theta, y, together);
        for (int b = 0; b < BATCH; b++) {
            step.interpolate(b, theta[b], y, apart, b);
            assertArrayEquals(apart.sample(b), together.sample(b));
        }
        assertPaddingIsZero(together);
        assertArrayEquals(y.sample(0), together.sample(0));
        assertArrayEquals(step.next().sample(BATCH - 1), together.sample(BATCH - 1), 1e-15);
    }

    /** A step for some lanes with what goes in and what comes out of one attempt. */
    private final class Attempt {

        final Step step;
        final Matrix y = states();
        final double[] t = lanes(0, 0.1);
        final double[] h = lanes(0.1, 0.003);
        final double[] errors = new double[Matrix.padded(BATCH)];
        final Matrix dense = Matrix.zeros(2, BATCH);

        Attempt(ExplicitRungeKutta method) {
            step = method.newStep(2, BATCH);
            step.begin(field, Context.none(), t, y);
        }

        void run() {
            step.attempt(field, Context.none(), t, h, y);
            step.errors(ErrorNorm.of(1e-6, 1e-8), y, errors);
            step.completeDense(field, Context.none(), y);
            step.interpolate(lanes(0.3, 0), y, dense);
        }

        void accept() {
            y.copyFrom(step.next());
            for (int b = 0; b < BATCH; b++) {
                t[b] += h[b];
            }
            int[] everyLane = new int[BATCH];
            Arrays.setAll(everyLane, b -> b);
            if (!step.accept(everyLane, BATCH)) {
                step.begin(field, Context.none(), t, y);
            }
        }

        void keep(int[] kept) {
            for (int i = 0; i < kept.length; i++) {
                t[i] = t[kept[i]];
                h[i] = h[kept[i]];
                y.set(0, i, y.get(0, kept[i]));
                y.set(1, i, y.get(1, kept[i]));
            }
            y.resize(kept.length);
            dense.resize(kept.length);
            step.compact(kept, kept.length);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void lanesThatAreKeptGoOnWithTheSameBits(ExplicitRungeKutta method) {
        Attempt all = new Attempt(method);
        Attempt some = new Attempt(method);
        for (Attempt attempt : List.of(all, some)) {
            attempt.run();
            attempt.accept();
        }
        int[] kept = {1, 2, 5, 17, 30, 36};
        some.keep(kept);
        assertEquals(kept.length, some.step.slope().batch());
        assertPaddingIsZero(some.step.slope());
        all.run();
        some.run();
        for (int i = 0; i < kept.length; i++) {
            assertArrayEquals(all.step.next().sample(kept[i]), some.step.next().sample(i));
            assertArrayEquals(all.dense.sample(kept[i]), some.dense.sample(i));
            assertEquals(all.errors[kept[i]], some.errors[i]);
        }
        assertPaddingIsZero(some.step.next());
        assertEquals(kept.length, some.step.next().batch());
    }

    @ParameterizedTest
    @MethodSource("all")
    void stepsCanStartAgainWithTheFullBatch(ExplicitRungeKutta method) {
        Attempt first = new Attempt(method);
        first.run();
        first.accept();
        first.step.compact(new int[] {3, 4}, 2);
        Attempt fresh = new Attempt(method);
        fresh.run();
        first.step.resize(BATCH);
        first.step.begin(field, Context.none(), fresh.t, fresh.y);
        first.step.attempt(field, Context.none(), fresh.t, fresh.h, fresh.y);
        for (int b = 0; b < BATCH; b++) {
            assertArrayEquals(fresh.step.next().sample(b), first.step.next().sample(b));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aLaneHasTheSameBitsAloneOrInCompany(ExplicitRungeKutta method) {
        double[] h = lanes(0.1, 0.01);
        ErrorNorm norm = ErrorNorm.of(1e-6, 1e-8);
        Matrix y = states();
        double[] errors = new double[h.length];
        Step all = method.newStep(2, BATCH);
        all.begin(field, Context.none(), lanes(0, 0.1), y);
        all.attempt(field, Context.none(), lanes(0, 0.1), h, y);
        all.errors(norm, y, errors);
        for (int batch = 1; batch <= 3; batch++) {
            Matrix few = Matrix.zeros(2, batch);
            for (int b = 0; b < batch; b++) {
                few.set(0, b, y.get(0, b));
                few.set(1, b, y.get(1, b));
            }
            double[] fewErrors = new double[16];
            Step step = method.newStep(2, batch);
            step.begin(field, Context.none(), lanes(0, 0.1), few);
            step.attempt(field, Context.none(), lanes(0, 0.1), h, few);
            step.errors(norm, few, fewErrors);
            for (int b = 0; b < batch; b++) {
                assertArrayEquals(all.next().sample(b), step.next().sample(b));
                assertEquals(errors[b], fewErrors[b]);
            }
            assertPaddingIsZero(step.next());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nodesAreThePointsOfTheQuadrature(ExplicitRungeKutta method) {
        double[] t = lanes(0, 0.1);
        double[] h = lanes(0.1, 0.01);
        Matrix y = states();
        Step step = method.newStep(2, BATCH);
        step.begin(field, Context.none(), t, y);
        step.attempt(field, Context.none(), t, h, y);
        Matrix sum = Matrix.zeros(2, BATCH);
        Matrix state = Matrix.zeros(2, BATCH);
        Matrix slope = Matrix.zeros(2, BATCH);
        double[] times = new double[t.length];
        for (int node = 0; node < step.nodes(); node++) {
            step.node(node, y, times, state);
            field.eval(times, state, Context.none(), slope);
            for (int b = 0; b < BATCH; b++) {
                for (int f = 0; f < 2; f++) {
                    sum.row(f)[b] += step.weight(node) * slope.get(f, b);
                }
            }
        }
        for (int b = 0; b < BATCH; b++) {
            for (int f = 0; f < 2; f++) {
                assertEquals(step.next().get(f, b), y.get(f, b) + h[b] * sum.get(f, b), 1e-14);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void errorIsThatOfItsFormula(ExplicitRungeKutta method) {
        ButcherTableau tableau = method.tableau();
        double[] h = {0.3, -0.2};
        double[][] samples = {{0.4, -0.7}, {1.2, 0.3}};
        double[] expected = new double[2];
        double[] found = new double[16];
        Matrix y = Matrix.ofSamples(samples);
        Step step = method.newStep(2, 2);
        double[] padded = Arrays.copyOf(h, 16);
        step.begin(field, Context.none(), new double[16], y);
        step.attempt(field, Context.none(), new double[16], padded, y);
        step.errors(ErrorNorm.of(1e-3, 1e-4), y, found);
        double[][][] k = slopes(tableau, padded, y);
        for (int b = 0; b < 2; b++) {
            double[] squares = new double[2];
            for (int row = 0; row < tableau.error().length; row++) {
                for (int f = 0; f < 2; f++) {
                    double e = 0;
                    for (int i = 0; i < tableau.stages(); i++) {
                        e += tableau.error()[row][i] * k[i][f][b];
                    }
                    double scale = 1e-4
                            + 1e-3
                                    * Math.max(
                                            Math.abs(y.get(f, b)),
                                            Math.abs(step.next().get(f, b)));
                    squares[row] += e * e / (scale * scale);
                }
            }
            expected[b] = tableau.error().length < 2
                    ? Math.abs(h[b]) * Math.sqrt(squares[0] / 2)
                    : Math.abs(h[b]) * squares[0] / Math.sqrt(2 * (squares[0] + 0.01 * squares[1]));
            assertEquals(expected[b], found[b], 1e-9 * expected[b] + 1e-13);
        }
    }

    private double[][][] slopes(ButcherTableau tableau, double[] h, Matrix y) {
        double[][][] k = new double[tableau.stages()][][];
        for (int i = 0; i < k.length; i++) {
            Matrix state = Matrix.zeros(2, 2);
            double[] times = new double[16];
            for (int b = 0; b < 2; b++) {
                times[b] = tableau.c()[i] * h[b];
                for (int f = 0; f < 2; f++) {
                    double sum = y.get(f, b);
                    for (int j = 0; j < i; j++) {
                        sum += h[b] * tableau.a()[i][j] * k[j][f][b];
                    }
                    state.set(f, b, sum);
                }
            }
            Matrix slope = Matrix.zeros(2, 2);
            field.eval(times, state, Context.none(), slope);
            k[i] = slope.rows();
        }
        return k;
    }

    @Test
    void stepsWithoutChangeHaveNoError() {
        Matrix y = Matrix.ofSamples(new double[] {1, 2});
        VectorField rest = (t, state, c, dydt) -> dydt.clear();
        for (ExplicitRungeKutta method : all()) {
            Step step = method.newStep(2, 1);
            step.begin(rest, Context.none(), new double[16], y);
            step.attempt(rest, Context.none(), new double[16], lanes(1, 0), y);
            double[] errors = new double[16];
            step.errors(ErrorNorm.of(1e-6, 1e-6), y, errors);
            assertEquals(0.0, errors[0]);
        }
    }

    /** Where the error itself is finite and its scale is not. */
    @ParameterizedTest
    @MethodSource("all")
    void statesThatOverflowHaveNoFiniteError(ExplicitRungeKutta method) {
        VectorField steep = (t, y, c, dydt) -> Arrays.fill(dydt.row(0), 0, y.batch(), 1e300);
        if (method.errorOrder() > 0) {
            for (int batch : new int[] {1, 5}) {
                Matrix y = Matrix.zeros(1, batch);
                Arrays.fill(y.row(0), 0, batch, Double.MAX_VALUE);
                double[] errors = new double[16];
                Step step = method.newStep(1, batch);
                step.begin(steep, Context.none(), new double[16], y);
                step.attempt(steep, Context.none(), new double[16], lanes(1e7, 0), y);
                step.errors(ErrorNorm.of(1e-6, 1e-6), y, errors);
                for (int b = 0; b < batch; b++) {
                    assertEquals(Double.POSITIVE_INFINITY, step.next().get(0, b));
                    assertEquals(Double.NaN, errors[b]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingIsAllocated(ExplicitRungeKutta method) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Matrix y = states();
        Matrix out = Matrix.zeros(2, BATCH);
        double[] t = lanes(0, 0.1);
        double[] h = lanes(0.1, 0.01);
        double[] errors = new double[t.length];
        int[] which = {0, 3, 4};
        ErrorNorm norm = ErrorNorm.of(1e-6, 1e-8);
        VectorField still = (time, state, c, dydt) -> {};
        Step step = method.newStep(2, BATCH);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            y.resize(BATCH);
            out.resize(BATCH);
            long before = threads.getCurrentThreadAllocatedBytes();
            step.resize(BATCH);
            step.begin(still, Context.none(), t, y);
            step.attempt(still, Context.none(), t, h, y);
            step.errors(norm, y, errors);
            step.completeDense(still, Context.none(), y);
            step.interpolate(t, y, out);
            step.interpolate(2, 0.5, y, out, 2);
            step.accept(which, which.length);
            step.compact(which, which.length);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least == 0, least + " bytes");
    }
}
