package dev.tidepath.latent;

/** The contract for {@link GruOdeBayes}. */
class GruOdeBayesTest extends SequenceModelContract {

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new GruOdeBayes(Shapes.recurrent(channels, features, likelihood));
    }
}
