package dev.tidepath.latent;

/** The contract for {@link OdeRnn}. */
class OdeRnnTest extends SequenceModelContract {

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new OdeRnn(Shapes.recurrent(channels, features, likelihood));
    }
}
