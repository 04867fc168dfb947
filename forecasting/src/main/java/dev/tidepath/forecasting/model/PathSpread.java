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
import java.util.Arrays;

/** How far the paths of a network are apart before any noise of the observations, by their lead, in windows that are like forecasts. */
final class PathSpread {

    private static final int WINDOWS = 16;
    private static final int PATHS = 32;

    private PathSpread() {}

    /** Of a network whose paths are one. */
    static ErrorGrowth[] none(int channels) {
        ErrorGrowth[] none = new ErrorGrowth[channels];
        Arrays.fill(none, ErrorGrowth.NONE);
        return none;
    }

    /** By channel; none where no path can be solved. */
    static ErrorGrowth[] of(
            SequenceModel model, double[] values, PreparationBuilder data, OdeSolver solver, RandomKey key) {
        SquaredErrors[] squares = SquaredErrors.ofChannels(model.channels());
        SequenceModel.Run run = model.newRun(values, PATHS, solver, CheckpointedAdjoint.standard());
        for (int w = 0; w < WINDOWS; w++) {
            try {
                add(run, data.drawForecast(key.derive(w)), squares);
            } catch (OdeException failed) {
                return none(model.channels());
            }
        }
        ErrorGrowth[] spread = none(model.channels());
        for (int c = 0; c < spread.length; c++) {
            spread[c] = squares[c].count() == 0 ? ErrorGrowth.NONE : squares[c].growth();
        }
        return spread;
    }

    private static void add(SequenceModel.Run run, Window window, SquaredErrors[] squares) {
        Observations targets = window.targets();
        double[][][] means = new double[squares.length][targets.size()][PATHS];
        run.sample(window, PATHS, means, new double[squares.length][targets.size()][PATHS]);
        for (int i = 0; i < targets.size(); i++) {
            for (int k = targets.first(i); targets.time(i) > window.end() && k < targets.first(i + 1); k++) {
                int c = targets.channel(k);
                double mean = Arrays.stream(means[c][i]).sum() / PATHS;
                double lead = window.lead(c, targets.time(i));
                for (double path : means[c][i]) {
                    squares[c].add(lead, path - mean);
                }
            }
        }
    }
}
