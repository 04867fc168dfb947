package dev.tidepath.forecasting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The times inside series at which {@link FittedForecaster#impute} is asked for values. A filling is resolved against one
 * series at a time; its times lie from the first to the last observation of any channel to forecast.
 */
@FunctionalInterface
public interface Filling {

    /** Gaps longer than so many median gaps are filled unless another factor is given. */
    double USUAL_FACTOR = 1.5;

    /**
     * The times asked for.
     *
     * @param series observed at least once
     * @return increasing times from its first to its last observation, perhaps none
     * @throws DataException if times asked for are outside the series, do not increase or are too many
     */
    Times resolve(TimeSeries series);

    /**
     * Given times, the same for every series.
     *
     * @param times increasing
     * @return the filling
     */
    static Filling at(Times times) {
        return series -> checked(series, times);
    }

    /**
     * Given times for each series.
     *
     * @param byId increasing times by series id; a series without an entry is not filled
     * @return the filling
     */
    static Filling at(Map<String, Times> byId) {
        return series -> checked(series, byId.getOrDefault(series.id(), none(series)));
    }

    /**
     * The steps of the median gap inside every gap that is longer than some median gaps, counted from the observation before
     * the gap; none closer than half a step to the observation after it.
     *
     * @param factor how many median gaps, one or more
     * @return the filling
     */
    static Filling gaps(double factor) {
        return gaps(factor, ZoneOffset.UTC);
    }

    /**
     * The same by the days of a zone: where the median gap is of whole days, steps are those of {@link Horizon.Calendar}.
     *
     * @param factor how many median gaps, one or more
     * @param zone whose days are counted on a calendar axis
     * @return the filling
     */
    static Filling gaps(double factor, ZoneId zone) {
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("gaps to fill are longer than one median gap: " + factor);
        }
        return series -> insideGaps(series, factor, zone);
    }

    /**
     * Steps from a series' first observation on a numeric axis.
     *
     * @param step positive, in the axis's unit
     * @return the filling
     */
    static Filling every(double step) {
        return series -> {
            requireAxis(series, TimeAxis.NUMERIC);
            requireCount(series, series.last().since(0, series.first(), 0) / step);
            return numeric(series.first().number(0), step, series.last().number(0), true);
        };
    }

    /**
     * Steps from a series' first observation on a calendar axis.
     *
     * @param step positive; a {@link Duration} or {@link java.time.Period}
     * @param zone whose calendar days, months and years are counted on
     * @return the filling
     */
    static Filling every(TemporalAmount step, ZoneId zone) {
        return series -> {
            requireAxis(series, TimeAxis.CALENDAR);
            CalendarStep by = CalendarStep.of(step);
            ZonedDateTime first = series.first().instant(0).atZone(zone);
            Instant last = series.last().instant(0);
            List<Instant> times = new ArrayList<>();
            for (int k = 0; ; k++) {
                Instant next = by.plus(first, k).toInstant();
                if (next.isAfter(last)) {
                    return Times.ofInstants(times);
                }
                requireCount(series, k);
                times.add(next);
            }
        };
    }

    /**
     * The times of this filling and of another.
     *
     * @param other another filling
     * @return the filling of both
     */
    default Filling and(Filling other) {
        return series -> merged(List.of(resolve(series), other.resolve(series)), series.axis());
    }

    private static Times insideGaps(TimeSeries series, double factor, ZoneId zone) {
        Times seen = merged(series.targets().stream().map(Channel::times).toList(), series.axis());
        if (seen.size() < 2) {
            return none(series);
        }
        double step = series.medianGap();
        UnaryOperator<Times> steps = series.axis() == TimeAxis.NUMERIC
                ? ends -> numeric(ends.number(0), step, ends.number(1), false)
                : calendar(CalendarStep.usual(series, zone), zone, CalendarStep.duration(step));
        List<Times> all = new ArrayList<>();
        double count = 0;
        for (int i = 1; i < seen.size(); i++) {
            double gap = seen.since(i, seen, i - 1);
            if (gap > factor * step) {
                count += gap / step;
                requireCount(series, count);
                all.add(steps.apply(seen.slice(i - 1, i + 1)));
            }
        }
        return merged(all, series.axis());
    }

    /** Steps between a time and the next one. */
    private static UnaryOperator<Times> calendar(CalendarStep step, ZoneId zone, Duration even) {
        return ends -> {
            ZonedDateTime from = ends.instant(0).atZone(zone);
            Instant end = ends.instant(1).minus(even.dividedBy(2));
            List<Instant> times = new ArrayList<>();
            for (int k = 1; ; k++) {
                Instant next = step.plus(from, k).toInstant();
                if (!next.isBefore(end)) {
                    return Times.ofInstants(times);
                }
                times.add(next);
            }
        };
    }

    /** Decimal sums, so that 0.1 + 0.2 is 0.3. */
    private static Times numeric(double first, double step, double last, boolean bothEnds) {
        BigDecimal by =
                bothEnds ? BigDecimal.valueOf(step) : BigDecimal.valueOf(step).round(new MathContext(6));
        double end = bothEnds ? last : last - step / 2;
        List<Double> times = new ArrayList<>();
        for (int k = bothEnds ? 0 : 1; ; k++) {
            double next = BigDecimal.valueOf(first)
                    .add(by.multiply(BigDecimal.valueOf(k)))
                    .doubleValue();
            if (bothEnds ? next > end : next >= end) {
                return Times.ofNumbers(
                        times.stream().mapToDouble(Double::doubleValue).toArray());
            }
            times.add(next);
        }
    }

    /** All times in order, each once. */
    private static Times merged(List<Times> parts, TimeAxis axis) {
        if (axis == TimeAxis.NUMERIC) {
            return Times.ofNumbers(parts.stream()
                    .flatMapToDouble(t -> IntStream.range(0, t.size()).mapToDouble(t::number))
                    .sorted()
                    .distinct()
                    .toArray());
        }
        Instant[] all = parts.stream()
                .flatMap(t -> IntStream.range(0, t.size()).mapToObj(t::instant))
                .toArray(Instant[]::new);
        Arrays.sort(all, Comparator.naturalOrder());
        return Times.ofInstants(Arrays.stream(all).distinct().toList());
    }

    private static Times none(TimeSeries series) {
        return series.first().slice(0, 0);
    }

    private static Times checked(TimeSeries series, Times times) {
        requireAxis(series, times.axis());
        Times first = series.first();
        Times last = series.last();
        for (int i = 0; i < times.size(); i++) {
            if (times.compare(i, first, 0) < 0 || times.compare(i, last, 0) > 0) {
                throw new DataException(
                        "TP-D051",
                        series.location(),
                        "a value is to be filled in at " + times.text(i) + ", but observations go from " + first.text(0)
                                + " to " + last.text(0),
                        "ask for times between them; later ones are for a forecast");
            }
            if (i > 0 && times.compare(i - 1, times, i) >= 0) {
                throw new DataException(
                        "TP-D051",
                        series.location(),
                        "the times asked for must increase, but " + times.text(i) + " follows " + times.text(i - 1),
                        "sort them and ask for each time once");
            }
        }
        return times;
    }

    private static void requireAxis(TimeSeries series, TimeAxis axis) {
        if (series.axis() != axis) {
            throw new DataException(
                    "TP-D050",
                    series.location(),
                    "the times to fill are on another kind of time axis than the series",
                    axis == TimeAxis.CALENDAR ? "give plain numbers" : "give times as the series has them");
        }
    }

    private static void requireCount(TimeSeries series, double count) {
        if (count > Horizon.MAX_TIMES) {
            throw new DataException(
                    "TP-D051",
                    series.location(),
                    "there are more than " + Horizon.MAX_TIMES + " times to fill",
                    "take longer steps, or fill longer gaps only");
        }
    }
}
