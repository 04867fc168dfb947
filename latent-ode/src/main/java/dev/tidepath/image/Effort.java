package dev.tidepath.image;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often the block was evaluated, summed over images: once a block in a residual network, once a stage of a step in a
 * continuous one. A pullback counts with the evaluation it belongs to.
 *
 * @param images how many images went through
 * @param forward evaluations on the way forward
 * @param backward evaluations on the way back
 */
public record Effort(long images, long forward, long backward) {

    /**
     * The mean way forward.
     *
     * @return evaluations an image
     */
    public double forwardEach() {
        return (double) forward / images;
    }

    /**
     * The mean way back.
     *
     * @return evaluations an image
     */
    public double backwardEach() {
        return (double) backward / images;
    }

    /** Adds up the efforts of several threads. */
    public static final class Tally {

        private final LongAdder images = new LongAdder();
        private final LongAdder forward = new LongAdder();
        private final LongAdder backward = new LongAdder();

        /** Nothing yet. */
        public Tally() {}

        void add(Effort effort) {
            images.add(effort.images());
            forward.add(effort.forward());
            backward.add(effort.backward());
        }

        /**
         * What was added since the last call.
         *
         * @return the sum
         */
        public Effort take() {
            return new Effort(images.sumThenReset(), forward.sumThenReset(), backward.sumThenReset());
        }
    }
}
