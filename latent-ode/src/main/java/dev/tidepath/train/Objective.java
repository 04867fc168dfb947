package dev.tidepath.train;

import java.util.function.Function;

/**
 * A loss that is a sum over chunks. Work is cut into chunks by the data, never by threads, and the gradients are added in
 * chunk order, so that results do not depend on the number of threads.
 */
public interface Objective {

    /** Computes chunks on one thread, with that thread's workspaces. */
    @FunctionalInterface
    interface Worker {

        /**
         * Computes one chunk of one iteration's batch.
         *
         * @param iteration from zero; with the chunk it determines the batch and every random number
         * @param chunk from zero
         * @param gradient the gradient of the chunk's loss is added here
         * @return the chunk's loss
         * @throws NonFiniteLossException if it cannot be computed or is not finite; says where
         */
        double lossAndGradient(int iteration, int chunk, double[] gradient);
    }

    /**
     * An objective of its workers.
     *
     * @param chunks how many chunks a batch has, positive
     * @param workers makes a thread's worker of the flat vector it reads
     * @return the objective
     */
    static Objective of(int chunks, Function<double[], Worker> workers) {
        return new Objective() {
            @Override
            public int chunks() {
                return chunks;
            }

            @Override
            public Worker newWorker(double[] parameters) {
                return workers.apply(parameters);
            }
        };
    }

    /**
     * How many chunks a batch has.
     *
     * @return positive, the same for every iteration
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
