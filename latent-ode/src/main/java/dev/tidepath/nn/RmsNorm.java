package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import java.util.stream.IntStream;

/**
 * Root mean square normalisation (Zhang and Sennrich 2019, arXiv:1910.07467) of each of several blocks of rows, without a gain,
 * which a linear layer after it has anyway: {@code y = x / √(mean x² + ε)}.
 *
 * @param blocks how many blocks of rows, such as the positions of a text, positive
 * @param width rows of a block, positive
 */
public record RmsNorm(int blocks, int width) {

    private static final double EPSILON = 1e-5;

    /**
     * Checks the ranges.
     *
     * @param blocks see the component
     * @param width see the component
     */
    public RmsNorm {
        if (blocks < 1 || width < 1) {
            throw new IllegalArgumentException("blocks and width must be positive: " + blocks + " × " + width);
        }
    }

    /**
     * Records the layer.
     *
     * @param g graph
     * @param x batched, {@code blocks·width} rows, block by block
     * @return batched, as many rows
     */
    public Var apply(Graph g, Var x) {
        int[] block = IntStream.range(0, blocks * width).map(i -> i / width).toArray();
        Var meanSquare = g.scaleShift(g.scatterAdd(g.multiply(x, x), blocks, block), 1.0 / width, EPSILON);
        return g.multiply(x, g.gather(g.inverseSqrt(meanSquare), block));
    }
}
