package dev.tidepath.latent;

import dev.tidepath.nn.Activation;

/** Shapes that tests use. */
final class Shapes {

    private Shapes() {}

    static LatentOdeOptions modal(
            int channels, int statics, int modes, int encoder, int field, int decoder, TimeFeatures features) {
        return new LatentOdeOptions(
                channels,
                new EncoderOptions(EncoderOptions.Cell.GRU, encoder, encoder, true, 0.1),
                new FieldOptions.Modes(statics, modes, field, 2, 9),
                new DecoderOptions(true, decoder, Activation.TANH, Likelihood.gaussian()),
                features);
    }

    /** The paper's: RNN, plain network, rectified decoder, known noise. */
    static LatentOdeOptions plain(int channels, int latent, Likelihood likelihood) {
        return new LatentOdeOptions(
                channels,
                new EncoderOptions(EncoderOptions.Cell.RNN, 6, 0, false, 0.1),
                new FieldOptions.Network(latent, 5),
                new DecoderOptions(false, 7, Activation.RELU, likelihood),
                new TimeFeatures(java.util.List.of()));
    }

    /** Of a size that learns sines, with an encoder of a kind. */
    static LatentOdeOptions encodedBy(
            EncoderOptions.Cell cell, int channels, TimeFeatures features, Likelihood likelihood) {
        return new LatentOdeOptions(
                channels,
                new EncoderOptions(cell, 12, 8, false, 0.1),
                new FieldOptions.Network(4, 8),
                new DecoderOptions(true, 6, Activation.TANH, likelihood),
                features);
    }

    static RecurrentOptions recurrent(int channels, TimeFeatures features, Likelihood likelihood) {
        DecoderOptions decoder = new DecoderOptions(true, 6, Activation.TANH, likelihood);
        return new RecurrentOptions(channels, 8, 5, 0.1, decoder, features);
    }
}
