package dev.tidepath.language;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.ode.OdeException;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.Arrays;

/** One thread's passes through a {@link Transformer}. Not thread-safe. */
final class TransformerRun {

    private final TransformerShape shape;
    private final TrunkRun trunk;
    private final Encoded encoded;
    private final Matrix losses;
    private final Matrix bars;
    private final Matrix states;
    private final Matrix logits;
    private final DifferentiableMap.Pass head;
    private final DifferentiableMap.Pass prediction;

    TransformerRun(TransformerShape shape, TransformerMaps maps, Depth depth, double[] weights, int capacity) {
        this.shape = shape;
        trunk = maps.trunk().newRun(depth, weights, capacity);
        encoded = new Encoded(shape, capacity);
        losses = Matrix.zeros(shape.positions(), capacity);
        bars = Matrix.zeros(shape.positions(), capacity);
        states = Matrix.zeros(shape.stateSize(), capacity);
        logits = Matrix.zeros(shape.tokens(), capacity);
        head = maps.head().newPass(weights);
        prediction = maps.prediction().newPass(weights);
    }

    /** Evaluations of the field in the last pass forward, a window. */
    long evaluations() {
        return trunk.evaluations();
    }

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
    double lossAndGradient(int iteration, int[][] windows, double weight, double[] gradient) {
        encode(windows, all(windows.length));
        for (double[] row : bars.rows()) {
            Arrays.fill(row, 0, windows.length, weight);
        }
        TrunkRun.End end = (last, ofLast) -> head.valueAndPullback(
                windows.length,
                new Matrix[] {last, encoded.targets()},
                new Matrix[] {bars},
                new Matrix[] {losses},
                new Matrix[] {ofLast},
                gradient);
        try {
            trunk.differentiate(iteration, encoded.inputs(), end, gradient);
        } catch (OdeException e) {
            throw new NonFiniteLossException(
                    e.sample(), e.t(), "the way of a window through the depth: " + e.getMessage());
        }
        return weight * sum();
    }

    /** The sum of the losses of the last positions of each window, in nats. */
    double loss(int[][] windows, int[] scored) {
        encode(windows, scored);
        trunk.climb(encoded.inputs(), states);
        head.value(windows.length, new Matrix[] {states, encoded.targets()}, new Matrix[] {losses});
        return sum();
    }

    /** The logits of what comes after each window but its last token: tokens × windows. */
    Matrix logits(int[][] windows) {
        encode(windows, new int[windows.length]);
        trunk.climb(encoded.inputs(), states);
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
