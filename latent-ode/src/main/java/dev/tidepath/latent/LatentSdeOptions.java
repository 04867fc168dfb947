package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

import dev.tidepath.sde.SdeSolver;

/**
 * The shape of a latent SDE.
 *
 * @param channels observed channels, positive
 * @param encoder what reads the observations
 * @param prior what moves paths a priori: a network beside a reversion to zero, or modes
 * @param control hidden features of the network that steers the posterior, positive
 * @param decoder what makes observations of the latent state
 * @param features what the networks see of the time itself
 * @param solver how paths are solved from one stop to the next; its method fits additive noise
 * @param reach model time of the longest stretch between two stops, positive or infinite: longer ones between observations, or
 *     on to what is asked for, are divided
 */
public record LatentSdeOptions(
        int channels,
        EncoderOptions encoder,
        FieldOptions prior,
        int control,
        DecoderOptions decoder,
        TimeFeatures features,
        SdeSolver solver,
        double reach) {

    /**
     * Checks the ranges.
     *
     * @param channels see the component
     * @param encoder see the component
     * @param prior see the component
     * @param control see the component
     * @param decoder see the component
     * @param features see the component
     * @param solver see the component
     * @param reach see the component
     */
    public LatentSdeOptions {
        requireAtLeast("channels", 1, channels);
        requireAtLeast("hidden features of the control", 1, control);
        if (!(reach > 0)) {
            throw new IllegalArgumentException("a stretch between stops must be longer than none: " + reach);
        }
    }

    /** What it shares with a latent ODE: encoder, posterior of the start, decoder. */
    LatentOdeOptions shared() {
        return new LatentOdeOptions(channels, encoder, prior, decoder, features);
    }
}
