package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A trained network. It forecasts any series that have the channels it was trained on, matched by name, with the same
 * bits whether it has just been trained or was made of its {@link #state} again.
 */
public final class FittedNeural implements FittedForecaster {

    private final NeuralState state;
    private final SequenceModel model;
    private final double[] values;
    private final RandomKey key;
    private final int threads;

    FittedNeural(NeuralState state, int threads) {
        this.state = state;
        this.model = state.options().shape().model();
        this.values = state.flat(model.parameters());
        this.key = RandomKey.of(state.options().seed());
        this.threads = threads;
    }

    /**
     * Makes a forecaster of its state; it works with all processors.
     *
     * @param state a trained network in numbers
     * @return the forecaster
     * @throws IllegalArgumentException if the weights are not those of the networks
     */
    public static FittedNeural of(NeuralState state) {
        return new FittedNeural(state, Runtime.getRuntime().availableProcessors());
    }

    /**
     * All that it is made of.
     *
     * @return the state
     */
    public NeuralState state() {
        return state;
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        return new Forecast(inParallel(state.series().select(history).series(), horizon));
    }

    /** Each series is forecast on its own, so the result does not hang on the threads. */
    private List<SeriesForecast> inParallel(List<TimeSeries> series, Horizon horizon) {
        SeriesForecast[] forecasts = new SeriesForecast[series.size()];
        int working = Math.min(threads, forecasts.length);
        List<IntConsumer> workers = new ArrayList<>();
        for (int i = 0; i < working; i++) {
            SequenceModel.Run run = model.newRun(
                    values, state.options().paths(), state.options().solver().solver(), CheckpointedAdjoint.standard());
            workers.add(s -> forecasts[s] = forecast(run, series.get(s), horizon));
        }
        try (WorkerPool pool = new WorkerPool("tidepath-forecast", working)) {
            pool.run(forecasts.length, workers);
        }
        return List.of(forecasts);
    }

    private SeriesForecast forecast(SequenceModel.Run run, TimeSeries series, Horizon horizon) {
        Requirements.requireObserved(series);
        return forecast(run, series, horizon.resolve(series));
    }

    private SeriesForecast forecast(SequenceModel.Run run, TimeSeries series, Times times) {
        RandomKey own = key.derive("forecast").derive(series.id());
        int paths = state.options().paths();
        int channels = series.channels().size();
        double[] t = state.preparation().time().modelTimes(times);
        Preparation.Ahead ahead = state.preparation().ahead(series, own, t);
        double[][][] means = new double[channels][t.length][paths];
        double[][][] draws = new double[channels][t.length][paths];
        try {
            run.sample(ahead.window(), paths, means, draws);
        } catch (OdeException tooFar) {
            throw unreachable(series, tooFar);
        }
        double[][] mean = new double[channels][t.length];
        for (int c = 0; c < mean.length; c++) {
            RandomKey level = own.derive("level").derive(c);
            for (int i = 0; i < t.length; i++) {
                double sum = 0;
                for (int p = 0; p < paths; p++) {
                    sum += means[c][i][p];
                    draws[c][i][p] =
                            ahead.value(c, t[i], draws[c][i][p]) + ahead.doubts()[c] * sign(p) * level.gaussian(p / 2);
                }
                mean[c][i] = ahead.value(c, t[i], sum / paths);
            }
        }
        requireFinite(series, mean, draws);
        return new SeriesForecast(series.id(), times, state.series().names(), new SampledPredictive(mean, draws));
    }

    /** Paths come in pairs of opposite draws. */
    private static double sign(int path) {
        return path % 2 == 0 ? 1 : -1;
    }

    private static void requireFinite(TimeSeries series, double[][] mean, double[][][] draws) {
        boolean finite = Arrays.stream(mean).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)
                && Arrays.stream(draws)
                        .flatMap(Arrays::stream)
                        .flatMapToDouble(Arrays::stream)
                        .allMatch(Double::isFinite);
        if (!finite) {
            throw Requirements.beyondNumbers(series);
        }
    }

    private static DataException unreachable(TimeSeries series, OdeException cause) {
        DataException failure = new DataException(
                "TP-D051",
                series.location(),
                "the forecast cannot be carried on to the times asked for",
                "ask for nearer times, or fit with the horizon that will be asked for");
        failure.initCause(cause);
        return failure;
    }

    @Override
    public Provenance provenance() {
        return state.provenance();
    }
}
