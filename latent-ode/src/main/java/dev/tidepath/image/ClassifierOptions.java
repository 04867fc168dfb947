package dev.tidepath.image;

import dev.tidepath.nn.Activation;
import dev.tidepath.nn.ImageShape;

/**
 * What all classifiers of a comparison have in common.
 *
 * @param input the images
 * @param classes how many classes there are, at least two
 * @param width channels between the layers
 * @param groups groups of channels that are normalised together, a divisor of the width
 * @param halvings how often height and width are halved before the blocks
 * @param activation what stands between the layers
 */
public record ClassifierOptions(
        ImageShape input, int classes, int width, int groups, int halvings, Activation activation) {

    /**
     * Checks the ranges.
     *
     * @param input see the component
     * @param classes see the component
     * @param width see the component
     * @param groups see the component
     * @param halvings see the component
     * @param activation see the component
     */
    public ClassifierOptions {
        if (classes < 2 || width < 1 || groups < 1 || width % groups != 0 || halvings < 0) {
            throw new IllegalArgumentException(
                    classes + " classes, width " + width + " in " + groups + " groups, " + halvings + " halvings");
        }
    }

    /**
     * The same with another activation.
     *
     * @param other what stands between the layers
     * @return new options
     */
    public ClassifierOptions with(Activation other) {
        return new ClassifierOptions(input, classes, width, groups, halvings, other);
    }
}
