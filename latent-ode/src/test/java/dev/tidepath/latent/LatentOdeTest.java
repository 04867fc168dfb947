package dev.tidepath.latent;

/** The contract for {@link LatentOde}, which reads the whole context before it predicts. */
class LatentOdeTest extends SequenceModelContract {

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new LatentOde(Shapes.encodedBy(EncoderOptions.Cell.GRU, channels, features, likelihood));
    }

    @Override
    boolean causal() {
        return false;
    }
}
