package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.forecasting.statespace.ChannelHistory;
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
        Requirements.requireObserved(one);
        Times times = horizon.resolve(one);
        RandomKey key = RandomKey.of(options.seed()).derive("state space").derive(one.id());
        List<FittedChannel.Prediction> channels = new ArrayList<>();
        for (Channel channel : one.targets()) {
            int c = channels.size();
            ChannelHistory history = new ChannelHistory(one, channel, FittedChannel.MOST_FILTERED);
            channels.add(model(one.id(), c, history).predict(history, times, key.derive(c), options.paths()));
        }
        return joined(one, times, channels);
    }

    @Override
    public Forecast impute(SeriesSet given, Filling filling) {
        SeriesSet known = series.select(given);
        return new Forecast(SeriesWork.inParallel(threads, known.series(), s -> impute(s, filling)));
    }

    private SeriesForecast impute(TimeSeries one, Filling filling) {
        Requirements.requireObserved(one);
        Times times = filling.resolve(one);
        RandomKey key = RandomKey.of(options.seed()).derive("imputed").derive(one.id());
        List<FittedChannel.Prediction> channels = new ArrayList<>();
        for (Channel channel : one.targets()) {
            int c = channels.size();
            ChannelHistory history = new ChannelHistory(one, channel, FittedChannel.MOST_FILTERED);
            FittedChannel model = model(one.id(), c, history);
            channels.add(
                    channel.size() == 0
                            ? model.predict(history, times, key.derive(c), options.paths())
                            : new GapStretches(one, channel, model).impute(times, key.derive(c), options.paths()));
        }
        return KeptObservations.in(joined(one, times, channels), one.targets());
    }

    @Override
    public Explanation explain(SeriesSet history, Horizon horizon, String channel) {
        int index = Requirements.requireChannel(channel, series);
        SeriesSet known = series.select(history);
        List<Optional<SeriesExplanation>> all =
                SeriesWork.inParallel(threads, known.series(), s -> explain(s, horizon, index));
        return new Explanation(all.stream().flatMap(Optional::stream).toList());
    }

    private Optional<SeriesExplanation> explain(TimeSeries one, Horizon horizon, int index) {
        Requirements.requireObserved(one);
        Times times = horizon.resolve(one);
        if (times.size() == 0) {
            return Optional.empty();
        }
        Times last = times.slice(times.size() - 1, times.size());
        SeriesForecast forecast = forecast(one, Horizon.at(last));
        List<ChannelGradient> gradients = new ArrayList<>();
        for (int c = 0; c < one.targets().size(); c++) {
            Channel observed = one.targets().get(c);
            double[] gradient = new double[observed.size()];
            if (c == index && observed.size() > 0) {
                ChannelHistory history = new ChannelHistory(one, observed, FittedChannel.MOST_FILTERED);
                double[] slopes = ((TransformedPredictive) forecast.predictive()).normalSlopes(c, 0);
                FittedChannel model = model(one.id(), c, history);
                double[] found = model.explain(history, last, slopes[0], slopes[1]);
                int skipped = gradient.length - found.length;
                for (int i = 0; i < found.length; i++) {
                    double slope = model.normalisation().transform().logSlope(observed.value(skipped + i));
                    gradient[skipped + i] = found[i] * StrictMath.exp(slope);
                }
            }
            gradients.add(new ChannelGradient(observed, gradient));
        }
        String name = one.targets().get(index).name();
        return Optional.of(new SeriesExplanation(one.id(), name, last, forecast.mean(index, 0), gradients));
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

    private FittedChannel model(String id, int channel, ChannelHistory history) {
        List<FittedChannel> own = bySeries.get(id);
        if (own != null && own.get(channel).fits(history)) {
            return own.get(channel);
        }
        return pooled.get(channel).adaptedTo(history);
    }
}
