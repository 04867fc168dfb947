package dev.tidepath.forecasting.model;

import static dev.tidepath.train.NonFiniteLossException.UNKNOWN;

import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.Window;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.NonFiniteLossException;
import dev.tidepath.train.Objective;
import java.util.ArrayList;
import java.util.List;

/** The loss over random windows: the negative evidence lower bound, or log-likelihood where nothing is latent. */
record Elbo(
        SequenceModel model,
        PreparationBuilder data,
        RandomKey key,
        double weight,
        int iterations,
        OdeSolver solver,
        GradientMethod gradient)
        implements Objective {

    private static final int LANES = 16;
    private static final int CHUNKS = 2;
    private static final double KL_WARM_UP = 0.3;

    Elbo(
            SequenceModel model,
            PreparationBuilder data,
            RandomKey key,
            int iterations,
            OdeSolver solver,
            GradientMethod gradient) {
        this(model, data, key, 1 / (CHUNKS * LANES * typicalCount(data, key)), iterations, solver, gradient);
    }

    private static double typicalCount(PreparationBuilder data, RandomKey key) {
        double sum = 0;
        for (int i = 0; i < LANES; i++) {
            sum += data.draw(key.derive("typical").derive(i)).targets().count();
        }
        return Math.max(1, sum / LANES);
    }

    @Override
    public int chunks() {
        return CHUNKS;
    }

    @Override
    public Worker newWorker(double[] parameters) {
        SequenceModel.Run run = model.newRun(parameters, LANES, solver, gradient.with(solver));
        return (iteration, chunk, into) -> {
            List<Window> windows = new ArrayList<>();
            RandomKey own = key.derive(iteration).derive(chunk);
            for (int i = 0; i < LANES; i++) {
                windows.add(data.draw(own.derive(i)));
            }
            double klWeight = Math.min(1, iteration / (KL_WARM_UP * iterations));
            try {
                return run.lossAndGradient(windows, klWeight, weight, into);
            } catch (OdeException failed) {
                throw located(own, failed.sample(), failed.t(), "the latent path cannot be solved", failed);
            } catch (NonFiniteLossException failed) {
                throw located(own, failed.sample(), failed.time(), "the loss is not finite", failed);
            } catch (ArithmeticException failed) {
                throw located(own, UNKNOWN, Double.NaN, "the gradient is not finite", failed);
            }
        };
    }

    /** A failure in one of the windows drawn by a key, in terms of the series. */
    private NonFiniteLossException located(
            RandomKey drawn, int sample, double time, String what, RuntimeException cause) {
        String series = sample == UNKNOWN ? "" : ", series '" + data.seriesOf(drawn.derive(sample)) + "'";
        String when = Double.isFinite(time) ? " at " + data.preparation().time().text(time) : "";
        NonFiniteLossException located = new NonFiniteLossException(sample, time, what + series + when);
        located.initCause(cause);
        return located;
    }
}
