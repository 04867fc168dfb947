package dev.tidepath.sde;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;

/**
 * A way to differentiate solutions with respect to initial states, parameters and context, the Brownian paths held constant.
 * Immutable; each call to {@link #solve} has its own memory.
 */
public interface SdeAdjoint {

    /**
     * Solves, keeping what the way back needs.
     *
     * @param solver the solver
     * @param equation what is solved; its parameters must not change before {@link Trajectory#backward}
     * @param y0 initial states, features × batch; copied
     * @param c what the fields read besides; kept, and must not change before {@link Trajectory#backward}
     * @param at intervals and output times
     * @param paths what drives the first rows of the state
     * @return the solution and the way back; confined to one thread
     * @throws dev.tidepath.ode.OdeException if a state became infinite or NaN
     */
    Trajectory solve(
            SdeSolver solver, Sde<DifferentiableField> equation, Matrix y0, Context c, SaveAt at, BrownianPaths paths);

    /** A solution that can be differentiated. */
    interface Trajectory {

        /**
         * The solution.
         *
         * @return outputs and final states, all finite
         */
        SdeSolution solution();

        /**
         * Adds the gradient of a loss {@code L} of the outputs. May be called again with other adjoints.
         *
         * @param outputAdjoints {@code ∂L/∂output}, packed: features × {@code solution().at().total()}
         * @param into where the gradient is added: initial state, parameters, context; times must be null
         * @throws IllegalArgumentException if a gradient with respect to times is asked for
         */
        void backward(Matrix outputAdjoints, TrajectoryGradient into);
    }
}
