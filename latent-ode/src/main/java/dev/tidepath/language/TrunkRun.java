package dev.tidepath.language;

import dev.tidepath.tensor.Matrix;

/** One thread's passes through a {@link TransformerTrunk}. Not thread-safe. */
public abstract sealed class TrunkRun permits LayeredRun, SolvedRun {

    /** What is made of last states, differentiated. */
    @FunctionalInterface
    public interface End {

        /**
         * Computes a loss and its adjoints.
         *
         * @param states last states; not modified
         * @param adjoints the loss's derivatives by them; to be overwritten
         */
        void pull(Matrix states, Matrix adjoints);
    }

    TrunkRun() {}

    /**
     * Goes to the last states and from the adjoints there back to the parameters.
     *
     * @param iteration of the training; a continuous depth may be solved in stages
     * @param inputs of each sequence
     * @param end the loss
     * @param gradient flat vector; the gradient by the trunk's parameters is added
     * @throws dev.tidepath.ode.OdeException if a continuous depth cannot be solved; the time it names is a depth
     */
    public abstract void differentiate(int iteration, Matrix inputs, End end, double[] gradient);

    /**
     * Goes to the last states, a continuous depth in its last stage.
     *
     * @param inputs of each sequence
     * @param states as many as the inputs; overwritten
     * @throws dev.tidepath.ode.OdeException if a continuous depth cannot be solved
     */
    public abstract void climb(Matrix inputs, Matrix states);

    /**
     * Evaluations of the field, or layers, in the last pass forward, a sequence.
     *
     * @return zero before the first
     */
    public abstract long evaluations();
}
