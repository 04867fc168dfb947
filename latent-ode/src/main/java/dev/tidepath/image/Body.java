package dev.tidepath.image;

import dev.tidepath.tensor.Matrix;

/** What stands between stem and head: the block, as often as its kind asks for. Immutable, shared by threads. */
interface Body {

    /** Creates one thread's workspaces for values of the parameters, which are read at every call. */
    Run newRun(double[] values);

    /** Ways forward and back on one thread. */
    interface Run {

        /** The features at the end; not to be modified, and only good until the next call. */
        Matrix value(Matrix start);

        /** The same, keeping what {@link #backward} needs. The start must not change before that. */
        Matrix forward(Matrix start);

        /** Writes the adjoints of the start and adds the gradient of the parameters. */
        void backward(Matrix bars, Matrix into, double[] gradient);

        /** Evaluations of the block since the last call, forward and back. */
        Effort takeEffort(int images);
    }
}
