package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reads a window's observations backwards in time and hands a state to the {@link Posterior}. Immutable. */
interface RecognitionNetwork {

    /** Adds the one that the options ask for to a layout. */
    static RecognitionNetwork in(Parameters parameters, LatentOdeOptions options) {
        return switch (options.encoder().cell()) {
            case RNN, GRU -> new RecurrentEncoder(options, parameters);
            case ODE_RNN -> new OdeRnnEncoder(options, parameters);
        };
    }

    /** Adjoints that join on the way back, for those who read a state on the way. */
    @FunctionalInterface
    interface Joining {

        /** Adds what reaches the state of each window after so many steps. */
        void addAdjoints(int steps, Matrix bar);
    }

    Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint);

    /** One thread's passes over one chunk. */
    interface Run {

        /** Reads the windows; the result is valid until the next call. */
        Matrix encode(List<Window> chunk);

        /**
         * Walks the last encode backwards: the adjoint of its result in, those of earlier states joining on the way, parameter
         * gradients added.
         */
        void backward(Matrix adjoint, @Nullable Joining joined, double[] gradient);

        /**
         * Walks the last encode of one window backwards to what was read: the adjoint of its result in, those of the values
         * out, in the packed order of the window's context.
         *
         * @throws IllegalStateException if this network has no such way
         */
        double[] contextAdjoints(Window window, Matrix adjoint);

        /** The state of a window after some steps, which has read as many of its last observations. */
        void copyState(int window, int afterSteps, Matrix into);

        int size();

        int latentSize();
    }
}
