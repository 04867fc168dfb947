package dev.tidepath.forecasting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The times a forecast is asked for: a stretch after each series' own last observation, or given times.
 *
 * <pre>{@code
 * Horizon.lasting(Duration.ofHours(6)).every(Duration.ofMinutes(10))                // physical time
 * Horizon.lasting(Period.ofMonths(3)).every(Period.ofDays(1)).in(ZoneId.of("Europe/Berlin"))
 * Horizon.lasting(1.5).every(0.25)                                                  // a numeric axis
 * Horizon.at(Instant.parse("2024-05-01T10:07:00Z"))
 * }</pre>
 *
 * <p>A horizon is resolved against one series at a time. Calendar steps ({@link java.time.Period}) are taken on the
 * proleptic calendar of a zone, UTC unless another is given, and counted from the last observation, so that a month after
 * the 31st never drifts and a day in the zone's clock change has 23 or 25 hours. A {@link java.time.Duration} is physical
 * time in any zone.
 */
public sealed interface Horizon {

    /** The most times one series may be asked for. */
    int MAX_TIMES = 1_000_000;

    /** The last year that {@link Times} can hold. */
    int LAST_YEAR = 9999;

    /**
     * The times asked for.
     *
     * @param history the series to forecast
     * @return increasing times after its last observation
     * @throws DataException TP-D051 if times asked for are not after the last observation, there is none or there are more than
     *     {@value #MAX_TIMES}; TP-D050 if the series is on another kind of time axis
     */
    Times resolve(TimeSeries history);

    /**
     * A stretch after each series' last observation, at the series' median gap.
     *
     * @param length positive; a {@link java.time.Duration} or {@link java.time.Period}
     * @return a horizon on a calendar axis
     */
    static Calendar lasting(TemporalAmount length) {
        return new Calendar(length, Optional.empty(), ZoneOffset.UTC);
    }

    /**
     * A stretch after each series' last observation on a numeric axis, at the series' median gap.
     *
     * @param length positive, in the axis's unit
     * @return a horizon on a numeric axis
     */
    static Numeric lasting(double length) {
        return new Numeric(length, 0);
    }

    /**
     * Given times, the same for every series.
     *
     * @param times increasing
     * @return the horizon
     */
    static Horizon at(Times times) {
        return new At(Optional.of(times), Map.of());
    }

    /**
     * Given instants, the same for every series.
     *
     * @param instants increasing
     * @return the horizon
     */
    static Horizon at(Instant... instants) {
        return at(Times.ofInstants(instants));
    }

    /**
     * Given times for each series.
     *
     * @param byId increasing times by series id; a series without an entry gets no forecast times
     * @return the horizon
     */
    static Horizon at(Map<String, Times> byId) {
        return new At(Optional.empty(), byId);
    }

    private static void requireAxis(TimeSeries history, TimeAxis axis) {
        if (history.axis() != axis) {
            throw new DataException(
                    "TP-D050",
                    history.location(),
                    "the horizon is on a " + text(axis) + " time axis, the series on a " + text(history.axis())
                            + " one",
                    axis == TimeAxis.CALENDAR
                            ? "give the horizon as a plain number in the unit of the time column"
                            : "give the horizon with a unit, such as 24h, 30d or 104w");
        }
    }

    private static String text(TimeAxis axis) {
        return axis == TimeAxis.CALENDAR ? "calendar" : "numeric";
    }

    private static void requireCount(TimeSeries history, double count) {
        if (count > MAX_TIMES) {
            throw new DataException(
                    "TP-D051",
                    history.location(),
                    "the horizon asks for more than " + MAX_TIMES + " times",
                    "shorten it or take longer steps (--every)");
        }
    }

    private static void requireAny(TimeSeries history, int count, Object length, Object step) {
        if (count == 0) {
            throw new DataException(
                    "TP-D051",
                    history.location(),
                    "a horizon of " + length + " holds no step of " + step,
                    "lengthen it or take shorter steps (--every)");
        }
    }

    /**
     * A stretch on a calendar axis.
     *
     * @param length how far to go from the last observation
     * @param step distance of the times asked for; if absent the median gap, which is of months where all times fall on one
     *     day of the month or on the last one, and of days of the zone where it is of whole days, unless the series keeps to a
     *     time of day of UTC where the zone's clock is changed
     * @param zone whose calendar days, months and years are counted on
     */
    record Calendar(TemporalAmount length, Optional<TemporalAmount> step, ZoneId zone) implements Horizon {

        /**
         * Checks that length and step go forward.
         *
         * @param length see the component
         * @param step see the component
         * @param zone see the component
         */
        public Calendar {
            requireForward(length);
            step.ifPresent(Calendar::requireForward);
        }

        /**
         * The same stretch at another step.
         *
         * @param newStep positive
         * @return a new horizon
         */
        public Calendar every(TemporalAmount newStep) {
            return new Calendar(length, Optional.of(newStep), zone);
        }

        /**
         * The same stretch on the calendar of a zone.
         *
         * @param newZone the zone
         * @return a new horizon
         */
        public Calendar in(ZoneId newZone) {
            return new Calendar(length, step, newZone);
        }

        @Override
        public Times resolve(TimeSeries history) {
            requireAxis(history, TimeAxis.CALENDAR);
            ZonedDateTime last = history.last().instant(0).atZone(zone);
            CalendarStep by = step.map(CalendarStep::of).orElseGet(() -> CalendarStep.usual(history, zone));
            requireForward(by.amount());
            ZonedDateTime end = end(history, last, by);
            List<Instant> times = new ArrayList<>();
            for (int k = 1; ; k++) {
                ZonedDateTime next = by.plus(last, k);
                if (next.isAfter(end)) {
                    break;
                }
                requireCount(history, k);
                times.add(next.toInstant());
            }
            requireAny(history, times.size(), length, by.amount());
            return Times.ofInstants(times);
        }

        private ZonedDateTime end(TimeSeries history, ZonedDateTime last, CalendarStep by) {
            try {
                ZonedDateTime end = by.end(last, length);
                if (end.withZoneSameInstant(ZoneOffset.UTC).getYear() <= LAST_YEAR) {
                    return end;
                }
            } catch (DateTimeException | ArithmeticException e) {
                // further than java.time reaches
            }
            throw new DataException(
                    "TP-D051", history.location(), "the horizon goes beyond the year " + LAST_YEAR, "shorten it");
        }

        private static void requireForward(TemporalAmount amount) {
            LocalDateTime origin = LocalDateTime.of(2000, 1, 1, 0, 0);
            if (!origin.plus(amount).isAfter(origin)) {
                throw new IllegalArgumentException("a horizon and its step go forward: " + amount);
            }
        }
    }

    /**
     * A stretch on a numeric axis.
     *
     * @param length how far to go from the last observation
     * @param step distance of the times asked for; zero for the median gap
     */
    record Numeric(double length, double step) implements Horizon {

        /** A median gap is no more exact than this; times are decimal sums, so that 0.1 + 0.2 is written 0.3. */
        private static final MathContext GAP_DIGITS = new MathContext(6);

        /**
         * Checks that length and step go forward.
         *
         * @param length see the component
         * @param step see the component
         */
        public Numeric {
            if (!(length > 0 && Double.isFinite(length) && step >= 0 && Double.isFinite(step))) {
                throw new IllegalArgumentException("a horizon and its step go forward: " + length + ", " + step);
            }
        }

        /**
         * The same stretch at another step.
         *
         * @param newStep positive
         * @return a new horizon
         */
        public Numeric every(double newStep) {
            return new Numeric(length, newStep);
        }

        @Override
        public Times resolve(TimeSeries history) {
            requireAxis(history, TimeAxis.NUMERIC);
            BigDecimal by = step > 0
                    ? BigDecimal.valueOf(step)
                    : BigDecimal.valueOf(history.medianGap()).round(GAP_DIGITS);
            double count = Math.floor(length / by.doubleValue() * (1 + 1e-12));
            requireCount(history, count);
            requireAny(history, (int) count, length, by.doubleValue());
            BigDecimal last = BigDecimal.valueOf(history.last().number(0));
            double[] times = new double[(int) count];
            Arrays.setAll(
                    times,
                    k -> last.add(by.multiply(BigDecimal.valueOf(k + 1L))).doubleValue());
            return Times.ofNumbers(times);
        }
    }

    /**
     * Given times.
     *
     * @param all times for every series, if present
     * @param byId times by series id otherwise
     */
    record At(Optional<Times> all, Map<String, Times> byId) implements Horizon {

        /**
         * Keeps an unmodifiable copy.
         *
         * @param all see the component
         * @param byId see the component
         */
        public At {
            byId = Map.copyOf(byId);
        }

        @Override
        public Times resolve(TimeSeries history) {
            Times last = history.last();
            Times times = all.orElseGet(() -> byId.getOrDefault(history.id(), last.slice(0, 0)));
            requireAxis(history, times.axis());
            for (int i = 0; i < times.size(); i++) {
                if (times.compare(i, last, 0) <= 0) {
                    throw new DataException(
                            "TP-D051",
                            history.location(),
                            "a forecast is asked for at " + times.text(i) + ", but observations go on until "
                                    + last.text(0),
                            "ask for times after the last observation, or leave later observations out");
                }
                if (i > 0 && times.compare(i - 1, times, i) >= 0) {
                    throw new DataException(
                            "TP-D051",
                            history.location(),
                            "the times asked for must increase, but " + times.text(i) + " follows " + times.text(i - 1),
                            "sort them and ask for each time once");
                }
            }
            return times;
        }
    }
}
