package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import org.junit.jupiter.api.Test;

/** What every {@link Adjoint} promises. */
abstract class AdjointContract {

    /** The strategy under test. */
    abstract Adjoint adjoint();

    /** Allowed difference from central differences, relative to the block's largest entry. */
    abstract double tolerance();

    /** The solver on the way forward. */
    OdeSolver solver() {
        return OdeSolver.dopri5(1e-9, 1e-9, 10_000);
    }

    private void assertMatchesDifferences(LinearLoss loss) {
        Gradients gradient = loss.gradient(adjoint(), solver());
        Gradients differences = loss.differences(adjoint(), solver());
        assertClose("initial state", differences.initialState(), gradient.initialState());
        assertClose("parameters", differences.parameters(), gradient.parameters());
        assertClose("context", differences.context(), gradient.context());
        assertClose("times", differences.times(), gradient.times());
    }

    private void assertClose(String block, double[] expected, double[] found) {
        double largest = 0;
        for (double x : expected) {
            largest = Math.max(largest, Math.abs(x));
        }
        assertTrue(largest > 0, block);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], tolerance() * largest, block + " " + i);
        }
    }

    @Test
    void raggedBatchMatchesDifferences() {
        assertMatchesDifferences(LinearLoss.ragged());
    }

    @Test
    void denseOutputsInLongStepsMatchDifferences() {
        assertMatchesDifferences(LinearLoss.dense());
    }

    @Test
    void gradientIsAddedAndCanBeRepeated() {
        LinearLoss loss = LinearLoss.ragged();
        Adjoint.Trajectory trajectory = loss.trajectory(adjoint(), solver());
        double[] once = new double[4];
        double[] twice = new double[4];
        trajectory.backward(loss.adjoints(), TrajectoryGradient.of(null, once, null));
        trajectory.backward(loss.adjoints(), TrajectoryGradient.of(null, twice, null));
        assertArrayEquals(once, twice);
        trajectory.backward(loss.adjoints(), TrajectoryGradient.of(null, twice, null));
        for (int i = 0; i < once.length; i++) {
            assertEquals(2 * once[i], twice[i], 1e-13 * Math.abs(once[i]));
        }
    }

    @Test
    void partsDoNotDependOnEachOther() {
        LinearLoss loss = LinearLoss.ragged();
        Gradients all = loss.gradient(adjoint(), solver());
        Adjoint.Trajectory trajectory = loss.trajectory(adjoint(), solver());
        Matrix initial = Matrix.zeros(2, loss.batch());
        trajectory.backward(loss.adjoints(), TrajectoryGradient.of(initial, null, null));
        assertArrayEquals(all.initialState(), Gradients.flat(initial));
    }

    @Test
    void chunksOnThreadsAddUpToTheSame() {
        int n = 300;
        Matrix y0 = Matrix.zeros(2, n);
        double[] start = new double[n];
        double[][] times = new double[n][];
        for (int b = 0; b < n; b++) {
            y0.set(0, b, 0.01 * b);
            start[b] = 0.001 * b;
            times[b] = b % 7 == 0 ? new double[0] : new double[] {1, 1.5};
        }
        SaveAt at = SaveAt.times(start, times);
        Matrix ones = Matrix.zeros(2, at.total());
        for (int i = 0; i < at.total(); i++) {
            ones.set(0, i, 1);
        }
        Adjoint.Trajectory whole = adjoint().solve(solver(), new DrivenOscillator(), y0, Context.none(), at);
        TrajectoryGradient expected = everyPart(n, at);
        whole.backward(ones, expected);
        double[] first = null;
        for (int threads : new int[] {1, 2, 3}) {
            try (WorkerPool pool = new WorkerPool("test", threads)) {
                Adjoint.Trajectory parts =
                        adjoint().solve(solver(), DrivenOscillator::new, y0, Context.none(), at, pool);
                TrajectoryGradient found = everyPart(n, at);
                parts.backward(ones, found);
                assertArrayEquals(
                        whole.solution().outputs().row(0),
                        parts.solution().outputs().row(0));
                assertArrayEquals(
                        expected.initialState().row(1), found.initialState().row(1));
                assertArrayEquals(expected.outputTimes(), found.outputTimes());
                assertArrayEquals(expected.startTimes(), found.startTimes());
                assertArrayEquals(expected.endTimes(), found.endTimes());
                assertArrayEquals(expected.parameters(), found.parameters(), 1e-12 * norm(expected.parameters()));
                first = first == null ? found.parameters() : first;
                assertArrayEquals(first, found.parameters());
                assertThrows(ShapeException.class, () -> parts.backward(ones, everyPart(n - 10, at)));
                Matrix nan = ones.slice(0, at.total());
                nan.set(1, at.offset(250), Double.NaN);
                String message = assertThrows(IllegalArgumentException.class, () -> parts.backward(nan, found))
                        .getMessage();
                assertTrue(message.contains("of output 0 of sample 250 is NaN"), message);
            }
        }
    }

    private static TrajectoryGradient everyPart(int n, SaveAt at) {
        return new TrajectoryGradient(
                Matrix.zeros(2, n), new double[4], null, new double[at.total()], new double[n], new double[n]);
    }

    @Test
    void failedSamplesContributeNothing() {
        LinearLoss healthy = LinearLoss.ragged();
        Gradients expected = healthy.gradient(adjoint(), solver());
        LinearLoss sick = healthy.withFailingSample();
        Adjoint.Trajectory trajectory = sick.trajectory(adjoint(), solver());
        int last = healthy.batch();
        assertEquals(SolveStatus.NON_FINITE, trajectory.solution().status(last));
        Gradients found = sick.gradient(adjoint(), solver());
        assertArrayEquals(expected.parameters(), found.parameters(), 1e-13 * norm(expected.parameters()));
        for (int f = 0; f < 2; f++) {
            assertEquals(0.0, found.initialState()[f * (last + 1) + last]);
            for (int b = 0; b < last; b++) {
                assertEquals(expected.initialState()[f * last + b], found.initialState()[f * (last + 1) + b]);
                assertEquals(expected.context()[f * last + b], found.context()[f * (last + 1) + b]);
            }
        }
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    @Test
    void batchOfFailuresHasNoGradient() {
        Matrix y0 = Matrix.ofSamples(new double[] {Double.NaN, 0});
        Adjoint.Trajectory trajectory =
                adjoint().solve(solver(), new DrivenOscillator(), y0, Context.none(), SaveAt.end(1, 0, 1));
        double[] parameters = new double[4];
        trajectory.backward(Matrix.zeros(2, 1), TrajectoryGradient.of(null, parameters, null));
        assertArrayEquals(new double[4], parameters);
    }

    /** Solves a problem whose field has a wrong product, and goes back. */
    private void backwardThrough(DifferentiableField field, double adjoint) {
        Matrix y0 = Matrix.ofSamples(new double[] {0.5, 0.1}, new double[] {0.2, -0.3});
        Adjoint.Trajectory path = adjoint().solve(solver(), field, y0, Context.none(), SaveAt.end(2, 0, 1));
        Matrix adjoints = Matrix.ofSamples(new double[] {1, 1}, new double[] {1, adjoint});
        path.backward(adjoints, TrajectoryGradient.of(null, new double[4], null));
    }

    @Test
    void adjointsThatAreNotFiniteAreRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> backwardThrough(new DrivenOscillator(), bad))
                    .getMessage();
            assertEquals("the adjoint of feature 1 of output 0 of sample 1 is " + bad, message);
        }
    }

    @Test
    void parametersThatAreNotFiniteFailEverySample() {
        DrivenOscillator field = new DrivenOscillator();
        field.p[0] = Double.NaN;
        Matrix y0 = Matrix.ofSamples(new double[] {0.5, 0.1});
        Adjoint.Trajectory path = adjoint().solve(solver(), field, y0, Context.none(), SaveAt.end(1, 0, 1));
        assertEquals(SolveStatus.NON_FINITE, path.solution().status(0));
        double[] gradient = new double[4];
        path.backward(Matrix.ofSamples(new double[] {Double.NaN, 1}), TrajectoryGradient.of(null, gradient, null));
        assertArrayEquals(new double[4], gradient);
    }

    @Test
    void productsThatAreNotFiniteAreErrors() {
        OdeException ofState = assertThrows(
                OdeException.class,
                () -> backwardThrough(
                        new Spoiled() {
                            @Override
                            void spoil(FieldGradient into) {
                                if (into.state() != null) {
                                    into.state().row(0)[1] = Double.NaN;
                                }
                            }
                        },
                        1));
        assertEquals(SolveStatus.NON_FINITE, ofState.status());
        assertEquals(1, ofState.sample());
        ArithmeticException ofParameters = assertThrows(
                ArithmeticException.class,
                () -> backwardThrough(
                        new Spoiled() {
                            @Override
                            void spoil(FieldGradient into) {
                                if (into.parameters() != null) {
                                    into.parameters()[2] = Double.NaN;
                                }
                            }
                        },
                        1));
        assertTrue(ofParameters.getMessage().startsWith("the gradient with respect to parameter 2 is NaN"));
    }

    @Test
    void exceptionsOfTheFieldReachTheCaller() {
        assertEquals(
                "the field's own",
                assertThrows(
                                IllegalStateException.class,
                                () -> backwardThrough(
                                        new Spoiled() {
                                            @Override
                                            void spoil(FieldGradient into) {
                                                throw new IllegalStateException("the field's own");
                                            }
                                        },
                                        1))
                        .getMessage());
    }

    /** A field whose products are spoiled. */
    private abstract static class Spoiled implements DifferentiableField {

        private final DrivenOscillator right = new DrivenOscillator();

        abstract void spoil(FieldGradient into);

        @Override
        public int parameterCount() {
            return right.parameterCount();
        }

        @Override
        public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
            right.eval(t, y, c, dydt);
        }

        @Override
        public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
            right.vjp(t, y, c, a, into);
            spoil(into);
        }

        @Override
        public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
            right.jvp(t, y, c, v, out);
        }
    }

    @Test
    void outputsAreTheSolvers() {
        LinearLoss loss = LinearLoss.ragged();
        assertEquals(loss.value(loss.trajectory(adjoint(), solver()).solution()), loss.value(loss.solve(solver())));
    }

    @Test
    void shapesAreChecked() {
        LinearLoss loss = LinearLoss.ragged();
        Adjoint.Trajectory trajectory = loss.trajectory(adjoint(), solver());
        Matrix adjoints = loss.adjoints();
        assertThrows(
                ShapeException.class,
                () -> trajectory.backward(Matrix.zeros(2, 1), TrajectoryGradient.of(null, null, null)));
        assertThrows(
                ShapeException.class,
                () -> trajectory.backward(adjoints, TrajectoryGradient.of(Matrix.zeros(1, 4), null, null)));
        assertThrows(
                ShapeException.class,
                () -> trajectory.backward(adjoints, TrajectoryGradient.of(null, new double[3], null)));
        assertThrows(
                ShapeException.class,
                () -> trajectory.backward(adjoints, TrajectoryGradient.of(null, null, Matrix.zeros(2, 1))));
    }
}
