package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values as tokens: intervals of the real line, narrow about zero and wider outwards, the outermost open. The inner edges are
 *
 * <pre>
 * e_i = sinh(x_i),   x_i equally spaced from −asinh 6 to asinh 6
 * </pre>
 *
 * A distribution of tokens is one of values: uniform within an interval and, in the outermost ones, exponential with the width of
 * the interval beside for its scale. Series as tokens of a language model: Ansari et al. 2024, arXiv:2403.07815.
 */
final class ValueTokens implements Expectation {

    /** Typical values are of size one. */
    private static final double RANGE = 6;

    private final int channels;
    private final Parameters.Block withheld;
    private final double[] edges;
    private final double[] centres;

    /**
     * Divides the line.
     *
     * @param channels channels whose tokens stand one after another in rows, positive
     * @param count intervals of a channel, at least 4
     * @param withheld 1 × channels, the share of each mean that is not told; not learnt
     */
    ValueTokens(int channels, int count, Parameters.Block withheld) {
        this.channels = channels;
        this.withheld = withheld;
        double reach = StrictMath.log(RANGE + Math.sqrt(RANGE * RANGE + 1));
        edges = new double[count - 1];
        Arrays.setAll(edges, i -> StrictMath.sinh(reach * (2.0 * i / (count - 2) - 1)));
        centres = new double[count];
        Arrays.setAll(centres, k -> 0.5 * (edges[Math.max(0, k - 1)] + edges[Math.min(k, count - 2)]));
        centres[0] -= width(0);
        centres[count - 1] += width(count - 1);
    }

    int count() {
        return centres.length;
    }

    /** The token of a value. */
    int token(double value) {
        int at = Arrays.binarySearch(edges, value);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** The mean of the values of an interval. */
    double centre(int token) {
        return centres[token];
    }

    /** Where an interval ends and the next one begins; there is one edge less than intervals. */
    double edge(int i) {
        return edges[i];
    }

    /** The width of an interval; of an outermost one, the scale of its exponential. */
    double width(int token) {
        int inner = Math.max(1, Math.min(token, edges.length - 1));
        return edges[inner] - edges[inner - 1];
    }

    /** The negative logarithm of the density of a value within the interval that is its token. */
    double within(double value) {
        int token = token(value);
        double beyond = token == 0 ? edges[0] - value : token == edges.length ? value - edges[edges.length - 1] : 0;
        return StrictMath.log(width(token)) + beyond / width(token);
    }

    @Override
    public List<Parameters.Block> blocks() {
        return List.of();
    }

    /** From the scores of all channels' tokens to the means of the values. */
    @Override
    public Var of(Graph g, List<Var> in) {
        Var weights = g.exp(in.get(0));
        int[] channel = IntStream.range(0, weights.rows()).map(i -> i / count()).toArray();
        Var inverse = g.inverseSqrt(g.scatterAdd(weights, channels, channel));
        Var weighted = g.multiply(weights, g.constant(ofEveryChannel(centres)));
        Var mean = g.multiply(g.scatterAdd(weighted, channels, channel), g.multiply(inverse, inverse));
        return g.multiply(mean, g.scaleShift(g.broadcast(g.parameter(withheld)), -1, 1));
    }

    /** The same number of each token in the rows of every channel. */
    double[] ofEveryChannel(double[] ofTokens) {
        return IntStream.range(0, channels * count())
                .mapToDouble(i -> ofTokens[i % count()])
                .toArray();
    }

    /** The share of a channel's values that is told. */
    double told(double[] values, int channel) {
        return 1 - values[withheld.offset() + channel];
    }

    @Override
    public void scale(double[] values, int channel, double factor) {
        int k = withheld.offset() + channel;
        values[k] = 1 - told(values, channel) * factor;
    }
}
