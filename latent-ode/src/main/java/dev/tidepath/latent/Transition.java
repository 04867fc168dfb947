package dev.tidepath.latent;

import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.tensor.Matrix;

/**
 * What becomes of the states of a {@link RecurrentModel}: between two observations (flow) or at one (jump). Immutable.
 */
interface Transition {

    Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint);

    /** One thread's passes. */
    interface Run {

        /**
         * Moves states.
         *
         * @param states features × lanes; must not change before {@link Path#backward}
         * @param at from when to when each lane goes, and its output times
         * @param readings what is known at the output times, packed alike
         */
        Path apply(Matrix states, SaveAt at, Readings readings);
    }

    /** States that moved, and the way back. */
    interface Path {

        /** States at the output times, packed. */
        Matrix outputs();

        /**
         * The pullback, once.
         *
         * @param outputAdjoints packed as the outputs
         * @param stateAdjoints where the adjoints of the states are added, features × lanes
         * @param gradient where the gradient by the parameters is added
         */
        void backward(Matrix outputAdjoints, Matrix stateAdjoints, double[] gradient);
    }
}
