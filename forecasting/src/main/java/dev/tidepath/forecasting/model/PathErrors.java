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

/**
 * How far the random paths of a network are apart before any noise of the observations, and how far what came is from their mean,
 * both by the lead, in windows to train on and windows that are like forecasts.
 *
 * @param spread by channel
 * @param errors by channel
 */
record PathErrors(ErrorGrowth[] spread, SquaredErrors[] errors) {

    private static final int WINDOWS = 64;
    private static final int PATHS = 32;

    /** Of a network whose paths are no more apart than its noise knows, and is not measured. */
    static PathErrors none(int channels) {
        ErrorGrowth[] none = new ErrorGrowth[channels];
        Arrays.fill(none, ErrorGrowth.NONE);
        return new PathErrors(none, SquaredErrors.ofChannels(channels));
    }

    /** Measured; nothing where a path cannot be solved. */
    static PathErrors of(
            SequenceModel model, double[] values, PreparationBuilder data, OdeSolver solver, RandomKey key) {
        SquaredErrors[] apart = SquaredErrors.ofChannels(model.channels());
        SquaredErrors[] errors = SquaredErrors.ofChannels(model.channels());
        SequenceModel.Run run = model.newRun(values, PATHS, solver, CheckpointedAdjoint.standard());
        for (int w = 0; w < WINDOWS; w++) {
            try {
                add(run, w % 2 == 0 ? data.drawForecast(key.derive(w)) : data.draw(key.derive(w)), apart, errors);
            } catch (OdeException failed) {
                return none(model.channels());
            }
        }
        ErrorGrowth[] spread = Arrays.stream(apart)
                .map(own -> own.count() == 0 ? ErrorGrowth.NONE : own.growth())
                .toArray(ErrorGrowth[]::new);
        return new PathErrors(spread, errors);
    }

    private static void add(SequenceModel.Run run, Window window, SquaredErrors[] apart, SquaredErrors[] errors) {
        Observations targets = window.targets();
        double[][][] means = new double[apart.length][targets.size()][PATHS];
        run.sample(window, PATHS, means, new double[apart.length][targets.size()][PATHS]);
        for (int i = 0; i < targets.size(); i++) {
            for (int k = targets.first(i); targets.time(i) > window.end() && k < targets.first(i + 1); k++) {
                int c = targets.channel(k);
                double mean = Arrays.stream(means[c][i]).sum() / PATHS;
                double lead = window.lead(c, targets.time(i));
                errors[c].add(lead, targets.value(k) - mean);
                for (double path : means[c][i]) {
                    apart[c].add(lead, path - mean);
                }
            }
        }
    }
}
