package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import java.util.ArrayList;
import java.util.List;

/**
 * A multilayer perceptron with an activation between its layers and nothing after the last.
 *
 * @param layers at least one
 * @param activation what stands between them
 */
public record Mlp(List<Linear> layers, Activation activation) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param layers see the component
     * @param activation see the component
     */
    public Mlp {
        layers = List.copyOf(layers);
    }

    /**
     * Adds a perceptron with tanh between its layers to a layout.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param sizes features from input to output, at least two
     * @param lastGain gain of the last layer's initial weights
     * @return the perceptron
     */
    public static Mlp in(Parameters parameters, String name, int[] sizes, double lastGain) {
        return in(parameters, name, sizes, Activation.TANH, lastGain);
    }

    /**
     * Adds a perceptron to a layout.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param sizes features from input to output, at least two
     * @param activation what stands between the layers
     * @param lastGain gain of the last layer's initial weights
     * @return the perceptron
     */
    public static Mlp in(Parameters parameters, String name, int[] sizes, Activation activation, double lastGain) {
        List<Linear> layers = new ArrayList<>();
        for (int i = 0; i + 1 < sizes.length; i++) {
            double gain = i + 2 == sizes.length ? lastGain : 1;
            layers.add(Linear.in(parameters, name + "." + i, sizes[i], sizes[i + 1], gain));
        }
        return new Mlp(layers, activation);
    }

    /**
     * Records the perceptron.
     *
     * @param g graph
     * @param x batched, as many rows as the first size
     * @return batched, as many rows as the last size
     */
    public Var apply(Graph g, Var x) {
        return apply(g, x, 1);
    }

    /**
     * Records the perceptron for each of several blocks of rows, such as the positions of a text.
     *
     * @param g graph
     * @param x batched, in each block as many rows as the first size
     * @param blocks how many, positive
     * @return batched, in each block as many rows as the last size
     */
    public Var apply(Graph g, Var x, int blocks) {
        Var h = layers.get(0).apply(g, x, blocks);
        for (Linear layer : layers.subList(1, layers.size())) {
            h = layer.apply(g, activation.apply(g, h), blocks);
        }
        return h;
    }
}
