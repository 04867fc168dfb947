package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.Window;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a latent ODE forecasts from its encoder's posterior, as far as that is of use, or from the refined one, by their
 * errors ahead in random windows that are like forecasts. The refined one is that of the trained path and noise; where these are not what the data follow,
 * the encoder, which was trained to predict, does better.
 *
 * <p>The noise was learnt about the encoder's paths, and holds their errors; about the refined ones it is measured again.
 */
final class PosteriorChoice {

    /** After fewer iterations there is no path to trust. */
    static final int LEAST_TRAINED = 100;

    private static final int REFINEMENT = 10;
    private static final int LANES = 16;
    private static final int WINDOWS = 3 * LANES;
    private static final int PATHS = 32;

    private final double[] values;
    private final OdeSolver solver;
    private final List<Window> windows = new ArrayList<>();
    private final ForecastErrors ahead;

    PosteriorChoice(double[] values, PreparationBuilder data, OdeSolver solver, RandomKey key, ForecastErrors ahead) {
        this.values = values;
        this.solver = solver;
        this.ahead = ahead;
        for (int i = 0; i < WINDOWS; i++) {
            windows.add(data.drawForecast(key.derive(i)));
        }
    }

    /**
     * The shape with refinement if that is better, and then with the noise measured for windows like a typical one. Where a
     * path cannot be solved the encoder's posterior stays, with the noise that was learnt.
     */
    LatentOdeShape choose(LatentOdeShape shape, Window typical) {
        LatentOdeShape refined = shape.withRefinement(REFINEMENT);
        SequenceModel model = refined.model();
        double[] learnt = values.clone();
        try {
            if (ahead.ofWhole(model, values) < ahead.gate(shape.model(), values).error()) {
                measureNoise(model, typical, errors(model));
                return refined;
            }
        } catch (OdeException failed) {
            System.arraycopy(learnt, 0, values, 0, values.length);
        }
        return shape;
    }

    /** Errors about the likeliest paths, by channel. */
    private SquaredErrors[] errors(SequenceModel model) {
        SquaredErrors[] errors = SquaredErrors.ofChannels(model.channels());
        SequenceModel.Run run = newRun(model, LANES);
        for (int from = 0; from < WINDOWS; from += LANES) {
            List<Window> chunk = windows.subList(from, from + LANES);
            Matrix means = run.means(chunk);
            int column = 0;
            for (Window window : chunk) {
                Observations targets = window.targets();
                for (int i = 0; i < targets.size(); i++, column++) {
                    for (int k = targets.first(i); k < targets.first(i + 1); k++) {
                        int c = targets.channel(k);
                        double lead = window.lead(c, targets.time(i));
                        double error = targets.value(k) - means.get(c, column);
                        errors[c].add(lead, error);
                    }
                }
            }
        }
        return errors;
    }

    /**
     * Sets the noise to what the errors about a model's paths say: their growth with the lead, scaled so that samples have
     * the errors' variance, of which the doubt about the start is a part. As far as no window reaches the horizon, it
     * stays what was learnt.
     */
    private void measureNoise(SequenceModel model, Window typical, SquaredErrors[] errors) {
        LearntNoise noise = new LearntNoise(model, values, typical);
        ErrorGrowth[] learnt = new ErrorGrowth[errors.length];
        ErrorGrowth[] about = new ErrorGrowth[errors.length];
        for (int c = 0; c < errors.length; c++) {
            learnt[c] = noise.growth(c);
            about[c] = errors[c].count() == 0 ? learnt[c] : errors[c].growth();
            noise.set(c, about[c]);
        }
        SquaredErrors[] measured = SquaredErrors.ofChannels(errors.length);
        SquaredErrors[] sampled = SquaredErrors.ofChannels(errors.length);
        SequenceModel.Run run = newRun(model, PATHS);
        for (Window window : windows) {
            sample(run, window, measured, sampled);
        }
        for (int c = 0; c < errors.length; c++) {
            if (measured[c].count() > 0) {
                ErrorGrowth scaled = about[c].times(measured[c].meanSquare() / sampled[c].meanSquare());
                noise.set(c, scaled.mix(learnt[c], 1 - errors[c].longestLead(), 1));
            }
        }
    }

    private static void sample(
            SequenceModel.Run run, Window window, SquaredErrors[] measured, SquaredErrors[] sampled) {
        Observations targets = window.targets();
        double[][][] means = new double[measured.length][targets.size()][PATHS];
        double[][][] draws = new double[measured.length][targets.size()][PATHS];
        run.sample(window, PATHS, means, draws);
        for (int i = 0; i < targets.size(); i++) {
            for (int k = targets.first(i); k < targets.first(i + 1); k++) {
                int c = targets.channel(k);
                double mean = Arrays.stream(means[c][i]).sum() / PATHS;
                measured[c].add(0, targets.value(k) - mean);
                for (double draw : draws[c][i]) {
                    sampled[c].add(0, draw - mean);
                }
            }
        }
    }

    private SequenceModel.Run newRun(SequenceModel model, int capacity) {
        return model.newRun(values, capacity, solver, CheckpointedAdjoint.standard());
    }
}
