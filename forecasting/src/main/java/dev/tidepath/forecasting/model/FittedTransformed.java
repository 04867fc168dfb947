package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A forecaster fitted on transformed values.
 *
 * @param inner fitted on transformed values
 * @param transforms by channel to forecast
 * @param series which series it takes
 */
public record FittedTransformed(FittedForecaster inner, List<ValueTransform> transforms, SeriesSchema series)
        implements FittedForecaster {

    /**
     * Keeps unmodifiable copies.
     *
     * @param inner see the component
     * @param transforms see the component
     * @param series see the component
     * @throws IllegalArgumentException if there is not one transform for each channel to forecast
     */
    public FittedTransformed {
        transforms = List.copyOf(transforms);
        if (transforms.size() != series.targets().size()) {
            throw new IllegalArgumentException(
                    transforms.size() + " transforms for " + series.targets().size() + " channels");
        }
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        SeriesSet known = TransformedForecaster.transformed(series.select(history), transforms);
        return new Forecast(
                inner.forecast(known, horizon).series().stream().map(this::back).toList());
    }

    /** A session of the forecaster inside, of transformed values. */
    @Override
    public ForecastSession session(TimeSeries history) {
        SeriesSet known = TransformedForecaster.transformed(series.select(SeriesSet.of(history)), transforms);
        List<String> unused = history.channels().stream()
                .map(Channel::name)
                .filter(name -> !series.names().contains(name))
                .toList();
        return new TransformedSession(this, inner.session(known.series().get(0)), unused, history.location());
    }

    @Override
    public boolean canImpute() {
        return inner.canImpute();
    }

    @Override
    public Forecast impute(SeriesSet given, Filling times) {
        SeriesSet selected = series.select(given);
        Forecast found = inner.impute(TransformedForecaster.transformed(selected, transforms), times);
        List<SeriesForecast> imputed = new ArrayList<>();
        for (int s = 0; s < found.series().size(); s++) {
            imputed.add(KeptObservations.in(
                    back(found.series().get(s)), selected.series().get(s).targets()));
        }
        return new Forecast(imputed);
    }

    @Override
    public boolean canExplain() {
        return (inner instanceof FittedNeural || inner instanceof FittedRule) && inner.canExplain();
    }

    @Override
    public Explanation explain(SeriesSet history, Horizon horizon, String channel) {
        if (!canExplain()) {
            return FittedForecaster.super.explain(history, horizon, channel);
        }
        SeriesSet selected = series.select(history);
        SeriesSet known = TransformedForecaster.transformed(selected, transforms);
        List<SeriesExplanation> all = new ArrayList<>();
        for (int s = 0; s < known.series().size(); s++) {
            TimeSeries given = selected.series().get(s);
            explain(known.series().get(s), horizon, channel).ifPresent(e -> all.add(back(e, given)));
        }
        return new Explanation(all);
    }

    /** How a mean in the user's unit follows the transformed observations. */
    private Optional<SeriesExplanation> explain(TimeSeries transformed, Horizon horizon, String channel) {
        return inner instanceof FittedNeural network
                ? network.explain(transformed, horizon, channel, this::reading)
                : inner.explain(SeriesSet.of(transformed), horizon, channel).series().stream()
                        .map(e -> read(e, transformed))
                        .findFirst();
    }

    /** Through the mean of a normal distribution, whose deviation is held. */
    private SeriesExplanation read(SeriesExplanation e, TimeSeries transformed) {
        SeriesForecast forecast = inner.forecast(SeriesSet.of(transformed), Horizon.at(e.time()))
                .series()
                .get(0);
        TransformedPredictive read = transformed(forecast);
        int index = series.requireTarget(e.channel());
        return e.through(read.mean(index, 0), read.normalSlopes(index, 0)[0]);
    }

    private FittedNeural.Reading reading(SeriesForecast forecast, int channel, int time) {
        TransformedPredictive read = transformed(forecast);
        return new FittedNeural.Reading(read.mean(channel, time), read.pathSlopes(channel, time));
    }

    /** By the observations in the user's units. */
    private SeriesExplanation back(SeriesExplanation e, TimeSeries given) {
        List<ChannelGradient> gradients = new ArrayList<>();
        for (int c = 0; c < e.channels().size(); c++) {
            Channel observed = given.targets().get(c);
            double[] gradient = new double[observed.size()];
            for (int i = 0; i < gradient.length; i++) {
                double slope = StrictMath.exp(transforms.get(c).logSlope(observed.value(i)));
                gradient[i] = slope * e.channels().get(c).gradient(i);
            }
            gradients.add(new ChannelGradient(observed, gradient));
        }
        return new SeriesExplanation(e.id(), e.channel(), e.time(), e.mean(), gradients);
    }

    /** In the user's units. */
    SeriesForecast back(SeriesForecast f) {
        return new SeriesForecast(f.id(), f.times(), f.channels(), transformed(f));
    }

    private TransformedPredictive transformed(SeriesForecast f) {
        List<Domain> domains =
                series.targets().stream().map(ChannelSpec::domain).toList();
        return new TransformedPredictive(f.predictive(), transforms, domains);
    }

    @Override
    public Provenance provenance() {
        Provenance inside = inner.provenance();
        Map<String, String> facts = new LinkedHashMap<>(inside.facts());
        facts.put(
                "transforms",
                String.join(", ", transforms.stream().map(ValueTransform::text).toList()));
        return new Provenance(inside.model(), facts);
    }
}
