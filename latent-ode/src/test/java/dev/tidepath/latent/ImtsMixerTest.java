package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract for {@link ImtsMixer}, which reads the whole context before it predicts. */
class ImtsMixerTest extends SequenceModelContract {

    private static MixerOptions options(int channels, int blocks, TimeFeatures features, Likelihood likelihood) {
        DecoderOptions decoder = new DecoderOptions(true, 6, Activation.TANH, likelihood);
        return new MixerOptions(channels, 6, 10, blocks, 0.1, decoder, features);
    }

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new ImtsMixer(options(channels, 2, features, likelihood));
    }

    @Override
    boolean causal() {
        return false;
    }

    /** Three channels, the last never observed, each decoded by itself. */
    private static Matrix means(int blocks, double second, double shift) {
        Observations context = Observations.merge(
                new double[][] {{shift, shift + 1}, {shift + 0.5}, {}}, new double[][] {{1, 2}, {second}, {}});
        Window window = new Window(context, Observations.at(shift + 0.2, shift + 2), RandomKey.of(1));
        DecoderOptions each = new DecoderOptions(true, 0, Activation.TANH, Likelihood.gaussian());
        ImtsMixer model = new ImtsMixer(new MixerOptions(3, 6, 10, blocks, 0.1, each, new TimeFeatures(List.of())));
        double[] values = model.initialValues(RandomKey.of(2));
        int weight = model.parameters().blocks().stream()
                .filter(block -> block.name().equals("decoder.linear.weight"))
                .mapToInt(Parameters.Block::offset)
                .sum();
        for (int k = 0; k < 9; k++) {
            values[weight + k] = k % 4 == 0 ? 1 : 0;
        }
        return model.newRun(values, 1, OdeSolver.dopri5(1e-3, 1e-4, 100), CheckpointedAdjoint.standard())
                .means(List.of(window));
    }

    @Test
    void channelsKnowOfEachOtherThroughTheMixingAlone() {
        assertEquals(means(0, 1, 0).get(0, 1), means(0, 5, 0).get(0, 1));
        assertNotEquals(means(0, 1, 0).get(1, 1), means(0, 5, 0).get(1, 1));
        assertNotEquals(means(1, 1, 0).get(0, 1), means(1, 5, 0).get(0, 1));
        assertNotEquals(means(1, 1, 0).get(2, 1), means(1, 5, 0).get(2, 1));
    }

    @Test
    void withoutTimeFeaturesAShiftInTimeChangesNothing() {
        for (int c = 0; c < 3; c++) {
            assertEquals(means(1, 1, 0).get(c, 0), means(1, 1, 64).get(c, 0), 1e-12);
        }
    }
}
