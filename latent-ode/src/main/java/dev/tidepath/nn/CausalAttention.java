package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Causal self-attention with several heads (Vaswani et al. 2017, arXiv:1706.03762). A sample is a whole sequence: positions ×
 * width rows, position by position. In each head, with queries q, keys k and values v of {@code m = width / heads} features,
 *
 * <pre>
 * y_p = Σ_{r ≤ p} a_pr v_r,      a_pr = exp(q_p·k_r / √m) / Σ_{s ≤ p} exp(q_p·k_s / √m)
 * </pre>
 *
 * and a linear layer puts the heads together. No greatest score is subtracted: it is the same function as long as scores stay between
 * −700 and 700; where the exponentials of a position overflow, or all of them are zero, the result is not finite.
 *
 * <p>Positions may be open, from a given one on: an open position sees those before the first of them and itself, and is seen by no
 * other. So many questions can be asked of one beginning, none of which knows of another.
 *
 * <p>Queries are taken a strip of positions at a time, with the keys up to the strip's end, so that of the products whose result is
 * not used only the small triangle at the end of a strip is computed.
 *
 * @param projection width to queries, keys and values
 * @param output the heads to width
 * @param positions length of a sequence, positive
 * @param open index of the first open position, positive; {@code positions} if there is none
 * @param heads heads, a divisor of the width
 */
public record CausalAttention(Linear projection, Linear output, int positions, int open, int heads) {

    /** Positions of a strip. */
    private static final int STRIP = 16;

    /**
     * Checks the ranges.
     *
     * @param projection see the component
     * @param output see the component
     * @param positions see the component
     * @param open see the component
     * @param heads see the component
     */
    public CausalAttention {
        int width = output.weight().columns();
        if (open < 1 || open > positions) {
            throw new IllegalArgumentException("open positions from " + open + " on, of " + positions);
        }
        if (positions < 1 || heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException(
                    "a width of " + width + " for " + heads + " heads, positions: " + positions);
        }
    }

    /**
     * Adds a layer to a layout.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param positions length of a sequence, positive
     * @param open index of the first open position; {@code positions} if there is none
     * @param width features of a position
     * @param heads heads, a divisor of the width
     * @param gain gain of the initial weights of the layer that puts the heads together
     * @return the layer
     */
    public static CausalAttention in(
            Parameters parameters, String name, int positions, int open, int width, int heads, double gain) {
        return new CausalAttention(
                Linear.in(parameters, name + ".projection", width, 3 * width, 1),
                Linear.in(parameters, name + ".output", width, width, gain),
                positions,
                open,
                heads);
    }

    private int width() {
        return output.weight().columns();
    }

    /**
     * Records the layer.
     *
     * @param g graph
     * @param x batched, positions × width rows
     * @return batched, as many rows
     */
    public Var apply(Graph g, Var x) {
        Var projected = projection.apply(g, x, positions);
        List<Var> strips = new ArrayList<>();
        int to;
        for (int from = 0; from < positions; from = to) {
            to = Math.min(from + STRIP, from < open ? open : positions);
            strips.add(strip(g, projected, from, to));
        }
        return output.apply(g, g.concat(strips), positions);
    }

    /** The heads of some positions, position by position. Their keys are those before them that are not open, and themselves. */
    private Var strip(Graph g, Var projected, int from, int to) {
        int queries = to - from;
        int before = Math.min(from, open);
        int keys = before + queries;
        IntUnaryOperator place = j -> j < before ? j : from + j - before;
        int size = width() / heads;
        Var q = part(g, projected, 0, queries * size, i -> from + i / size, i -> i % size);
        Var k = part(g, projected, 1, keys * size, i -> place.applyAsInt(i / size), i -> i % size);
        Var turnedV = part(g, projected, 2, size * keys, i -> place.applyAsInt(i % keys), i -> i / keys);
        Var scores = g.scaleShift(g.dotProducts(q, k, heads, size), 1 / Math.sqrt(size), 0);
        Var mixed = g.dotProducts(attention(g, scores, from, queries, before), turnedV, heads, keys);
        return g.gather(
                mixed,
                IntStream.range(0, queries * width())
                        .map(i -> (i % width() / size * queries + i / width()) * size + i % size)
                        .toArray());
    }

    /** Queries, keys or values of every head: row i of a head is that feature of that position. */
    private Var part(Graph g, Var projected, int which, int rows, IntUnaryOperator position, IntUnaryOperator feature) {
        int size = width() / heads;
        return g.gather(
                projected,
                IntStream.range(0, heads * rows)
                        .map(i -> (position.applyAsInt(i % rows) * 3 + which) * width()
                                + i / rows * size
                                + feature.applyAsInt(i % rows))
                        .toArray());
    }

    /** The softmax of each query's scores of what it sees; zeros elsewhere. */
    private Var attention(Graph g, Var scores, int from, int queries, int before) {
        int keys = before + queries;
        int[] seen = IntStream.range(0, heads * queries * keys)
                .filter(i -> {
                    int own = i / keys % queries;
                    int key = i % keys - before;
                    return key < 0 || (from < open ? key <= own : key == own);
                })
                .toArray();
        int[] query = IntStream.of(seen).map(i -> i / keys).toArray();
        Var exponentials = g.exp(g.gather(scores, seen));
        Var inverse = g.inverseSqrt(g.scatterAdd(exponentials, heads * queries, query));
        Var weights = g.multiply(exponentials, g.gather(g.multiply(inverse, inverse), query));
        return g.scatterAdd(weights, heads * queries * keys, seen);
    }
}
