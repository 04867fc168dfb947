package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;

/** What every forecaster asks of the series it is given. */
final class Requirements {

    private Requirements() {}

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

    /** Refuses parts of a model that are not made for its channels. */
    static void requireChannels(String what, int found, int channels) {
        if (found != channels) {
            throw new IllegalArgumentException(what + " for " + found + " channels, but there are " + channels);
        }
    }

    /** Refuses a set in which no series has two times. */
    static void requireEnough(SeriesSet series) {
        if (series.series().stream().noneMatch(Requirements::hasTwoTimes)) {
            throw new DataException(
                    "TP-D046",
                    "",
                    "no series has two observations at different times",
                    "give at least two observations of one series; a forecast needs more to be of use");
        }
    }

    static boolean hasTwoTimes(TimeSeries series) {
        return series.observations() > 1 && series.first().compare(0, series.last(), 0) < 0;
    }
}
