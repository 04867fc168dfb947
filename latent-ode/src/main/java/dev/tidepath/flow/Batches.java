package dev.tidepath.flow;

import dev.tidepath.tensor.Matrix;

/**
 * The points a flow is trained on, cut into chunks.
 *
 * @param chunks chunks of an iteration, positive
 * @param size points of a chunk, positive
 * @param source where points come from
 */
public record Batches(int chunks, int size, Source source) {

    /** Gives points; called by several threads at once. */
    @FunctionalInterface
    public interface Source {

        /**
         * Gives the points of one chunk, the same for the same iteration and chunk.
         *
         * @param iteration from zero
         * @param chunk from zero
         * @param into dimension × size; overwritten
         */
        void points(int iteration, int chunk, Matrix into);
    }

    /**
     * Checks the ranges.
     *
     * @param chunks see the component
     * @param size see the component
     * @param source see the component
     */
    public Batches {
        if (chunks < 1 || size < 1) {
            throw new IllegalArgumentException("chunks and size must be positive: " + chunks + " × " + size);
        }
    }

    /** The share of one point in a mean over an iteration's points. */
    double share() {
        return 1.0 / ((double) chunks * size);
    }
}
