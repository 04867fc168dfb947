package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;

/** Probabilities of classes from their scores: {@code pⱼ = exp sⱼ / Σ exp s}. */
public final class Softmax {

    private Softmax() {}

    /**
     * Records the logarithms of the probabilities; the cross-entropy of a label is that of its class, negative. With
     * {@code ln(eᵃ + eᵇ) = a + softplus(b − a)}, which no score can make overflow.
     *
     * @param g graph
     * @param scores batched, one row a class
     * @return batched, one row a class
     */
    public static Var logarithm(Graph g, Var scores) {
        Var logSum = g.slice(scores, 0, 1);
        for (int j = 1; j < scores.rows(); j++) {
            logSum = g.add(logSum, g.softplus(g.subtract(g.slice(scores, j, j + 1), logSum)));
        }
        return g.subtract(scores, g.repeatRow(logSum, scores.rows()));
    }
}
