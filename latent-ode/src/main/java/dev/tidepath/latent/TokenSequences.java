package dev.tidepath.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Windows as sequences for a {@link TokenTransformer}. Of a window's context the last times are read, at the end of the closed positions;
 * what is asked for at one of them is answered there, what is asked for at another time at an open position. A window that asks
 * for more has several sequences, one that asks for nothing has none.
 */
final class TokenSequences {

    /**
     * One sequence.
     *
     * @param window index of the window
     * @param asked times at the open positions
     */
    record Sequence(int window, double[] asked) {}

    private final List<Sequence> sequences = new ArrayList<>();
    private final int[] sequence;
    private final int[] position;
    private int targets;

    /**
     * Lays out a chunk.
     *
     * @param chunk windows
     * @param read closed positions
     * @param asked open positions
     */
    TokenSequences(List<Window> chunk, int read, int asked) {
        int total = chunk.stream().mapToInt(w -> w.targets().size()).sum();
        sequence = new int[total];
        position = new int[total];
        for (int b = 0; b < chunk.size(); b++) {
            add(b, chunk.get(b), read, asked);
        }
    }

    private void add(int index, Window window, int read, int asked) {
        Observations context = window.context();
        int first = sequences.size();
        double[] open = new double[window.targets().size()];
        int count = 0;
        for (double time : window.targets().times()) {
            int at = context.firstAtOrAfter(time);
            boolean closed = at < context.size() && at >= context.size() - read && context.time(at) == time;
            sequence[targets] = closed ? first : first + count / asked;
            position[targets++] = closed ? read - context.size() + at : read + count % asked;
            if (!closed) {
                open[count++] = time;
            }
        }
        for (int from = 0; from < count || (from == 0 && open.length > 0); from += asked) {
            sequences.add(new Sequence(index, Arrays.copyOfRange(open, from, Math.min(count, from + asked))));
        }
    }

    int size() {
        return sequences.size();
    }

    Sequence get(int index) {
        return sequences.get(index);
    }

    /** How many times are asked for, of all windows. */
    int targets() {
        return targets;
    }

    /** The sequence in which a target is answered; targets are packed window by window. */
    int sequence(int target) {
        return sequence[target];
    }

    /** The position at which it is. */
    int position(int target) {
        return position[target];
    }
}
