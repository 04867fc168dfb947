package dev.tidepath.latent;

import dev.tidepath.nn.Activation;
import dev.tidepath.sde.SdeSolver;
import dev.tidepath.sde.StochasticTableau;

/** The contract for {@link LatentSde} with a network and a reversion for its drift. */
class LatentSdeTest extends SequenceModelContract {

    FieldOptions prior() {
        return new FieldOptions.Network(4, 8);
    }

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new LatentSde(new LatentSdeOptions(
                channels,
                new EncoderOptions(EncoderOptions.Cell.GRU, 8, 0, false, 0.1),
                prior(),
                8,
                new DecoderOptions(true, 6, Activation.TANH, likelihood),
                features,
                new SdeSolver(StochasticTableau.SRA1, 2),
                0.2));
    }

    @Override
    boolean causal() {
        return false;
    }

    @Override
    boolean goesOnWithSines() {
        return false;
    }
}
