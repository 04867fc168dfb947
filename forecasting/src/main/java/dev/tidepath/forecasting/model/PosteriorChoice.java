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
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a latent ODE forecasts from its encoder's posterior or from the refined one, by their errors ahead of random
 * training windows. The refined one is that of the trained path and noise; where these are not what the data follow, the
 * encoder, which was trained to predict, does better.
 */
final class PosteriorChoice {

    /** After fewer iterations there is no path to trust. */
    static final int LEAST_TRAINED = 100;

    private static final int REFINEMENT = 10;
    private static final int CHUNKS = 3;
    private static final int LANES = 16;
    /** So much less the refined error must be. */
    private static final double MARGIN = 0.95;

    private PosteriorChoice() {}

    /** The shape with or without refinement. */
    static LatentOdeShape choose(
            LatentOdeShape shape, double[] values, PreparationBuilder data, OdeSolver solver, RandomKey key) {
        LatentOdeShape refined = shape.withRefinement(REFINEMENT);
        double encoded = error(shape.model(), values, data, solver, key);
        return error(refined.model(), values, data, solver, key) < MARGIN * encoded ? refined : shape;
    }

    /** The root mean square error ahead, infinite if a path cannot be solved. */
    private static double error(
            SequenceModel model, double[] values, PreparationBuilder data, OdeSolver solver, RandomKey key) {
        SequenceModel.Run run = model.newRun(values, LANES, solver, CheckpointedAdjoint.standard());
        double sum = 0;
        int count = 0;
        for (int c = 0; c < CHUNKS; c++) {
            List<Window> chunk = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                chunk.add(data.draw(key.derive(c).derive(i)));
            }
            Matrix means;
            try {
                means = run.means(chunk);
            } catch (OdeException failed) {
                return Double.POSITIVE_INFINITY;
            }
            int column = 0;
            for (Window window : chunk) {
                Observations targets = window.targets();
                int ahead = targets.firstAtOrAfter(Math.nextUp(window.end()));
                count += targets.first(targets.size()) - targets.first(ahead);
                for (int i = ahead; i < targets.size(); i++) {
                    for (int k = targets.first(i); k < targets.first(i + 1); k++) {
                        double apart = means.get(targets.channel(k), column + i) - targets.value(k);
                        sum += apart * apart;
                    }
                }
                column += targets.size();
            }
        }
        return StrictMath.sqrt(sum / Math.max(1, count));
    }
}
