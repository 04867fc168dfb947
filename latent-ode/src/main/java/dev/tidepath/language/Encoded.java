package dev.tidepath.language;

import dev.tidepath.tensor.Matrix;

/** Windows as a network reads them: one row a place and token, 1 where the token is there. */
final class Encoded {

    private final TransformerShape shape;
    private final Matrix inputs;
    private final Matrix targets;

    Encoded(TransformerShape shape, int capacity) {
        this.shape = shape;
        inputs = Matrix.zeros((shape.windowLength() - 1) * shape.tokens(), capacity);
        targets = Matrix.zeros(shape.positions() * shape.tokens(), capacity);
    }

    /**
     * Encodes windows.
     *
     * @param windows tokens, {@link TransformerShape#windowLength} each
     * @param scored how many of the last positions of each have a target
     */
    void set(int[][] windows, int[] scored) {
        inputs.clear();
        targets.clear();
        inputs.resize(windows.length);
        targets.resize(windows.length);
        for (int b = 0; b < windows.length; b++) {
            int[] window = windows[b];
            for (int i = 0; i < window.length - 1; i++) {
                inputs.set(i * shape.tokens() + window[i], b, 1);
            }
            for (int p = shape.positions() - scored[b]; p < shape.positions(); p++) {
                targets.set(p * shape.tokens() + window[p + shape.reach()], b, 1);
            }
        }
    }

    Matrix inputs() {
        return inputs;
    }

    Matrix targets() {
        return targets;
    }

    int batch() {
        return inputs.batch();
    }
}
