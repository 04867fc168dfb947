package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.forecasting.statespace.ChannelHistory;
import dev.tidepath.forecasting.statespace.FittedChannel;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fitted state-space models: plain numbers.
 *
 * @param fittedOn channels and axis
 * @param domains domain by channel to forecast
 * @param bySeries models by series id and channel
 * @param pooled models by channel for other series
 * @param seed seed of the sample paths
 * @param paths how many joint sample paths a forecast holds
 * @param threads how many threads forecast; results do not depend on it
 * @param provenance how this came about
 */
public record FittedStateSpace(
        FittedOn fittedOn,
        List<Domain> domains,
        Map<String, List<FittedChannel>> bySeries,
        List<FittedChannel> pooled,
        long seed,
        int paths,
        int threads,
        Provenance provenance)
        implements FittedForecaster {

    /**
     * Keeps unmodifiable copies, sorted by id.
     *
     * @param fittedOn see the component
     * @param domains see the component
     * @param bySeries see the component
     * @param pooled see the component
     * @param seed see the component
     * @param paths see the component
     * @param threads see the component
     * @param provenance see the component
     */
    public FittedStateSpace {
        domains = List.copyOf(domains);
        bySeries = Collections.unmodifiableMap(new TreeMap<>(bySeries));
        pooled = List.copyOf(pooled);
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        fittedOn.requireSame(history);
        return new Forecast(SeriesWork.inParallel(threads, history.series(), s -> forecast(s, horizon)));
    }

    private SeriesForecast forecast(TimeSeries series, Horizon horizon) {
        FittedOn.requireObserved(series);
        Times times = horizon.resolve(series);
        RandomKey key = RandomKey.of(seed).derive("state space").derive(series.id());
        List<Channel> targets = series.targets();
        double[][] means = new double[targets.size()][];
        double[][] deviations = new double[targets.size()][];
        double[][][] draws = new double[targets.size()][][];
        List<ValueTransform> transforms = new ArrayList<>();
        for (int c = 0; c < means.length; c++) {
            ChannelHistory history = new ChannelHistory(series, targets.get(c), FittedChannel.MOST_FILTERED);
            FittedChannel.Prediction p = model(series.id(), c, history).predict(history, times, key.derive(c), paths);
            FittedOn.requireFinite(series, p.means(), p.deviations());
            means[c] = p.means();
            deviations[c] = p.deviations();
            draws[c] = p.paths();
            transforms.add(p.transform());
        }
        NormalPredictive normal = new NormalPredictive(means, deviations, draws);
        return new SeriesForecast(
                series.id(), times, fittedOn.channels(), new TransformedPredictive(normal, transforms, domains));
    }

    private FittedChannel model(String id, int channel, ChannelHistory history) {
        List<FittedChannel> own = bySeries.get(id);
        if (own != null && own.get(channel).fits(history)) {
            return own.get(channel);
        }
        return pooled.get(channel).adaptedTo(history);
    }
}
