package dev.tidepath.latent;

/** The contract for {@link NeuralCde}. */
class NeuralCdeTest extends SequenceModelContract {

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new NeuralCde(Shapes.recurrent(channels, features, likelihood));
    }
}
