package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.forecasting.statespace.ChannelFilter;
import dev.tidepath.forecasting.statespace.FittedChannel;
import dev.tidepath.forecasting.statespace.GapStretches;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fitted state-space models: plain numbers.
 *
 * @param series which series it takes
 * @param bySeries models by series id and channel
 * @param pooled models by channel for other series
 * @param options how sample paths are drawn
 * @param threads how many threads forecast; results do not depend on it
 * @param provenance how this came about
 */
public record FittedStateSpace(
        SeriesSchema series,
        Map<String, List<FittedChannel>> bySeries,
        List<FittedChannel> pooled,
        SamplingOptions options,
        int threads,
        Provenance provenance)
        implements FittedForecaster {

    /**
     * Keeps unmodifiable copies, sorted by id, and checks that there is a model for each channel.
     *
     * @param series see the component
     * @param bySeries see the component
     * @param pooled see the component
     * @param options see the component
     * @param threads see the component
     * @param provenance see the component
     * @throws IllegalArgumentException if there is not
     */
    public FittedStateSpace {
        Map<String, List<FittedChannel>> sorted = new TreeMap<>();
        int channels = series.targets().size();
        bySeries.forEach((id, models) -> {
            Requirements.requireChannels("models of series '" + id + "'", models.size(), channels);
            sorted.put(id, List.copyOf(models));
        });
        bySeries = Collections.unmodifiableMap(sorted);
        pooled = List.copyOf(pooled);
        Requirements.requireChannels("pooled models", pooled.size(), channels);
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        SeriesSet known = series.select(history);
        return new Forecast(SeriesWork.inParallel(threads, known.series(), s -> forecast(s, horizon)));
    }

    private SeriesForecast forecast(TimeSeries one, Horizon horizon) {
        one.requireObserved();
        Times times = horizon.resolve(one);
        return forecast(one, read(one, ChannelFilter::over), KnownCovariates.of(one), times);
    }

    /** What becomes of a channel by models fitted on it, or models to adapt. */
    private interface Reading<T> {
        T of(Optional<FittedChannel> own, FittedChannel pooled, Channel channel, KnownCovariates known);
    }

    private <T> List<T> read(TimeSeries one, Reading<T> reading) {
        KnownCovariates known = KnownCovariates.of(one);
        Optional<List<FittedChannel>> own = Optional.ofNullable(bySeries.get(one.id()));
        List<Channel> targets = one.targets();
        List<T> all = new ArrayList<>();
        for (int c = 0; c < targets.size(); c++) {
            int channel = c;
            all.add(reading.of(own.map(o -> o.get(channel)), pooled.get(c), targets.get(c), known));
        }
        return all;
    }

    /** Forecasts from filters of all that was observed of a series, of which the last observations do besides. */
    SeriesForecast forecast(TimeSeries recent, List<ChannelFilter> filters, KnownCovariates known, Times times) {
        RandomKey key = RandomKey.of(options.seed()).derive("state space").derive(recent.id());
        List<FittedChannel.Prediction> channels = new ArrayList<>();
        for (ChannelFilter filter : filters) {
            channels.add(filter.predict(times, known, key.derive(channels.size()), options.paths()));
        }
        return joined(recent, times, channels);
    }

    @Override
    public boolean canImpute() {
        return true;
    }

    @Override
    public Forecast impute(SeriesSet given, Filling filling) {
        SeriesSet known = series.select(given);
        return new Forecast(SeriesWork.inParallel(threads, known.series(), s -> impute(s, filling)));
    }

    private SeriesForecast impute(TimeSeries one, Filling filling) {
        one.requireObserved();
        Times times = filling.resolve(one);
        RandomKey key = RandomKey.of(options.seed()).derive("imputed").derive(one.id());
        List<FittedChannel> models = read(one, ChannelFilter::models);
        List<FittedChannel.Prediction> channels = new ArrayList<>();
        for (int c = 0; c < models.size(); c++) {
            channels.add(new GapStretches(one, one.targets().get(c), models.get(c))
                    .impute(times, key.derive(c), options.paths()));
        }
        return KeptObservations.in(joined(one, times, channels), one.targets());
    }

    @Override
    public boolean canExplain() {
        return true;
    }

    @Override
    public Explanation explain(SeriesSet history, Horizon horizon, String channel) {
        return SeriesWork.explain(threads, series, history, horizon, channel, this::explain);
    }

    private SeriesExplanation explain(TimeSeries one, Times last, int index) {
        KnownCovariates known = KnownCovariates.of(one);
        List<ChannelFilter> filters = read(one, ChannelFilter::over);
        SeriesForecast forecast = forecast(one, filters, known, last);
        double[] slopes = ((TransformedPredictive) forecast.predictive()).normalSlopes(index, 0);
        double[] gradient = filters.get(index).explain(last, known, slopes[0], slopes[1]);
        return SeriesExplanation.ofOwnChannel(one, index, last, forecast.mean(index, 0), gradient);
    }

    /** What is said of each channel in transformed values as one distribution in the user's units. */
    private static SeriesForecast joined(TimeSeries one, Times times, List<FittedChannel.Prediction> channels) {
        channels.forEach(p -> Requirements.requireFinite(one, p.means(), p.deviations()));
        NormalPredictive normal = new NormalPredictive(
                channels.stream().map(FittedChannel.Prediction::means).toArray(double[][]::new),
                channels.stream().map(FittedChannel.Prediction::deviations).toArray(double[][]::new),
                channels.stream().map(FittedChannel.Prediction::paths).toArray(double[][][]::new));
        List<ValueTransform> transforms =
                channels.stream().map(FittedChannel.Prediction::transform).toList();
        List<Domain> domains =
                one.targets().stream().map(c -> c.spec().domain()).toList();
        List<String> names = one.targets().stream().map(Channel::name).toList();
        return new SeriesForecast(one.id(), times, names, new TransformedPredictive(normal, transforms, domains));
    }

    /**
     * A session that carries the filtered states on: an observation and a forecast cost the same after a thousand as after a
     * hundred thousand observations.
     */
    @Override
    public ForecastSession session(TimeSeries history) {
        TimeSeries known = series.select(SeriesSet.of(history)).series().get(0);
        return new StateSpaceSession(this, history, read(known, ChannelFilter::after));
    }
}
