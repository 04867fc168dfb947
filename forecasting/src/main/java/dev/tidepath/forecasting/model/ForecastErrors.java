package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.Window;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Validation;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a network's means are from what came in windows that are like forecasts and that it is not trained on: the mean over
 * windows of the logarithm of the mean absolute error ahead, for shares of the mean from none to all. It does not hang on
 * the size of what windows hold, nor on few that are far off.
 */
final class ForecastErrors {

    static final int LANES = 16;

    private static final int SHARES = 5;
    private static final double LEAST_ERROR = 0.01;
    /** A network that does not make errors smaller by a hundredth has nothing to say. */
    private static final double LEAST_GAIN = 0.01;

    private final List<Window> windows = new ArrayList<>();
    private final OdeSolver solver;

    ForecastErrors(PreparationBuilder data, OdeSolver solver, RandomKey key, int chunks) {
        this.solver = solver;
        for (int i = 0; i < chunks * LANES; i++) {
            windows.add(data.drawForecast(key.derive(i)));
        }
    }

    /**
     * The shares of a network's means that have the least errors.
     *
     * @param shares by channel, from 0 to 1
     * @param error mean logarithm of the errors with them
     */
    record Gate(double[] shares, double error) {}

    /** The best gate, of no share where a path cannot be solved. */
    Gate gate(SequenceModel model, double[] values) {
        double[][] errors = errors(model, values);
        double[] shares = new double[errors.length];
        double sum = 0;
        for (int c = 0; c < errors.length; c++) {
            int best = 0;
            for (int s = 1; s < SHARES; s++) {
                best = errors[c][s] < errors[c][best] && errors[c][s] < errors[c][0] - LEAST_GAIN ? s : best;
            }
            shares[c] = best / (SHARES - 1.0);
            sum += errors[c][best] / errors.length;
        }
        return new Gate(shares, sum);
    }

    /** The mean logarithm of the errors of a network's means as they are. */
    double ofWhole(SequenceModel model, double[] values) {
        double sum = 0;
        for (double[] channel : errors(model, values)) {
            sum += channel[SHARES - 1];
        }
        return sum / model.channels();
    }

    /** The errors with the best gate, as a loss. */
    Validation validation(SequenceModel model) {
        return new Validation() {
            @Override
            public int chunks() {
                return 1;
            }

            @Override
            public Worker newWorker(double[] parameters) {
                return chunk -> gate(model, parameters).error();
            }
        };
    }

    /** Mean logarithms by channel and share. */
    private double[][] errors(SequenceModel model, double[] values) {
        double[][] logs = new double[model.channels()][SHARES];
        double[] counts = new double[model.channels()];
        SequenceModel.Run run = model.newRun(values, LANES, solver, CheckpointedAdjoint.standard());
        for (int from = 0; from < windows.size(); from += LANES) {
            add(run, windows.subList(from, from + LANES), logs, counts);
        }
        for (int c = 0; c < logs.length; c++) {
            for (int s = 0; s < SHARES; s++) {
                logs[c][s] /= Math.max(1, counts[c]);
            }
        }
        return logs;
    }

    private static void add(SequenceModel.Run run, List<Window> chunk, double[][] logs, double[] counts) {
        Matrix means = means(run, chunk, logs.length);
        int column = 0;
        for (Window window : chunk) {
            Observations targets = window.targets();
            double[][] sums = new double[logs.length][SHARES];
            double[] seen = new double[logs.length];
            for (int i = 0; i < targets.size(); i++, column++) {
                for (int k = targets.first(i); targets.time(i) > window.end() && k < targets.first(i + 1); k++) {
                    int c = targets.channel(k);
                    seen[c]++;
                    for (int s = 0; s < SHARES; s++) {
                        sums[c][s] += Math.abs(targets.value(k) - s / (SHARES - 1.0) * means.get(c, column));
                    }
                }
            }
            for (int c = 0; c < logs.length; c++) {
                for (int s = 0; seen[c] > 0 && s < SHARES; s++) {
                    logs[c][s] += StrictMath.log(LEAST_ERROR + sums[c][s] / seen[c]);
                }
                counts[c] += seen[c] > 0 ? 1 : 0;
            }
        }
    }

    private static Matrix means(SequenceModel.Run run, List<Window> chunk, int channels) {
        try {
            return run.means(chunk);
        } catch (OdeException failed) {
            return Matrix.zeros(
                    channels, chunk.stream().mapToInt(w -> w.targets().size()).sum());
        }
    }
}
