package dev.tidepath.language;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;

/** One thread's passes through a {@link Transformer}. Not thread-safe. */
abstract class TransformerRun {

    private final TransformerShape shape;
    private final Encoded encoded;
    private final Matrix losses;
    private final Matrix bars;
    private final Matrix states;
    private final Matrix logits;
    private final DifferentiableMap.Pass head;
    private final DifferentiableMap.Pass prediction;

    TransformerRun(TransformerShape shape, TransformerMaps maps, double[] weights, int capacity) {
        this.shape = shape;
        encoded = new Encoded(shape, capacity);
        losses = Matrix.zeros(shape.positions(), capacity);
        bars = Matrix.zeros(shape.positions(), capacity);
        states = Matrix.zeros(shape.stateSize(), capacity);
        logits = Matrix.zeros(shape.tokens(), capacity);
        head = maps.head().newPass(weights);
        prediction = maps.prediction().newPass(weights);
    }

    /** Computes losses and adds their weighted gradient. */
    abstract void differentiate(
            int iteration, Encoded windows, Matrix bars, Matrix losses, DifferentiableMap.Pass head, double[] gradient);

    /** The states after the last layer. */
    abstract void climb(Encoded windows, Matrix states);

    /** Evaluations of the field in the last pass forward, a window. */
    abstract long evaluations();

    private void encode(int[][] windows, int[] scored) {
        encoded.set(windows, scored);
        for (Matrix m : new Matrix[] {losses, bars, states, logits}) {
            m.resize(windows.length);
        }
    }

    private int[] all(int windows) {
        int[] scored = new int[windows];
        Arrays.fill(scored, shape.positions());
        return scored;
    }

    /**
     * Adds the gradient of the weighted sum of all losses.
     *
     * @return the sum, in nats times the weight
     */
    final double lossAndGradient(int iteration, int[][] windows, double weight, double[] gradient) {
        encode(windows, all(windows.length));
        for (double[] row : bars.rows()) {
            Arrays.fill(row, 0, windows.length, weight);
        }
        differentiate(iteration, encoded, bars, losses, head, gradient);
        return weight * sum();
    }

    /** The sum of the losses of the last positions of each window, in nats. */
    final double loss(int[][] windows, int[] scored) {
        encode(windows, scored);
        climb(encoded, states);
        head.value(windows.length, new Matrix[] {states, encoded.targets()}, new Matrix[] {losses});
        return sum();
    }

    /** The logits of what comes after each window but its last token: tokens × windows. */
    final Matrix logits(int[][] windows) {
        encode(windows, new int[windows.length]);
        climb(encoded, states);
        prediction.value(windows.length, new Matrix[] {states}, new Matrix[] {logits});
        return logits;
    }

    private double sum() {
        double sum = 0;
        for (double[] row : losses.rows()) {
            for (int b = 0; b < losses.batch(); b++) {
                sum += row[b];
            }
        }
        return sum;
    }
}
