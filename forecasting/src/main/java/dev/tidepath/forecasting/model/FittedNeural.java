package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.AheadGradient;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.latent.LatentOdeRun;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** A session that encodes the last {@value Preparation#MOST_READ} observations of each channel for every forecast. */
    @Override
    public ForecastSession session(TimeSeries history) {
        return ForecastSession.ofRecent(this, history, state.series(), Preparation.MOST_READ);
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
        series.requireObserved();
        return forecast(run, series.recent(Preparation.MOST_READ), horizon.resolve(series));
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
                double linear = ahead.linear(c, t[i]);
                double sum = 0;
                for (int p = 0; p < paths; p++) {
                    sum += means[c][i][p];
                    draws[c][i][p] = ahead.value(c, linear, draws[c][i][p])
                            + ahead.doubts()[c] * sign(p) * level.gaussian(p / 2);
                }
                mean[c][i] = ahead.value(c, linear, sum / paths);
            }
        }
        requireFinite(series, mean, draws);
        return new SeriesForecast(series.id(), times, state.series().names(), new SampledPredictive(mean, draws));
    }

    @Override
    public Explanation explain(SeriesSet history, Horizon horizon, String channel) {
        if (!canExplain()) {
            return FittedForecaster.super.explain(history, horizon, channel);
        }
        List<SeriesExplanation> all = new ArrayList<>();
        for (TimeSeries one : state.series().select(history).series()) {
            explain(one, horizon, channel, (f, c, t) -> new Reading(f.mean(c, t), Optional.empty()))
                    .ifPresent(all::add);
        }
        return new Explanation(all);
    }

    /** Whether this kind of network has a pass back to what it reads. */
    @Override
    public boolean canExplain() {
        return model instanceof LatentOde;
    }

    /**
     * A mean of a forecast at one channel and time.
     *
     * @param mean the number
     * @param ofDraws how it follows each draw; empty if it is the mean of the forecast itself
     */
    record Reading(double mean, Optional<double[]> ofDraws) {}

    /** How a forecast is read at one channel and time. */
    interface Reader {

        Reading of(SeriesForecast forecast, int channel, int time);
    }

    /** How a reading at the last time follows the observations as this forecaster is given them. */
    Optional<SeriesExplanation> explain(TimeSeries series, Horizon horizon, String channel, Reader reader) {
        int c = state.series().requireTarget(channel);
        int paths = state.options().paths();
        LatentOdeRun run = ((LatentOde) model)
                .newRun(values, paths, state.options().solver().solver(), CheckpointedAdjoint.standard());
        SeriesForecast forecast = forecast(run, series, horizon);
        Times times = forecast.times();
        if (times.size() == 0) {
            return Optional.empty();
        }
        int last = times.size() - 1;
        Reading reading = reader.of(forecast, c, last);
        double[] weights = reading.ofDraws().orElseGet(() -> {
            double[] equal = new double[paths];
            Arrays.fill(equal, 1.0 / paths);
            return equal;
        });
        double total = 0;
        double value = 0;
        for (int p = 0; p < paths; p++) {
            total += weights[p];
            value += weights[p] * forecast.sample(c, last, p);
        }
        double[] t = state.preparation().time().modelTimes(times);
        TimeSeries recent = series.recent(Preparation.MOST_READ);
        Preparation.Ahead ahead =
                state.preparation().ahead(recent, key.derive("forecast").derive(series.id()), t);
        double[] context = run.contextGradient(ahead.window(), c, last, weights);
        double[][] gradient = new AheadGradient(recent, ahead)
                .pullback(c, t[last], total, reading.ofDraws().isPresent() ? value : reading.mean(), context);
        List<ChannelGradient> gradients = new ArrayList<>();
        for (int i = 0; i < gradient.length; i++) {
            gradients.add(ChannelGradient.ofLast(series.channels().get(i), gradient[i]));
        }
        return Optional.of(
                new SeriesExplanation(series.id(), channel, times.slice(last, last + 1), reading.mean(), gradients));
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
