package dev.tidepath.latent;

/** The contract for {@link RnnDelta}. */
class RnnDeltaTest extends SequenceModelContract {

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new RnnDelta(Shapes.recurrent(channels, features, likelihood));
    }
}
