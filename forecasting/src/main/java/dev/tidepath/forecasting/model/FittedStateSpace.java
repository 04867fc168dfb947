package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.forecasting.statespace.ChannelFilter;
import dev.tidepath.forecasting.statespace.FittedChannel;
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
        return forecast(one, filters(one, ChannelFilter::over), KnownCovariates.of(one), times);
    }

    /** Makes the filter of a channel of models fitted on it or models to adapt. */
    private interface Reading {
        ChannelFilter of(Optional<FittedChannel> own, FittedChannel pooled, Channel channel, KnownCovariates known);
    }

    private List<ChannelFilter> filters(TimeSeries one, Reading reading) {
        KnownCovariates known = KnownCovariates.of(one);
        Optional<List<FittedChannel>> own = Optional.ofNullable(bySeries.get(one.id()));
        List<Channel> targets = one.targets();
        List<ChannelFilter> filters = new ArrayList<>();
        for (int c = 0; c < targets.size(); c++) {
            int channel = c;
            filters.add(reading.of(own.map(o -> o.get(channel)), pooled.get(c), targets.get(c), known));
        }
        return filters;
    }

    /** Forecasts from filters of all that was observed of a series, of which the last observations do besides. */
    SeriesForecast forecast(TimeSeries recent, List<ChannelFilter> filters, KnownCovariates known, Times times) {
        RandomKey key = RandomKey.of(options.seed()).derive("state space").derive(recent.id());
        List<Channel> targets = recent.targets();
        double[][] means = new double[targets.size()][];
        double[][] deviations = new double[targets.size()][];
        double[][][] draws = new double[targets.size()][][];
        List<ValueTransform> transforms = new ArrayList<>();
        for (int c = 0; c < means.length; c++) {
            FittedChannel.Prediction p = filters.get(c).predict(times, known, key.derive(c), options.paths());
            Requirements.requireFinite(recent, p.means(), p.deviations());
            means[c] = p.means();
            deviations[c] = p.deviations();
            draws[c] = p.paths();
            transforms.add(p.transform());
        }
        NormalPredictive normal = new NormalPredictive(means, deviations, draws);
        List<Domain> domains = targets.stream().map(c -> c.spec().domain()).toList();
        List<String> names = targets.stream().map(Channel::name).toList();
        return new SeriesForecast(recent.id(), times, names, new TransformedPredictive(normal, transforms, domains));
    }

    /**
     * A session that carries the filtered states on: an observation and a forecast cost the same after a thousand as after a
     * hundred thousand observations.
     */
    @Override
    public ForecastSession session(TimeSeries history) {
        TimeSeries known = series.select(SeriesSet.of(history)).series().get(0);
        return new StateSpaceSession(this, history, filters(known, ChannelFilter::after));
    }
}
