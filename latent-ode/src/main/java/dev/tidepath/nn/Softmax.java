package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import java.util.stream.IntStream;

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

    /**
     * Records the cross-entropies {@code ln Σ exp s − s_target} of several blocks of scores. No greatest score is subtracted: it is
     * finite as long as scores stay below 700 and one of each block is above −700.
     *
     * @param g graph
     * @param scores batched, blocks × classes rows
     * @param targets batched, as many rows: 1 at the target of each block, or nothing but zeros where there is none
     * @param blocks how many, positive
     * @return batched, one row a block; zero where there is no target
     */
    public static Var crossEntropies(Graph g, Var scores, Var targets, int blocks) {
        int classes = scores.rows() / blocks;
        int[] block = IntStream.range(0, scores.rows()).map(i -> i / classes).toArray();
        Var logSum = g.log(g.scatterAdd(g.exp(scores), blocks, block));
        Var present = g.scatterAdd(targets, blocks, block);
        Var ofTarget = g.scatterAdd(g.multiply(targets, scores), blocks, block);
        return g.subtract(g.multiply(present, logSum), ofTarget);
    }
}
