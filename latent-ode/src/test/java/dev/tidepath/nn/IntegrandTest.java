package dev.tidepath.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.GradientCheck;
import dev.tidepath.ode.adjoint.GradientReport;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Integrands against differences of the field, their estimates against them, and gradients through their integrals. */
class IntegrandTest {

    private static final int SIZE = 3;
    private static final int SEEN = 2;
    private static final int BATCH = 5;
    private static final List<Integrand> ALL =
            List.of(Integrand.KINETIC_ENERGY, Integrand.JACOBIAN_NORM, Integrand.DIVERGENCE);

    private final Parameters layout = new Parameters();
    private final Mlp network = Mlp.in(layout, "network", new int[] {SIZE + 1 + SEEN, 7, SIZE}, 1);
    private final FieldProgram.Definition moving = this::rate;
    private final FieldProgram plain = new FieldProgram(layout, layout.blocks(), SIZE, SEEN, moving);
    private final double[] values = layout.initialValues(RandomKey.of(2));
    private final double[] times = {0.1, 0.4, 0, 1, 0.7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private final Matrix z = random("state", SIZE, BATCH);
    private final Matrix seen = random("seen", SEEN, BATCH);

    private Var rate(Graph g, Var t, Var y, Var context) {
        return network.apply(g, g.concat(y, t, context));
    }

    private FieldProgram integrating(Trace trace) {
        return new FieldProgram(
                layout,
                layout.blocks(),
                SIZE + ALL.size(),
                SEEN + trace.noiseSize(SIZE),
                moving.integrating(SIZE, trace, ALL));
    }

    private static Matrix random(String what, int features, int batch) {
        Matrix m = Matrix.zeros(features, batch);
        RandomKey key = RandomKey.of(5).derive(what);
        for (int f = 0; f < features; f++) {
            for (int b = 0; b < batch; b++) {
                m.set(f, b, key.derive(f).gaussian(b));
            }
        }
        return m;
    }

    private static Matrix stacked(Matrix... parts) {
        int rows = Arrays.stream(parts).mapToInt(Matrix::features).sum();
        Matrix all = Matrix.zeros(rows, parts[0].batch());
        int next = 0;
        for (Matrix part : parts) {
            for (int f = 0; f < part.features(); f++) {
                System.arraycopy(part.row(f), 0, all.row(next++), 0, part.batch());
            }
        }
        return all;
    }

    private static Matrix signs(int batch) {
        Matrix signs = Matrix.zeros(SIZE, batch);
        Trace.signs(RandomKey.of(4), signs);
        return signs;
    }

    private Matrix plainRate(Matrix state) {
        Matrix out = Matrix.zeros(SIZE, BATCH);
        plain.bind(values, BATCH).eval(times, state, Context.of(seen), out);
        return out;
    }

    private double[][] jacobian(int sample) {
        double h = 1e-5;
        double[][] jacobian = new double[SIZE][SIZE];
        for (int j = 0; j < SIZE; j++) {
            Matrix up = z.slice(0, BATCH);
            Matrix down = z.slice(0, BATCH);
            up.set(j, sample, z.get(j, sample) + h);
            down.set(j, sample, z.get(j, sample) - h);
            for (int i = 0; i < SIZE; i++) {
                jacobian[i][j] = (plainRate(up).get(i, sample) - plainRate(down).get(i, sample)) / (2 * h);
            }
        }
        return jacobian;
    }

    @Test
    void exactOnesAreThoseOfTheJacobian() {
        Matrix out = Matrix.zeros(SIZE + 3, BATCH);
        Matrix state = stacked(z, random("integrals", 3, BATCH));
        integrating(Trace.EXACT).bind(values, BATCH).eval(times, state, Context.of(seen), out);
        Matrix rate = plainRate(z);
        for (int b = 0; b < BATCH; b++) {
            double[][] jacobian = jacobian(b);
            double energy = 0;
            double norm = 0;
            double divergence = 0;
            for (int i = 0; i < SIZE; i++) {
                assertEquals(rate.get(i, b), out.get(i, b), 0, "the field itself has the same bits");
                energy += rate.get(i, b) * rate.get(i, b);
                divergence += jacobian[i][i];
                norm += Arrays.stream(jacobian[i]).map(x -> x * x).sum();
            }
            assertEquals(energy, out.get(SIZE, b), 1e-14);
            assertEquals(norm, out.get(SIZE + 1, b), 1e-8);
            assertEquals(divergence, out.get(SIZE + 2, b), 1e-8);
        }
    }

    @Test
    void estimatesAreUnbiased() {
        int probes = 20_000;
        Matrix repeated = Matrix.zeros(SIZE + 3, probes);
        Matrix context = Matrix.zeros(SEEN, probes);
        for (int f = 0; f < SIZE; f++) {
            Arrays.fill(repeated.row(f), 0, probes, z.get(f, 2));
        }
        for (int f = 0; f < SEEN; f++) {
            Arrays.fill(context.row(f), 0, probes, seen.get(f, 2));
        }
        Matrix out = Matrix.zeros(SIZE + 3, probes);
        integrating(Trace.HUTCHINSON)
                .bind(values, probes)
                .eval(new double[Matrix.padded(probes)], repeated, Context.of(stacked(context, signs(probes))), out);
        double[][] jacobian = jacobian(2);
        double norm = 0;
        double divergence = 0;
        for (int i = 0; i < SIZE; i++) {
            divergence += jacobian[i][i];
            norm += Arrays.stream(jacobian[i]).map(x -> x * x).sum();
        }
        assertMean(norm, Arrays.copyOf(out.row(SIZE + 1), probes));
        assertMean(divergence, Arrays.copyOf(out.row(SIZE + 2), probes));
    }

    private static void assertMean(double expected, double[] draws) {
        double mean = Arrays.stream(draws).average().orElseThrow();
        double variance = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum() / (draws.length - 1.0);
        assertTrue(variance > 1e-4, "the estimates differ: " + variance);
        assertEquals(expected, mean, 3 * Math.sqrt(variance / draws.length));
    }

    @ParameterizedTest
    @EnumSource(Trace.class)
    void everyAdjointDifferentiatesThem(Trace trace) {
        FieldProgram program = integrating(trace);
        Matrix context = trace == Trace.EXACT ? seen : stacked(seen, signs(BATCH));
        GradientReport report = GradientCheck.of(
                        OdeSolver.dopri5(1e-8, 1e-8, 10_000),
                        p -> program.bind(p, BATCH),
                        values,
                        stacked(z, Matrix.zeros(3, BATCH)),
                        Context.of(context),
                        SaveAt.shared(BATCH, 0, 1, 0.6, 1))
                .run();
        assertTrue(report.passed(), report::toString);
    }

    /** A straight path of constant speed has the least energy that its length allows. */
    @Test
    void energyIsAtLeastTheSquaredDistance() {
        FieldProgram program = integrating(Trace.EXACT);
        Matrix end = OdeSolver.dopri5(1e-9, 1e-9, 10_000)
                .solve(
                        program.bind(values, BATCH),
                        stacked(z, Matrix.zeros(3, BATCH)),
                        Context.of(seen),
                        SaveAt.end(BATCH, 0, 1))
                .orThrow()
                .finalStates();
        for (int b = 0; b < BATCH; b++) {
            double distance = 0;
            for (int f = 0; f < SIZE; f++) {
                distance += (end.get(f, b) - z.get(f, b)) * (end.get(f, b) - z.get(f, b));
            }
            assertTrue(end.get(SIZE, b) >= distance, end.get(SIZE, b) + " against " + distance);
        }
    }

    @Test
    void misuseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Integrand.KINETIC_ENERGY.weighted(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FieldProgram(
                        layout,
                        layout.blocks(),
                        SIZE + 3,
                        0,
                        ((FieldProgram.Definition) (g, t, y, none) -> g.tanh(y))
                                .integrating(SIZE, Trace.HUTCHINSON, ALL)),
                "an estimator without noise");
    }
}
