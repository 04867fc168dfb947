package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        return new Forecast(inner.forecast(known, horizon).series().stream()
                .map(this::back)
                .toList());
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

    /** In the user's units. */
    private SeriesForecast back(SeriesForecast f) {
        List<Domain> domains =
                series.targets().stream().map(ChannelSpec::domain).toList();
        return new SeriesForecast(
                f.id(), f.times(), f.channels(), new TransformedPredictive(f.predictive(), transforms, domains));
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
