package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;
import static dev.tidepath.latent.Ranges.requirePositive;

/**
 * The shape of a {@link RecurrentModel}.
 *
 * @param channels observed channels, positive
 * @param size hidden features of the state, positive
 * @param hidden hidden features of the networks that move the state: of the fields of {@link OdeRnn} and {@link NeuralCde};
 *     features made of each channel in {@link GruOdeBayes}; of no effect on {@link RnnDelta} and {@link GruD}
 * @param gap typical distance of neighbouring observations in model time, the unit of waiting
 * @param decoder what makes observations of the state
 * @param features what the networks see of the time itself
 */
public record RecurrentOptions(
        int channels, int size, int hidden, double gap, DecoderOptions decoder, TimeFeatures features) {

    /**
     * Checks the ranges.
     *
     * @param channels see the component
     * @param size see the component
     * @param hidden see the component
     * @param gap see the component
     * @param decoder see the component
     * @param features see the component
     */
    public RecurrentOptions {
        requireAtLeast("channels", 1, channels);
        requireAtLeast("size of the state", 1, size);
        requireAtLeast("hidden features", 1, hidden);
        requirePositive("gap", gap);
    }
}
