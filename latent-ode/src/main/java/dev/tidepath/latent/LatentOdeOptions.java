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
 * @param conditioning what the networks see of the windows' conditions
 */
public record LatentOdeOptions(
        int channels,
        EncoderOptions encoder,
        FieldOptions field,
        DecoderOptions decoder,
        TimeFeatures features,
        Conditioning conditioning) {

    /**
     * Checks the ranges.
     *
     * @param channels see the component
     * @param encoder see the component
     * @param field see the component
     * @param decoder see the component
     * @param features see the component
     * @param conditioning see the component
     */
    public LatentOdeOptions {
        requireAtLeast("channels", 1, channels);
    }

    /**
     * A shape without conditions.
     *
     * @param channels observed channels, positive
     * @param encoder what reads the observations
     * @param field what moves the latent state
     * @param decoder what makes observations of it
     * @param features what the networks see of the time itself
     */
    public LatentOdeOptions(
            int channels, EncoderOptions encoder, FieldOptions field, DecoderOptions decoder, TimeFeatures features) {
        this(channels, encoder, field, decoder, features, Conditioning.none());
    }

    /**
     * The same shape with conditions.
     *
     * @param conditions what the networks see of the windows' conditions
     * @return a shape
     */
    public LatentOdeOptions conditionedOn(Conditioning conditions) {
        return new LatentOdeOptions(channels, encoder, field, decoder, features, conditions);
    }

    Exogenous exogenous() {
        return new Exogenous(features, conditioning);
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
