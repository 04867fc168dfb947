package dev.tidepath.latent;

/** The contract for {@link GruD}. */
class GruDTest extends SequenceModelContract {

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new GruD(Shapes.recurrent(channels, features, likelihood));
    }
}
