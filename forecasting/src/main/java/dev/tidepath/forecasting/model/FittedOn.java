package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import java.util.List;

/**
 * What a forecaster was fitted on, and what it asks of the series it is given.
 *
 * @param channels names of the channels to forecast, in order
 * @param axis the kind of time axis
 */
public record FittedOn(List<String> channels, TimeAxis axis) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param channels see the component
     * @param axis see the component
     */
    public FittedOn {
        channels = List.copyOf(channels);
    }

    static FittedOn of(SeriesSet series) {
        return new FittedOn(series.withoutCovariates().channels(), series.axis());
    }

    /** Refuses other channels and another kind of axis. */
    void requireSame(SeriesSet history) {
        List<String> found = history.withoutCovariates().channels();
        if (!found.equals(channels)) {
            throw new DataException(
                    "TP-D053",
                    "",
                    "the model was fitted on channels " + channels + ", the history has " + found,
                    "give the same channels in the same order");
        }
        if (history.axis() != axis) {
            throw new DataException(
                    "TP-D053",
                    "",
                    "the model was fitted on " + axis + " times, the history has " + history.axis() + " ones",
                    "give times of the same kind");
        }
    }

    /** Refuses a series that was never observed. */
    static void requireObserved(TimeSeries series) {
        if (series.observations() == 0) {
            throw new DataException(
                    "TP-D047",
                    series.location(),
                    "a forecast needs an observation to start from",
                    "leave the series out");
        }
    }

    /** Refuses forecasts that left the range of numbers. */
    static void requireFinite(TimeSeries series, double[] means, double[] deviations) {
        for (int i = 0; i < means.length; i++) {
            if (!Double.isFinite(means[i]) || !Double.isFinite(deviations[i])) {
                throw new DataException(
                        "TP-D042",
                        series.location(),
                        "the values are so large that a forecast leaves the range of numbers",
                        "give them in a larger unit");
            }
        }
    }

    /** Refuses a set in which no series has two times. */
    static void requireEnough(SeriesSet series) {
        boolean enough = series.series().stream()
                .anyMatch(s -> s.observations() > 1 && s.first().compare(0, s.last(), 0) < 0);
        if (!enough) {
            throw new DataException(
                    "TP-D046",
                    "",
                    "no series has two observations at different times",
                    "give at least two observations of one series; a forecast needs more to be of use");
        }
    }
}
