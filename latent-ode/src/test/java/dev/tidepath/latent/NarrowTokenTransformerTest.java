package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;

/** The contract for a {@link TokenTransformer} that reads few times and needs several sequences for what is asked. */
class NarrowTokenTransformerTest extends SequenceModelContract {

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return TokenTransformerTest.model(channels, 3, 2, features, likelihood);
    }

    @Override
    boolean isLearnt(Parameters.Block block) {
        return !TokenTransformerTest.isOfCalibration(block);
    }

    /** What is asked for before the times that are read is told all that comes after it. */
    @Override
    boolean causal() {
        return false;
    }

    @Override
    boolean goesOnWithSines() {
        return false;
    }
}
