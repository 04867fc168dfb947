package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.tensor.Matrix;
import java.lang.management.ManagementFactory;
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

    @Test
    void mismatchFallsWithTheTolerance() {
        LinearLoss loss = LinearLoss.ragged();
        double[] mismatch = new double[3];
        for (int i = 0; i < 3; i++) {
            double tolerance = Math.pow(10, -4 - 2 * i);
            OdeSolver solver = OdeSolver.dopri5(tolerance, tolerance, 10_000);
            mismatch[i] = difference(
                    loss.gradient(CheckpointedAdjoint.standard(), solver),
                    loss.gradient(new BacksolveAdjoint(solver), solver));
        }
        assertTrue(mismatch[1] < mismatch[0] / 10 && mismatch[2] < mismatch[1] / 10);
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
    void memoryDoesNotDependOnTheNumberOfSteps() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 2; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                gradient(i == 0 ? 100 : 10_000);
                least[i] = Math.min(least[i], threads.getCurrentThreadAllocatedBytes() - before);
            }
        }
        assertEquals(least[0], least[1]);
    }

    private static void gradient(int steps) {
        OdeSolver fixed = new OdeSolver(ExplicitRungeKutta.dopri5(), new FixedStep(steps), steps);
        Matrix y0 = Matrix.zeros(2, 5);
        Matrix adjoints = Matrix.zeros(2, 5);
        for (int b = 0; b < 5; b++) {
            y0.set(0, b, 0.1 * b);
            adjoints.set(0, b, 1);
        }
        new BacksolveAdjoint(fixed)
                .solve(fixed, new DrivenOscillator(), y0, Context.none(), SaveAt.end(5, 0, 3))
                .backward(adjoints, TrajectoryGradient.of(Matrix.zeros(2, 5), new double[4], null));
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
