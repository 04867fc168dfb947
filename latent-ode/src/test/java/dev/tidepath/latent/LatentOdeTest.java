package dev.tidepath.latent;

import dev.tidepath.nn.Activation;

/** The contract for {@link LatentOde}, which reads the whole context before it predicts. */
class LatentOdeTest extends SequenceModelContract {

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new LatentOde(new LatentOdeOptions(
                channels,
                new EncoderOptions(EncoderOptions.Cell.GRU, 12, 8, false, 0.1),
                new FieldOptions.Network(4, 8),
                new DecoderOptions(true, 6, Activation.TANH, likelihood),
                features));
    }

    @Override
    boolean causal() {
        return false;
    }
}
