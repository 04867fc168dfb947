package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A forecaster fitted on transformed values.
 *
 * @param inner fitted on transformed values
 * @param transforms by channel to forecast
 * @param domains of the values themselves, by channel to forecast
 */
public record FittedTransformed(FittedForecaster inner, List<ValueTransform> transforms, List<Domain> domains)
        implements FittedForecaster {

    /**
     * Keeps unmodifiable copies.
     *
     * @param inner see the component
     * @param transforms see the component
     * @param domains see the component
     */
    public FittedTransformed {
        transforms = List.copyOf(transforms);
        domains = List.copyOf(domains);
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        boolean same = history.withoutCovariates().channels().size() == transforms.size();
        SeriesSet read = same ? TransformedForecaster.transformed(history, transforms) : history;
        return new Forecast(inner.forecast(read, horizon).series().stream()
                .map(f -> new SeriesForecast(
                        f.id(),
                        f.times(),
                        f.channels(),
                        new TransformedPredictive(f.predictive(), transforms, domains)))
                .toList());
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
