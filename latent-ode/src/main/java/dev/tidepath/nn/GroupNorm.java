package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import java.util.Arrays;

/**
 * Group normalisation (Wu and He 2018, arXiv:1803.08494): in every sample each group of neighbouring channels gets mean zero and
 * variance one over its channels and all pixels, then each channel its own factor and shift:
 *
 * <pre>
 * y = (1 + gain) (x − mean) / √(variance + 1e-5) + bias
 * </pre>
 *
 * A sample's result does not depend on the others, so that it can stand in a field. One group of an image of one pixel is the
 * normalisation of a layer.
 *
 * @param shape the image
 * @param groups how many, a divisor of the channels
 * @param gain block of 1 × channels
 * @param bias block of 1 × channels
 */
public record GroupNorm(ImageShape shape, int groups, Parameters.Block gain, Parameters.Block bias) {

    private static final double EPSILON = 1e-5;

    /**
     * Checks that the groups are equal.
     *
     * @param shape see the component
     * @param groups see the component
     * @param gain see the component
     * @param bias see the component
     */
    public GroupNorm {
        if (groups < 1 || shape.channels() % groups != 0) {
            throw new IllegalArgumentException(shape.channels() + " channels do not make " + groups + " equal groups");
        }
    }

    /**
     * Adds a normalisation to a layout; gain and bias start at zero.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param shape the image
     * @param groups how many
     * @return the layer
     */
    public static GroupNorm in(Parameters parameters, String name, ImageShape shape, int groups) {
        return new GroupNorm(
                shape,
                groups,
                parameters.add(name + ".gain", 1, shape.channels(), 0),
                parameters.add(name + ".bias", 1, shape.channels(), 0));
    }

    /**
     * Records the layer.
     *
     * @param g graph
     * @param x batched, the rows of the shape
     * @return batched, as many rows
     */
    public Var apply(Graph g, Var x) {
        int[] channelOfRows = shape.channelOfRows();
        int[] groupOfRows = grouped(channelOfRows);
        double share = (double) groups / shape.rows();
        Var mean = g.scaleShift(g.scatterAdd(x, groups, groupOfRows), share, 0);
        Var centred = g.subtract(x, g.gather(mean, groupOfRows));
        Var squares = g.scatterAdd(g.multiply(centred, centred), groups, groupOfRows);
        Var precision = g.inverseSqrt(g.scaleShift(squares, share, EPSILON));
        Var factor = g.multiply(
                g.gather(precision, Arrays.copyOf(groupOfRows, shape.channels())),
                g.scaleShift(g.broadcast(g.parameter(gain)), 1, 1));
        return g.add(
                g.multiply(centred, g.gather(factor, channelOfRows)),
                g.gather(g.broadcast(g.parameter(bias)), channelOfRows));
    }

    private int[] grouped(int[] channels) {
        return Arrays.stream(channels).map(c -> c * groups / shape.channels()).toArray();
    }
}
