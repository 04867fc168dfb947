package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.List;
import java.util.Locale;

/** What every forecaster asks of the series it is given. */
final class Requirements {

    /** No draw of a normal distribution is so many deviations away. */
    private static final double REACH = 40;

    private Requirements() {}

    /** Refuses a series that was never observed, or whose times are too far apart. */
    static void requireObserved(TimeSeries series) {
        if (series.observations() == 0) {
            throw new DataException(
                    "TP-D047",
                    series.location(),
                    "a forecast needs an observation to start from",
                    "leave the series out");
        }
        requireNear(series);
    }

    /** Refuses times whose distances leave the range of numbers. */
    private static void requireNear(TimeSeries series) {
        if (series.observations() > 0 && !Double.isFinite(series.last().since(0, series.first(), 0))) {
            throw new DataException(
                    "TP-D042",
                    series.location(),
                    "the times are so far apart that their distance leaves the range of numbers",
                    "give them in a larger unit");
        }
    }

    /** The index of a channel to forecast, which is refused if there is none of that name. */
    static int requireChannel(String name, SeriesSchema schema) {
        List<String> names = schema.targets().stream().map(ChannelSpec::name).toList();
        if (!names.contains(name)) {
            throw new DataException(
                    "TP-D053",
                    "",
                    "there is no channel '" + name + "' to explain; the model forecasts '" + String.join("', '", names)
                            + "'",
                    "name one of them");
        }
        return names.indexOf(name);
    }

    /** Refuses normal forecasts of which a path or a quantile may leave the range of numbers. */
    static void requireFinite(TimeSeries series, double[] means, double[] deviations) {
        for (int i = 0; i < means.length; i++) {
            if (!Double.isFinite(Math.abs(means[i]) + REACH * deviations[i])) {
                throw beyondNumbers(series);
            }
        }
    }

    /** A forecast left the range of numbers. */
    static DataException beyondNumbers(TimeSeries series) {
        return new DataException(
                "TP-D042",
                series.location(),
                "the values are so large that a forecast leaves the range of numbers",
                "give them in a larger unit");
    }

    /** Refuses parts of a model that are not made for its channels. */
    static void requireChannels(String what, int found, int channels) {
        if (found != channels) {
            throw new IllegalArgumentException(what + " for " + found + " channels, but there are " + channels);
        }
    }

    /** Refuses a set in which no series has two times, or one's times are too far apart. */
    static void requireEnough(SeriesSet series) {
        series.series().forEach(Requirements::requireNear);
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

    /** Refuses a value that a transform cannot take. */
    static void requireAccepted(TimeSeries series, Channel channel, int i, ValueTransform transform) {
        if (!transform.accepts(channel.value(i))) {
            throw new DataException(
                    "TP-D068",
                    series.location(),
                    "the value " + channel.value(i) + " of channel " + channel.name() + " at "
                            + channel.times().text(i) + " cannot be transformed by " + transform.text(),
                    "fit without that transform (--transform none)");
        }
    }

    /** Refuses periods that no series is long enough to show so many times, once or twice. */
    static void requireSeen(int times, List<Double> periods, SeriesSet series) {
        double span = series.observed().stream()
                .mapToDouble(s -> s.last().since(0, s.first(), 0))
                .max()
                .orElse(0);
        for (double period : periods) {
            if (span < times * period) {
                throw new DataException(
                        "TP-D057",
                        "",
                        "a period of " + length(series.axis(), period) + " is not seen "
                                + (times == 1 ? "once" : "twice") + " in a span of " + length(series.axis(), span),
                        "leave the period out, or give one that the data repeat");
            }
        }
    }

    private static String length(TimeAxis axis, double length) {
        return axis == TimeAxis.CALENDAR
                ? String.format(Locale.ROOT, "%.4g days", length / 86_400)
                : String.format(Locale.ROOT, "%.6g", length);
    }
}
