package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;
import static dev.tidepath.latent.Ranges.requirePositive;

/**
 * The shape of an {@link ImtsMixer}.
 *
 * @param channels observed channels, positive
 * @param size features of a channel's state, positive
 * @param hidden hidden features of every network, positive
 * @param blocks how often channels and features are mixed, zero or more; without any, no channel knows of another but
 *     through the decoder
 * @param gap typical distance of neighbouring observations in model time, the unit of the logarithm of time
 * @param decoder what makes observations of the channels' answers
 * @param features what the networks see of the time itself
 */
public record MixerOptions(
        int channels, int size, int hidden, int blocks, double gap, DecoderOptions decoder, TimeFeatures features) {

    /**
     * Checks the ranges.
     *
     * @param channels see the component
     * @param size see the component
     * @param hidden see the component
     * @param blocks see the component
     * @param gap see the component
     * @param decoder see the component
     * @param features see the component
     */
    public MixerOptions {
        requireAtLeast("channels", 1, channels);
        requireAtLeast("size of a channel's state", 1, size);
        requireAtLeast("hidden features", 1, hidden);
        requireAtLeast("blocks", 0, blocks);
        requirePositive("gap", gap);
    }
}
