package dev.tidepath.image;

import dev.tidepath.random.RandomKey;
import java.util.stream.IntStream;

/**
 * The images of every iteration: each epoch is all images in a new order, cut into batches; what is left over at its end is not
 * used in that epoch.
 *
 * @param images what is learnt from
 * @param chunks chunks of a batch, positive
 * @param size images of a chunk, from 1 to 256
 * @param key what the orders are drawn from
 */
public record Minibatches(LabelledImages images, int chunks, int size, RandomKey key) {

    private static final int MOST = 256;

    /**
     * Checks the ranges.
     *
     * @param images see the component
     * @param chunks see the component
     * @param size see the component
     * @param key see the component
     */
    public Minibatches {
        if (chunks < 1 || size < 1 || size > MOST || images.count() / chunks < size) {
            throw new IllegalArgumentException(images.count() + " images for batches of " + chunks + " chunks of "
                    + size + " images, of which a chunk has " + MOST + " at most");
        }
    }

    /**
     * Iterations of an epoch.
     *
     * @return positive
     */
    public int perEpoch() {
        return images.count() / (chunks * size);
    }

    /** The share of an image in the mean over a batch. */
    double share() {
        return 1.0 / ((double) chunks * size);
    }

    /** Looks up images for one thread. */
    final class Cursor {

        private int epoch = -1;
        private int[] order = {};

        /** The images of a chunk. */
        int[] chunk(int iteration, int chunk) {
            if (iteration / perEpoch() != epoch) {
                epoch = iteration / perEpoch();
                order = shuffled(key.derive(epoch));
            }
            int from = (iteration % perEpoch() * chunks + chunk) * size;
            return IntStream.range(from, from + size).map(i -> order[i]).toArray();
        }

        private int[] shuffled(RandomKey own) {
            int[] all = IntStream.range(0, images.count()).toArray();
            for (int i = all.length - 1; i > 0; i--) {
                int j = own.below(i, i + 1);
                int kept = all[i];
                all[i] = all[j];
                all[j] = kept;
            }
            return all;
        }
    }
}
