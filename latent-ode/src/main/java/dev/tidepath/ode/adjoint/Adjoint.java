package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.tensor.Matrix;
import java.util.Optional;

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
         * failed contribute nothing.
         *
         * @param outputAdjoints {@code ∂L/∂output}, packed: features × {@code solution().saveAt().total()}
         * @param into where the gradient is added
         * @throws IllegalArgumentException if a shape does not fit
         * @throws dev.tidepath.ode.OdeException if a strategy that solves an equation backwards did not succeed
         */
        void backward(Matrix outputAdjoints, TrajectoryGradient into);
    }
}
