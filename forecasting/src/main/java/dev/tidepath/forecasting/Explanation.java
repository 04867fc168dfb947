package dev.tidepath.forecasting;

import java.util.List;

/**
 * What the forecasts of a set of series hang on, in the order of the history; immutable.
 *
 * @param series one a series
 */
public record Explanation(List<SeriesExplanation> series) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param series see the component
     */
    public Explanation {
        series = List.copyOf(series);
    }
}
