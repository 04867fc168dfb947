package dev.tidepath.language;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;

/**
 * Windows to train on, cut out of a stretch of a text at random places.
 *
 * @param text tokens
 * @param from index of the first token of the stretch
 * @param to index after its last
 * @param chunks chunks of an iteration, positive
 * @param size windows of a chunk, positive
 * @param key of the places
 */
public record Windows(int[] text, int from, int to, int chunks, int size, RandomKey key) {

    /**
     * Checks the ranges.
     *
     * @param text see the component; kept, not copied
     * @param from see the component
     * @param to see the component
     * @param chunks see the component
     * @param size see the component
     * @param key see the component
     */
    public Windows {
        if (from < 0 || from >= to || to > text.length) {
            throw new IllegalArgumentException("tokens " + from + " to " + to + " of " + text.length);
        }
        if (chunks < 1 || size < 1) {
            throw new IllegalArgumentException("chunks and size must be positive: " + chunks + " × " + size);
        }
    }

    /** The windows of one chunk, the same for the same iteration and chunk. */
    int[][] draw(int iteration, int chunk, int length) {
        if (to - from < length) {
            throw new IllegalArgumentException("windows of " + length + " tokens in a stretch of " + (to - from));
        }
        RandomKey own = key.derive(iteration).derive(chunk);
        int[][] windows = new int[size][];
        for (int b = 0; b < size; b++) {
            int start = from + own.below(b, to - from - length + 1);
            windows[b] = Arrays.copyOfRange(text, start, start + length);
        }
        return windows;
    }
}
