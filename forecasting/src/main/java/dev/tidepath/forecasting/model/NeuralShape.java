package dev.tidepath.forecasting.model;

import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.TimeFeatures;

/** The sizes of a network that forecasts. */
public sealed interface NeuralShape permits LatentOdeShape, LatentSdeShape, TokenShape, RivalShape {

    /**
     * Which network it is.
     *
     * @return the network
     */
    Network network();

    /**
     * Observed channels.
     *
     * @return positive
     */
    int channels();

    /**
     * What the network sees of the time itself.
     *
     * @return features
     */
    TimeFeatures features();

    /**
     * The most units a layer has.
     *
     * @return positive
     */
    int widest();

    /**
     * Whether its paths are random after the last observation too, and so are apart before any noise of the observations.
     *
     * @return no, unless a network says otherwise
     */
    default boolean hasRandomPaths() {
        return false;
    }

    /**
     * Records the network.
     *
     * @return a network of this shape
     * @throws IllegalArgumentException if a size is out of its range
     */
    SequenceModel model();
}
