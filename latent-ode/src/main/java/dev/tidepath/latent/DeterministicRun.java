package dev.tidepath.latent;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.Arrays;
import java.util.List;

/** A run of a model without random states: what is decoded at a target is known, and sample paths differ by noise alone. */
abstract sealed class DeterministicRun implements SequenceModel.Run permits RecurrentRun, ImtsMixerRun {

    private final int channels;
    private final Decoder.Run decoder;

    DeterministicRun(int channels, Decoder.Run decoder) {
        this.channels = channels;
        this.decoder = decoder;
    }

    /** The states to decode at all targets, packed window by window. */
    abstract Matrix states(List<Window> chunk);

    /** The weighted loss; leaves the adjoints of the states behind and adds those of the decoder's parameters. */
    final double score(Matrix states, List<Window> chunk, double weight, double[] gradient) {
        double[] weights = new double[chunk.size()];
        Arrays.fill(weights, weight);
        double[] each = decoder.lossAndPullback(states, chunk, weights, gradient);
        double loss = 0;
        for (int i = 0; i < states.batch(); i++) {
            loss += each[i];
        }
        if (!Double.isFinite(loss)) {
            throw decoder.blamed(chunk, 1)
                    .orElseGet(() -> new NonFiniteLossException("the sum of the losses is not finite"));
        }
        return weight * loss;
    }

    /** Those that {@link #score} left behind. */
    final Matrix stateAdjoints() {
        return decoder.stateAdjoints();
    }

    @Override
    public final Matrix means(List<Window> chunk) {
        Matrix states = states(chunk);
        Matrix means = Matrix.zeros(channels, states.batch());
        decoder.mean(states, chunk, means);
        return means;
    }

    @Override
    public final void sample(Window window, int paths, double[][][] means, double[][][] draws) {
        Matrix one = means(List.of(window));
        int targets = one.batch();
        Matrix decoded = Matrix.zeros(channels, paths * targets);
        for (int p = 0; p < paths; p++) {
            decoded.paste(one, p * targets);
        }
        decoder.scatter(window, decoded, paths, means, draws);
    }
}
