package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.autodiff.Parameters;
import java.util.List;

/** Gradients of a model's loss, with weights 0.7 of the divergence and 0.1 of all, against central differences. */
final class Differences {

    private static final double STEP = 1e-5;

    private Differences() {}

    /** The largest entry of a block, at least 1e-4. */
    static double largest(Parameters.Block block, double[] gradient) {
        double largest = 1e-4;
        for (int i = 0; i < block.size(); i++) {
            largest = Math.max(largest, Math.abs(gradient[block.offset() + i]));
        }
        return largest;
    }

    /** Some entries of each block agree, to a share of its largest; the run reads {@code at}. */
    static void assertAgree(
            SequenceModel model,
            double[] at,
            double[] gradient,
            SequenceModel.Run run,
            List<Window> chunk,
            double tolerance) {
        assertAgree(model.parameters().blocks(), at, gradient, run, chunk, tolerance);
    }

    /** The same of some blocks. */
    static void assertAgree(
            List<Parameters.Block> blocks,
            double[] at,
            double[] gradient,
            SequenceModel.Run run,
            List<Window> chunk,
            double tolerance) {
        double[] ignored = new double[at.length];
        for (Parameters.Block block : blocks) {
            double largest = largest(block, gradient);
            for (int i = 0; i < block.size(); i += Math.max(1, block.size() / 7)) {
                int k = block.offset() + i;
                double kept = at[k];
                at[k] = kept + STEP;
                double up = run.lossAndGradient(chunk, 0.7, 0.1, ignored);
                at[k] = kept - STEP;
                double difference = (up - run.lossAndGradient(chunk, 0.7, 0.1, ignored)) / (2 * STEP);
                at[k] = kept;
                assertEquals(difference, gradient[k], tolerance * largest + 1e-9, block.name() + "[" + i + "]");
            }
        }
    }
}
