package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
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
