package dev.tidepath.forecasting;

import java.util.List;
import java.util.Optional;

/**
 * The forecasts of a set of series, in the order of the history; immutable.
 *
 * @param series one a series
 */
public record Forecast(List<SeriesForecast> series) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param series see the component
     */
    public Forecast {
        series = List.copyOf(series);
    }

    /**
     * Looks a series' forecast up.
     *
     * @param id the series' id
     * @return its forecast, or empty if there is none
     */
    public Optional<SeriesForecast> find(String id) {
        return series.stream().filter(s -> s.id().equals(id)).findFirst();
    }
}
