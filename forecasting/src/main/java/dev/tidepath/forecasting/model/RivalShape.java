package dev.tidepath.forecasting.model;

import dev.tidepath.latent.DecoderOptions;
import dev.tidepath.latent.GruD;
import dev.tidepath.latent.GruOdeBayes;
import dev.tidepath.latent.ImtsMixer;
import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.MixerOptions;
import dev.tidepath.latent.NeuralCde;
import dev.tidepath.latent.OdeRnn;
import dev.tidepath.latent.RecurrentOptions;
import dev.tidepath.latent.RnnDelta;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.nn.Activation;

/**
 * The sizes of a network without a latent path of its own, with learnt noise.
 *
 * @param network any but the latent ODE, the latent SDE and the token transformer
 * @param channels observed channels, positive
 * @param size hidden features of the state, or of a channel's in the mixer
 * @param hidden hidden features of the networks that move or mix it, where there are such
 * @param decoderSize hidden features of the decoder's network; zero for a linear decoder
 * @param gap typical distance of neighbouring observations in model time, the unit of waiting
 * @param features what the networks see of the time itself
 */
public record RivalShape(
        Network network, int channels, int size, int hidden, int decoderSize, double gap, TimeFeatures features)
        implements NeuralShape {

    private static final int MIXING_BLOCKS = 2;

    /**
     * Checks the network.
     *
     * @param network see the component
     * @param channels see the component
     * @param size see the component
     * @param hidden see the component
     * @param decoderSize see the component
     * @param gap see the component
     * @param features see the component
     */
    public RivalShape {
        if (hasOwnShape(network)) {
            throw new IllegalArgumentException("a " + network.text() + " has a shape of its own");
        }
    }

    /** Whether another kind of shape is that of a network. */
    static boolean hasOwnShape(Network network) {
        return switch (network) {
            case LATENT_ODE, LATENT_SDE, TOKEN_TRANSFORMER -> true;
            case ODE_RNN, GRU_ODE_BAYES, NEURAL_CDE, GRU_D, RNN_DELTA, IMTS_MIXER -> false;
        };
    }

    @Override
    public int widest() {
        return Math.max(Math.max(size, hidden), decoderSize);
    }

    @Override
    public SequenceModel model() {
        DecoderOptions decoder = new DecoderOptions(true, decoderSize, Activation.TANH, Likelihood.gaussian());
        RecurrentOptions options = new RecurrentOptions(channels, size, hidden, gap, decoder, features);
        return switch (network) {
            case ODE_RNN -> new OdeRnn(options);
            case GRU_ODE_BAYES -> new GruOdeBayes(options);
            case NEURAL_CDE -> new NeuralCde(options);
            case GRU_D -> new GruD(options);
            case RNN_DELTA -> new RnnDelta(options);
            case IMTS_MIXER ->
                new ImtsMixer(new MixerOptions(channels, size, hidden, MIXING_BLOCKS, gap, decoder, features));
            case LATENT_ODE, LATENT_SDE, TOKEN_TRANSFORMER -> throw new AssertionError(network);
        };
    }
}
