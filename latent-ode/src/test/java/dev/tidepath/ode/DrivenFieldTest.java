package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.adjoint.GradientCheck;
import dev.tidepath.ode.adjoint.GradientReport;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrivenFieldTest {

    private static final int STATE = 2;
    private static final int STATICS = 1;
    private static final int INPUTS = 2;

    private final Parameters parameters = new Parameters();
    private final Mlp network = Mlp.in(parameters, "network", new int[] {STATE + 1 + STATICS + INPUTS, 5, STATE}, 1);
    private final FieldProgram program = new FieldProgram(
            parameters,
            parameters.blocks(),
            STATE,
            STATICS + INPUTS,
            (g, t, y, c) -> network.apply(g, g.concat(y, t, Objects.requireNonNull(c))));
    private final double[] values = parameters.initialValues(RandomKey.of(3));

    private DrivenField field(double[] at, int capacity) {
        return new DrivenField(program.bind(at, capacity), STATICS, INPUTS, capacity);
    }

    private static double[] numbers(RandomKey key, int n) {
        return IntStream.range(0, n).mapToDouble(key::gaussian).toArray();
    }

    private static Context context(InputPath... paths) {
        List<double[]> statics = IntStream.range(0, paths.length)
                .mapToObj(b -> numbers(RandomKey.of(4).derive(b), STATICS))
                .toList();
        return DrivenField.context(statics, List.of(paths));
    }

    /** Knots at the given times. */
    private static InputPath path(int sample, double... times) {
        RandomKey key = RandomKey.of(8).derive(sample);
        return new InputPath(
                times, new double[][] {numbers(key.derive("a"), times.length), numbers(key.derive("b"), times.length)});
    }

    @Test
    void everyDerivativeAgreesWithDifferences() {
        Matrix y0 = Matrix.ofSamples(new double[] {1, 0.3}, new double[] {-0.5, 0.2}, new double[] {0, 1});
        SaveAt at = SaveAt.times(new double[] {0, 0.1, 0}, new double[][] {{0.4, 1}, {0.2, 0.9}, {0.7}});
        GradientReport report = GradientCheck.of(
                        OdeSolver.dopri5(1e-8, 1e-8, 10_000),
                        p -> field(p, 3),
                        values,
                        y0,
                        context(path(0, -2, -1, 2), path(1, -0.5, 3), path(2, 5)),
                        at)
                .run();
        assertTrue(report.passed(), report::toString);
    }

    @Test
    void theFieldInsideSeesTheInputsAtEachLanesTime() {
        InputPath[] paths = {path(0, 0, 1, 2), path(1, 0.5), path(2, 0, 0.1, 0.2, 0.3, 5)};
        double[][] seen = new double[3][];
        double[] t = new double[Matrix.LANES];
        for (int b = 0; b < 3; b++) {
            t[b] = 0.3 + 0.8 * b;
            double[] statics = numbers(RandomKey.of(4).derive(b), STATICS);
            seen[b] = new double[] {statics[0], paths[b].value(0, t[b]), paths[b].value(1, t[b])};
        }
        Matrix y = Matrix.ofSamples(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        Matrix expected = Matrix.zeros(STATE, 3);
        Matrix found = Matrix.zeros(STATE, 3);
        program.bind(values, 3).eval(t, y, Context.of(Matrix.ofSamples(seen)), expected);
        field(values, 3).eval(t, y, context(paths), found);
        for (int f = 0; f < STATE; f++) {
            assertArrayEquals(expected.row(f), found.row(f));
        }
    }

    /** x' = −x + u(t) with u from 0 by 2 a unit of time up to 2, from t = 1 on constant. */
    @Test
    void aDrivenRelaxationIsSolvedAcrossAKink() {
        Parameters none = new Parameters();
        FieldProgram relaxation =
                new FieldProgram(none, List.of(), 1, 1, (g, t, y, u) -> g.subtract(Objects.requireNonNull(u), y));
        DrivenField driven = new DrivenField(relaxation.bind(new double[0], 1), 0, 1, 1);
        InputPath ramp = new InputPath(new double[] {0, 1}, new double[][] {{0, 2}});
        Solution solution = OdeSolver.dopri5(1e-9, 1e-9, 10_000)
                .solve(
                        driven,
                        Matrix.ofSamples(new double[] {1}),
                        DrivenField.context(List.of(new double[0]), List.of(ramp)),
                        SaveAt.shared(1, 0, 3, 1, 3));
        double atKink = 3 * StrictMath.exp(-1);
        assertEquals(atKink, solution.outputs().get(0, 0), 1e-6, "read from the dense output of the step across it");
        assertEquals(2 + (atKink - 2) * StrictMath.exp(-2), solution.outputs().get(0, 1), 1e-8);
    }

    @Test
    void aSamplesBitsDoNotDependOnItsCompanions() {
        InputPath[] paths = Stream.of(path(0, 0, 1, 2), path(1, 0.5), path(2, 0, 0.1, 0.2, 0.3, 5))
                .toArray(InputPath[]::new);
        double[][] starts = {{1, 2}, {3, 4}, {5, 6}};
        double[] ends = {0.4, 3, 2};
        OdeSolver solver = OdeSolver.dopri5(1e-4, 1e-4, 1000);
        Context together = context(paths);
        SaveAt at = SaveAt.times(new double[3], new double[][] {{ends[0]}, {ends[1]}, {ends[2]}});
        Matrix all = solver.solve(field(values, 3), Matrix.ofSamples(starts), together, at)
                .outputs();
        for (int b = 0; b < 3; b++) {
            double[] statics = numbers(RandomKey.of(4).derive(b), STATICS);
            Context alone = DrivenField.context(List.of(statics), List.of(paths[b]));
            SaveAt own = SaveAt.times(new double[1], new double[][] {{ends[b]}});
            Solution found = solver.solve(field(values, 1), Matrix.ofSamples(starts[b]), alone, own);
            assertArrayEquals(found.outputs().sample(0), all.sample(b));
        }
    }

    /** The rate is the first input; allocates nothing itself. */
    private static final class FirstInput implements DifferentiableField {

        @Override
        public int parameterCount() {
            return 0;
        }

        @Override
        public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
            System.arraycopy(c.features().row(STATICS), 0, dydt.row(0), 0, y.batch());
        }

        @Override
        public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {}

        @Override
        public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {}
    }

    @Test
    void evaluationsAndTheProductsOfTrainingAllocateNothing() {
        DrivenField driven = new DrivenField(new FirstInput(), STATICS, INPUTS, 2);
        Context c = context(path(0, 0, 1, 2), path(1, 0.5));
        Matrix y = Matrix.zeros(1, 2);
        double[] t = new double[Matrix.LANES];
        FieldGradient into = FieldGradient.ofState(Matrix.zeros(1, 2));
        Linearization kept = driven.newLinearization(2, true);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                driven.eval(t, y, c, y);
                driven.vjp(t, y, c, y, into);
                kept.eval(t, y, c, y);
                kept.vjp(y, into);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(ShapeException.class, () -> context(path(0, 1), InputPath.constant(1)));
        Matrix y = Matrix.zeros(STATE, 1);
        Context wrong = Context.of(Matrix.zeros(3, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> field(values, 1).eval(new double[Matrix.LANES], y, wrong, Matrix.zeros(STATE, 1)));
        assertThrows(IllegalArgumentException.class, () -> new DrivenField(program.bind(values, 1), 1, 0, 1));
    }
}
