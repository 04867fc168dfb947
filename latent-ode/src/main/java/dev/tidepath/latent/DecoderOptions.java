package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

import dev.tidepath.nn.Activation;

/**
 * The shape of a decoder: the mean {@code A z + g(z, φ(t))} of what is observed, and its likelihood.
 *
 * @param linear whether there is the linear part
 * @param hidden hidden features of the network g; zero for none
 * @param activation of the network
 * @param likelihood how observations scatter about the mean
 */
public record DecoderOptions(boolean linear, int hidden, Activation activation, Likelihood likelihood) {

    /**
     * Checks the ranges.
     *
     * @param linear see the component
     * @param hidden see the component
     * @param activation see the component
     * @param likelihood see the component
     */
    public DecoderOptions {
        requireAtLeast("hidden features of the decoder", 0, hidden);
        if (!linear && hidden == 0) {
            throw new IllegalArgumentException("a decoder needs a linear part, a network, or both");
        }
    }
}
