package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.temporal.ChronoUnit;

/**
 * The map from a series' time axis to model time: {@code (time − origin) / unit}.
 *
 * @param origin a sequence of one time, where model time is zero
 * @param unit length of a unit of model time, positive: seconds on a calendar axis, else the axis's own unit
 */
public record TimeScale(Times origin, double unit) {

    /** Seconds in a mean year of the Gregorian calendar. */
    public static final double YEAR = 365.2425 * 86_400;

    /**
     * Checks the ranges.
     *
     * @param origin see the component
     * @param unit see the component
     */
    public TimeScale {
        if (origin.size() != 1 || !(unit > 0)) {
            throw new IllegalArgumentException("one origin and a positive unit: " + origin + ", " + unit);
        }
    }

    /**
     * A scale that starts at the earliest observation of a set.
     *
     * @param series at least one of them observed
     * @param unit length of a unit of model time
     * @return the scale
     */
    public static TimeScale startingAt(SeriesSet series, double unit) {
        Times earliest = series.series().get(0).first();
        for (TimeSeries s : series.series()) {
            if (s.first().compare(0, earliest, 0) < 0) {
                earliest = s.first();
            }
        }
        return new TimeScale(earliest, unit);
    }

    /**
     * Model times of a sequence.
     *
     * @param times on the origin's kind of axis
     * @return one number a time
     */
    public double[] modelTimes(Times times) {
        double[] t = new double[times.size()];
        for (int i = 0; i < t.length; i++) {
            t[i] = times.since(i, origin, 0) / unit;
        }
        return t;
    }

    /**
     * Model times of a channel's observations; where rounding makes two of them one, the later one is moved to the next
     * number.
     *
     * @param channel a channel
     * @return strictly increasing, one number an observation
     */
    public double[] modelTimes(Channel channel) {
        double[] t = modelTimes(channel.times());
        for (int i = 1; i < t.length; i++) {
            if (t[i] <= t[i - 1]) {
                t[i] = Math.nextUp(t[i - 1]);
            }
        }
        return t;
    }

    /**
     * A model time on the series' axis, for messages.
     *
     * @param t model time, finite
     * @return ISO-8601 to the microsecond on a calendar axis, else the number in twelve digits
     */
    public String text(double t) {
        if (origin.axis() == TimeAxis.NUMERIC) {
            double number = origin.number(0) + t * unit;
            return Double.isFinite(number)
                    ? Double.toString(
                            new BigDecimal(number).round(new MathContext(12)).doubleValue())
                    : Double.toString(number);
        }
        double seconds = Math.floor(t * unit);
        long micros = Math.round(1e6 * (t * unit - seconds));
        try {
            return origin.instant(0)
                    .plusSeconds((long) seconds)
                    .plus(micros, ChronoUnit.MICROS)
                    .toString();
        } catch (DateTimeException | ArithmeticException e) {
            return seconds + " s after " + origin.text(0);
        }
    }
}
