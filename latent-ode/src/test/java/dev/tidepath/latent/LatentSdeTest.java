package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.sde.SdeSolver;
import dev.tidepath.sde.StochasticTableau;
import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

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

    /** What a path is at times close together is nearly the same, far apart it has been made anew by its noise. */
    @Test
    void pathsAreRandomBeyondTheObservations() {
        SequenceModel model = model(1, new TimeFeatures(List.of()), Likelihood.gaussian());
        Observations seen = Observations.merge(new double[][] {{0, 0.3}}, new double[][] {{1, -0.5}});
        Window window = new Window(seen, Observations.at(0.5, 0.5001, 8), RandomKey.of(2));
        int paths = 400;
        double[][][] means = new double[1][3][paths];
        model.newRun(
                        model.initialValues(RandomKey.of(1)),
                        paths,
                        OdeSolver.dopri5(1e-3, 1e-3, 1000),
                        CheckpointedAdjoint.standard())
                .sample(window, paths, means, new double[1][3][paths]);
        double near = new PearsonsCorrelation().correlation(means[0][0], means[0][1]);
        double far = new PearsonsCorrelation().correlation(means[0][0], means[0][2]);
        assertTrue(near > 0.99 && near < 1 - 1e-9, "correlation nearby " + near);
        assertTrue(Math.abs(far) < 0.7, "correlation far away " + far);
    }
}
