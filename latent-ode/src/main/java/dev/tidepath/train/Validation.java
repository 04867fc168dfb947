package dev.tidepath.train;

/** A loss that tells how good weights are on data they are not trained on: a sum over chunks, as {@link Objective} is. */
public interface Validation {

    /** Computes chunks on one thread, with that thread's workspaces. */
    @FunctionalInterface
    interface Worker {

        /**
         * Computes one chunk's loss, the same for the same parameters.
         *
         * @param chunk from zero
         * @return the loss
         * @throws NonFiniteLossException if it cannot be computed
         */
        double loss(int chunk);
    }

    /**
     * How many chunks there are.
     *
     * @return positive
     */
    int chunks();

    /**
     * Creates a worker for one thread.
     *
     * @param parameters flat vector the worker reads at every call; not copied
     * @return the worker
     */
    Worker newWorker(double[] parameters);
}
