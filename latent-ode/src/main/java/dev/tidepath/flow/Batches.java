package dev.tidepath.flow;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;

/**
 * The points a flow is trained on, cut into chunks.
 *
 * @param chunks chunks of an iteration, positive
 * @param size points of a chunk, positive
 * @param source where points come from
 */
public record Batches(int chunks, int size, Source source) {

    /** Gives points, and their conditions if there are any; called by several threads at once. */
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

        /**
         * Gives the conditions of the same points; only called for a flow that reads some.
         *
         * @param iteration from zero
         * @param chunk from zero
         * @param into conditions × size; overwritten
         * @throws IllegalArgumentException of this implementation: there are none
         */
        default void conditions(int iteration, int chunk, Matrix into) {
            throw new IllegalArgumentException(
                    "the flow reads " + into.features() + " conditions, but the points come without any");
        }
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

    /**
     * Points of a finite set. An iteration draws a systematic sample, places at equal distances from a random start, so that
     * neighbours in the set are drawn in turn and, over an iteration, every point nearly as often as another.
     *
     * @param points dimension × points, one or more; kept, not copied
     * @param conditions conditions × points, or without rows; kept, not copied
     * @param chunks chunks of an iteration, positive
     * @param size points of a chunk, positive
     * @param key of the starts
     * @return batches of them
     */
    public static Batches of(Matrix points, Matrix conditions, int chunks, int size, RandomKey key) {
        if (points.batch() < 1 || (conditions.features() > 0 && conditions.batch() != points.batch())) {
            throw new IllegalArgumentException(
                    "there are " + points.batch() + " points, and conditions of " + conditions.batch());
        }
        return new Batches(chunks, size, new Systematic(points, conditions, chunks * size, key));
    }

    /** Every so-manieth of some points; chunks take turns, so that each is spread over all points. */
    private record Systematic(Matrix points, Matrix conditions, int drawn, RandomKey key) implements Source {

        @Override
        public void points(int iteration, int chunk, Matrix into) {
            draw(points, iteration, chunk, into);
        }

        @Override
        public void conditions(int iteration, int chunk, Matrix into) {
            draw(conditions, iteration, chunk, into);
        }

        private void draw(Matrix from, int iteration, int chunk, Matrix into) {
            Matrix.requireShape("what is drawn", into, from.features(), into.batch());
            double start = key.uniform(iteration);
            int chunks = drawn / into.batch();
            for (int b = 0; b < into.batch(); b++) {
                double place = (start + (double) b * chunks + chunk) / drawn;
                int column = Math.min(points.batch() - 1, (int) (place * points.batch()));
                for (int i = 0; i < into.features(); i++) {
                    into.set(i, b, from.get(i, column));
                }
            }
        }
    }

    /** The share of one point in a mean over an iteration's points. */
    double share() {
        return 1.0 / ((double) chunks * size);
    }
}
