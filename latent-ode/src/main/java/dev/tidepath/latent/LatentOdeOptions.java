package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

/**
 * The shape of a latent ODE.
 *
 * @param channels observed channels, positive
 * @param encoder what reads the observations
 * @param field what moves the latent state
 * @param decoder what makes observations of it
 * @param features what the networks see of the time itself
 */
public record LatentOdeOptions(
        int channels, EncoderOptions encoder, FieldOptions field, DecoderOptions decoder, TimeFeatures features) {

    /**
     * Checks the ranges.
     *
     * @param channels see the component
     * @param encoder see the component
     * @param field see the component
     * @param decoder see the component
     * @param features see the component
     */
    public LatentOdeOptions {
        requireAtLeast("channels", 1, channels);
    }

    /**
     * Size of the latent state.
     *
     * @return positive
     */
    public int latentSize() {
        return field.latentSize();
    }
}
