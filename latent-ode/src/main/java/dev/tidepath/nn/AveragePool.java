package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;

/**
 * The mean of every channel over all pixels.
 *
 * @param in the image
 */
public record AveragePool(ImageShape in) {

    /**
     * Records the layer.
     *
     * @param g graph
     * @param image batched, the rows of the shape
     * @return batched, one row a channel
     */
    public Var apply(Graph g, Var image) {
        return g.scaleShift(g.sumBlocks(image, in.pixels()), 1.0 / in.pixels(), 0);
    }
}
