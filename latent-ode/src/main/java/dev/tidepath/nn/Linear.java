package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;

/**
 * An affine map {@code y = b + Wᵀx} with W of in × out.
 *
 * @param weight block of in × out
 * @param bias block of 1 × out
 */
public record Linear(Parameters.Block weight, Parameters.Block bias) {

    /**
     * Adds a layer to a layout: weights from N(0, gain²/in), biases zero.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param in input features
     * @param out output features
     * @param gain factor on the usual scale; zero starts the layer at zero
     * @return the layer
     */
    public static Linear in(Parameters parameters, String name, int in, int out, double gain) {
        return new Linear(
                parameters.add(name + ".weight", in, out, gain / Math.sqrt(in)),
                parameters.add(name + ".bias", 1, out, 0));
    }

    /**
     * Records the layer.
     *
     * @param g graph
     * @param x batched, in rows
     * @return batched, out rows
     */
    public Var apply(Graph g, Var x) {
        return apply(g, x, 1);
    }

    /**
     * Records the layer for each of several blocks of rows, such as the positions of a text.
     *
     * @param g graph
     * @param x batched, {@code blocks·in} rows
     * @param blocks how many, positive
     * @return batched, {@code blocks·out} rows
     */
    public Var apply(Graph g, Var x, int blocks) {
        return g.affine(g.parameter(weight), g.parameter(bias), x, blocks);
    }

    /**
     * Scales one output.
     *
     * @param values flat parameter vector; modified
     * @param output index of an output feature
     * @param factor what it is multiplied by from here
     */
    public void scale(double[] values, int output, double factor) {
        for (int k = 0; k < weight.rows(); k++) {
            values[weight.offset() + k * weight.columns() + output] *= factor;
        }
        values[bias.offset() + output] *= factor;
    }
}
