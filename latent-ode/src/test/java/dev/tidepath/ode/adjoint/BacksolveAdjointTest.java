package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.tensor.Matrix;
import org.junit.jupiter.api.Test;

class BacksolveAdjointTest extends AdjointContract {

    @Override
    Adjoint adjoint() {
        return new BacksolveAdjoint(solver());
    }

    @Override
    double tolerance() {
        return 1e-6;
    }

    @Test
    void agreesWithTheDiscreteAdjoint() {
        for (LinearLoss loss : new LinearLoss[] {LinearLoss.ragged(), LinearLoss.dense()}) {
            Gradients discrete = loss.gradient(CheckpointedAdjoint.standard(), solver());
            Gradients continuous = loss.gradient(adjoint(), solver());
            assertTrue(difference(discrete, continuous) <= 1e-6);
        }
    }

    /** Largest difference of the blocks, each relative to its largest entry. */
    private static double difference(Gradients x, Gradients y) {
        return Math.max(
                Math.max(difference(x.initialState(), y.initialState()), difference(x.parameters(), y.parameters())),
                Math.max(difference(x.context(), y.context()), difference(x.times(), y.times())));
    }

    private static double difference(double[] x, double[] y) {
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(x[i]));
            worst = Math.max(worst, Math.abs(x[i] - y[i]));
        }
        return worst / largest;
    }

    @Test
    void scaleOfTheLossDoesNotMatter() {
        Matrix y0 = Matrix.ofSamples(new double[] {0.5, 0.1});
        Adjoint.Trajectory trajectory =
                adjoint().solve(solver(), new DrivenOscillator(), y0, Context.none(), SaveAt.end(1, 0, 2));
        double[] large = new double[4];
        double[] small = new double[4];
        trajectory.backward(Matrix.ofSamples(new double[] {1, 1}), TrajectoryGradient.of(null, large, null));
        double tiny = Math.scalb(1.0, -60);
        trajectory.backward(Matrix.ofSamples(new double[] {tiny, tiny}), TrajectoryGradient.of(null, small, null));
        for (int i = 0; i < 4; i++) {
            assertEquals(large[i] * tiny, small[i]);
        }
    }

    @Test
    void failureOnTheWayBackIsAnExceptionAndAddsNothing() {
        OdeSolver lame = OdeSolver.dopri5(1e-9, 1e-9, 2);
        Matrix y0 = Matrix.ofSamples(new double[] {0.5, 0.1});
        Adjoint.Trajectory trajectory = new BacksolveAdjoint(lame)
                .solve(solver(), new DrivenOscillator(), y0, Context.none(), SaveAt.end(1, 0, 5));
        double[] parameters = new double[4];
        OdeException e = assertThrows(
                OdeException.class,
                () -> trajectory.backward(
                        Matrix.ofSamples(new double[] {1, 1}), TrajectoryGradient.of(null, parameters, null)));
        assertEquals(SolveStatus.TOO_MANY_STEPS, e.status());
        assertEquals(0.0, parameters[0]);
    }
}
