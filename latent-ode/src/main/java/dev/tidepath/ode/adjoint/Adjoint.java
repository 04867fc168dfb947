package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import java.util.Optional;
import java.util.function.Supplier;

/** A way to differentiate solutions. Immutable; each call to {@link #solve} has its own memory. */
public interface Adjoint {

    /**
     * Solves, keeping what the way back needs.
     *
     * @param solver the solver
     * @param f the field; its parameters must not change before {@link Trajectory#backward}
     * @param y0 initial states, features × batch; copied
     * @param c what the field reads besides; kept, and must not change before {@link Trajectory#backward}
     * @param at intervals and output times
     * @return the solution and the way back; confined to one thread
     */
    Trajectory solve(OdeSolver solver, DifferentiableField f, Matrix y0, Context c, SaveAt at);

    /**
     * Solves on several threads: fixed {@link dev.tidepath.ode.Chunks} of samples, each there and back on one thread, the
     * gradients added in chunk order, so that nothing depends on the number of threads. Against the other method only the
     * order of summation over the batch differs.
     *
     * @param solver the solver
     * @param fields makes fields of the same values, one a chunk
     * @param y0 initial states, features × batch; copied
     * @param c what the field reads besides
     * @param at intervals and output times
     * @param pool the threads, on the way back too
     * @return the solution and the way back; it tells no steps
     * @throws IllegalArgumentException if the controller shares steps
     */
    default Trajectory solve(
            OdeSolver solver,
            Supplier<? extends DifferentiableField> fields,
            Matrix y0,
            Context c,
            SaveAt at,
            WorkerPool pool) {
        return new ChunkedTrajectory(this, solver, fields, y0, c, at, pool);
    }

    /** A solution that can be differentiated. */
    interface Trajectory {

        /**
         * The solution.
         *
         * @return outputs, final states, statuses
         */
        Solution solution();

        /**
         * The accepted steps, if this strategy differentiates those: replay them to compare with differences.
         *
         * @return the steps, or empty
         */
        Optional<StepRecord> steps();

        /**
         * Adds the gradient of a loss {@code L} of the outputs. May be called again with other adjoints. Samples that
         * failed contribute nothing, whatever their adjoints are. If it throws on the way, what it has added until then
         * is no gradient; the trajectory itself can be used again.
         *
         * @param outputAdjoints {@code ∂L/∂output}, packed: features × {@code solution().saveAt().total()}
         * @param into where the gradient is added
         * @throws IllegalArgumentException if a shape does not fit, or an adjoint of a sample that succeeded is not
         *     finite
         * @throws dev.tidepath.ode.OdeException if a sample's adjoint became infinite or NaN, or a strategy that solves an
         *     equation backwards did not succeed
         * @throws ArithmeticException if the gradient of parameters or context is not finite although every adjoint is
         */
        void backward(Matrix outputAdjoints, TrajectoryGradient into);
    }
}
