package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.SolveStatus;
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
