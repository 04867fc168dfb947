package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/** A length on a time axis, longer than nothing; immutable. */
public sealed interface TimeSpan {

    /**
     * The kind of axis it is a length on.
     *
     * @return calendar or numeric
     */
    TimeAxis axis();

    /**
     * How long it is; a month is a twelfth of a year, and a year has 365.2425 days.
     *
     * @return seconds on a calendar axis, else in the axis's own unit; positive
     */
    double length();

    /**
     * A time so many spans later, counted in one go, so that a month after the 31st never drifts.
     *
     * @param from sequence of the time
     * @param at index in it
     * @param count how many spans; negative for earlier
     * @return a sequence of that one time, or empty if it is outside the years 0001 to 9999
     */
    Optional<Times> shift(Times from, int at, int count);

    /**
     * A length on the calendar.
     *
     * @param amount a {@link Duration}, physical time, or a {@link Period}, on the calendar of UTC
     * @return the span
     */
    static TimeSpan of(TemporalAmount amount) {
        return new Calendar(amount);
    }

    /**
     * A length on a numeric axis.
     *
     * @param length positive, in the axis's own unit
     * @return the span
     */
    static TimeSpan of(double length) {
        return new Numeric(length);
    }

    /**
     * A length on the calendar.
     *
     * @param amount a {@link Duration} or {@link Period}
     */
    record Calendar(TemporalAmount amount) implements TimeSpan {

        private static final int FIRST_YEAR = 1;
        private static final int LAST_YEAR = 9999;

        /**
         * Checks that it goes forward.
         *
         * @param amount see the component
         * @throws IllegalArgumentException if it is neither, or not longer than nothing
         */
        public Calendar {
            if (!(amount instanceof Duration) && !(amount instanceof Period)) {
                throw new IllegalArgumentException("a span is a Duration or a Period: " + amount);
            }
            if (!(seconds(amount) > 0)) {
                throw new IllegalArgumentException("a span is longer than nothing: " + amount);
            }
        }

        @Override
        public String toString() {
            return amount.toString();
        }

        @Override
        public TimeAxis axis() {
            return TimeAxis.CALENDAR;
        }

        @Override
        public double length() {
            return seconds(amount);
        }

        private static double seconds(TemporalAmount amount) {
            if (amount instanceof Period p) {
                return p.toTotalMonths()
                                * (double) ChronoUnit.MONTHS.getDuration().toSeconds()
                        + 86_400.0 * p.get(ChronoUnit.DAYS);
            }
            Duration d = Duration.from(amount);
            return d.getSeconds() + 1e-9 * d.getNano();
        }

        @Override
        public Optional<Times> shift(Times from, int at, int count) {
            try {
                Instant shifted = shift(from.instant(at), count);
                int year = shifted.atZone(ZoneOffset.UTC).getYear();
                return year < FIRST_YEAR || year > LAST_YEAR
                        ? Optional.empty()
                        : Optional.of(Times.ofInstants(shifted));
            } catch (DateTimeException | ArithmeticException furtherThanJavaTimeReaches) {
                return Optional.empty();
            }
        }

        private Instant shift(Instant from, int count) {
            return amount instanceof Period p
                    ? from.atZone(ZoneOffset.UTC).plus(p.multipliedBy(count)).toInstant()
                    : from.plus(Duration.from(amount).multipliedBy(count));
        }
    }

    /**
     * A length on a numeric axis. Shifts are decimal sums, so that 0.1 + 0.2 is 0.3.
     *
     * @param length positive and finite, in the axis's own unit
     */
    record Numeric(double length) implements TimeSpan {

        /**
         * Checks that it goes forward.
         *
         * @param length see the component
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Numeric {
            if (!(length > 0 && Double.isFinite(length))) {
                throw new IllegalArgumentException("a span is longer than nothing: " + length);
            }
        }

        @Override
        public String toString() {
            return Double.toString(length);
        }

        @Override
        public TimeAxis axis() {
            return TimeAxis.NUMERIC;
        }

        @Override
        public Optional<Times> shift(Times from, int at, int count) {
            double shifted = BigDecimal.valueOf(from.number(at))
                    .add(BigDecimal.valueOf(length).multiply(BigDecimal.valueOf(count)))
                    .doubleValue();
            return Double.isFinite(shifted) ? Optional.of(Times.ofNumbers(shifted)) : Optional.empty();
        }
    }
}
