package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;
import static dev.tidepath.latent.Ranges.requirePositive;

import dev.tidepath.language.TrunkShape;

/**
 * The shape of a {@link TokenTransformer}.
 *
 * @param channels observed channels, positive
 * @param intervals tokens of a channel's values, at least 4
 * @param width features of a position, a multiple of the heads
 * @param heads heads of the attention, positive
 * @param hidden features of the perceptron's hidden layer, positive
 * @param knots knots of the weights, and length of the depth, positive
 * @param steps midpoint steps through the depth, positive; they are a part of the network, in training as in use
 * @param read times of the context that are read at most, the last ones, positive
 * @param asked times that are asked for in one sequence, positive; more take further sequences
 * @param gap typical distance of neighbouring observations in model time
 * @param likelihood about the mean, normal: its variances say how paths hang together and how the errors grow
 * @param features what is seen of the time itself
 */
public record TokenOptions(
        int channels,
        int intervals,
        int width,
        int heads,
        int hidden,
        int knots,
        int steps,
        int read,
        int asked,
        double gap,
        Likelihood likelihood,
        TimeFeatures features) {

    /**
     * Checks the ranges.
     *
     * @param channels see the component
     * @param intervals see the component
     * @param width see the component
     * @param heads see the component
     * @param hidden see the component
     * @param knots see the component
     * @param steps see the component
     * @param read see the component
     * @param asked see the component
     * @param gap see the component
     * @param likelihood see the component
     * @param features see the component
     */
    public TokenOptions {
        requireAtLeast("channels", 1, channels);
        requireAtLeast("intervals", 4, intervals);
        requireAtLeast("steps", 1, steps);
        requireAtLeast("times that are read", 1, read);
        requireAtLeast("times that are asked for", 1, asked);
        requirePositive("gap", gap);
        if (likelihood.degreesOfFreedom() > 0) {
            throw new IllegalArgumentException("about the means of tokens the likelihood is normal: " + likelihood);
        }
    }

    /** The size of the transformer between tokens read and tokens foretold. */
    TrunkShape trunk() {
        return new TrunkShape(read + asked, read, width, heads, hidden, knots);
    }
}
