package dev.tidepath.benchmarks;

import dev.tidepath.latent.DecoderOptions;
import dev.tidepath.latent.EncoderOptions;
import dev.tidepath.latent.FieldOptions;
import dev.tidepath.latent.InferenceOptions;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.latent.LatentOdeOptions;
import dev.tidepath.latent.LatentOdeRun;
import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.latent.Window;
import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import java.util.ArrayList;
import java.util.List;

/** The latent ODE of Chen et al. (2018, section 5.1): latent 4, encoder 25, field 20, decoder 20. */
final class SpiralLatentOde {

    static final OdeSolver SOLVER = OdeSolver.tsit5(1e-3, 1e-4, 10_000);
    /** The deviation of the continuity, in latent units, where it is on. */
    static final double CONTINUITY = 0.1;

    private static final int CHUNK = 100;

    private SpiralLatentOde() {}

    static LatentOde model(InferenceOptions inference) {
        LatentOdeOptions shape = new LatentOdeOptions(
                2,
                new EncoderOptions(EncoderOptions.Cell.RNN, 25, 0, false, Spirals.STEP),
                new FieldOptions.Network(4, 20),
                new DecoderOptions(false, 20, Activation.RELU, Likelihood.gaussian(Spirals.NOISE)),
                new TimeFeatures(List.of()));
        return new LatentOde(shape, inference);
    }

    /** Random series of a batch, the loss a series. */
    static Objective objective(LatentOde model, Spirals training, int batch, Adjoint adjoint, RandomKey key) {
        return Objective.of((batch + CHUNK - 1) / CHUNK, parameters -> {
            LatentOdeRun run = model.newRun(parameters, Math.min(batch, CHUNK), SOLVER, adjoint);
            return (iteration, chunk, into) -> {
                List<Window> windows = new ArrayList<>();
                for (int i = chunk * CHUNK; i < Math.min(batch, (chunk + 1) * CHUNK); i++) {
                    RandomKey own = key.derive(iteration).derive(i);
                    Observations seen = training.any(own);
                    windows.add(new Window(seen, seen, own.derive("draw")));
                }
                return run.lossAndGradient(windows, 1, 1.0 / batch, into);
            };
        });
    }

    /** Predictions by series, coordinate and point ahead. */
    static double[][][] predict(LatentOde model, double[] values, Spirals test) {
        LatentOdeRun run = model.newRun(values, CHUNK, SOLVER, GradientMethod.CHECKPOINTED.with(SOLVER));
        double[][][] predicted = new double[test.series().size()][2][Spirals.AHEAD];
        for (int from = 0; from < predicted.length; from += CHUNK) {
            List<Window> chunk = new ArrayList<>();
            for (Spirals.Spiral s : test.series().subList(from, Math.min(predicted.length, from + CHUNK))) {
                chunk.add(new Window(s.observed(), Observations.at(Spirals.ahead()), RandomKey.of(0)));
            }
            Matrix means = run.means(chunk);
            for (int b = 0; b < chunk.size(); b++) {
                for (int c = 0; c < 2; c++) {
                    System.arraycopy(means.row(c), b * Spirals.AHEAD, predicted[from + b][c], 0, Spirals.AHEAD);
                }
            }
        }
        return predicted;
    }
}
