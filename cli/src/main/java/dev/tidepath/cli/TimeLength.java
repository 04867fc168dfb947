package dev.tidepath.cli;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A stretch of time as a user writes it: with a unit ({@code 104w}, {@code 36h}, {@code PT36H}, {@code P1M}), or a plain
 * number in whatever unit a numeric time axis has. Always greater than zero.
 */
sealed interface TimeLength {

    /**
     * What the user wrote.
     *
     * @return the text, for messages
     */
    String text();

    /**
     * Reads a length.
     *
     * @param text such as {@code 104w}, {@code PT36H} or {@code 24}
     * @return the length, greater than zero
     * @throws IllegalArgumentException if the text is none; the message says why
     */
    static TimeLength parse(String text) {
        return TimeLengthParser.parse(text);
    }

    /**
     * This length as one on a calendar axis.
     *
     * @param option the option it was given for
     * @param timeColumn the column of dates
     * @return this
     * @throws UsageException if it has no unit
     */
    default WithUnit withUnit(String option, String timeColumn) {
        if (this instanceof WithUnit w) {
            return w;
        }
        throw new UsageException(option + " " + text() + ": " + text() + " what? " + text() + "h, " + text() + "d, PT"
                + text() + "H (column '" + timeColumn + "' holds dates)");
    }

    /**
     * This length as one on a numeric axis.
     *
     * @param option the option it was given for
     * @param timeColumn the column of numbers
     * @return this
     * @throws UsageException if it has a unit
     */
    default Plain plain(String option, String timeColumn) {
        if (this instanceof Plain p) {
            return p;
        }
        throw new UsageException(option + " " + text() + ": column '" + timeColumn
                + "' holds plain numbers, so write a plain number in their unit, such as " + option + " 24");
    }

    /**
     * This length on either kind of axis.
     *
     * @param option the option it was given for
     * @param axis kind of axis
     * @param timeColumn the column of times
     * @return the span
     * @throws UsageException if it lacks a unit, or has one where the times have none
     */
    default TimeSpan span(String option, TimeAxis axis, String timeColumn) {
        return axis == TimeAxis.CALENDAR
                ? TimeSpan.of(withUnit(option, timeColumn).amount())
                : TimeSpan.of(plain(option, timeColumn).value());
    }

    /**
     * A length with a unit.
     *
     * @param text what the user wrote
     * @param amount a {@link Duration} or a {@link Period}
     */
    record WithUnit(String text, TemporalAmount amount) implements TimeLength {

        /**
         * The length in seconds; a month is a twelfth of a year, and a year has 365.2425 days.
         *
         * @return greater than zero
         */
        double seconds() {
            double months = amount instanceof Period p ? p.toTotalMonths() : 0;
            Duration rest = apartFromMonths();
            return months * ChronoUnit.MONTHS.getDuration().toSeconds() + rest.getSeconds() + 1e-9 * rest.getNano();
        }

        /**
         * The length on a clock.
         *
         * @return greater than zero
         * @throws IllegalStateException if it {@linkplain #followsTheCalendar follows the calendar}
         */
        Duration exact() {
            if (followsTheCalendar()) {
                throw new IllegalStateException(text + " has no exact length");
            }
            return apartFromMonths();
        }

        private Duration apartFromMonths() {
            return amount instanceof Period p ? Duration.ofDays(p.get(ChronoUnit.DAYS)) : Duration.from(amount);
        }

        /**
         * Whether its length depends on the date it is counted from, as that of a month does.
         *
         * @return whether months or years are part of it
         */
        boolean followsTheCalendar() {
            return amount instanceof Period p && p.toTotalMonths() != 0;
        }
    }

    /**
     * A number without a unit.
     *
     * @param text what the user wrote
     * @param value greater than zero and finite
     */
    record Plain(String text, double value) implements TimeLength {}

    /** For picocli. */
    final class Converter implements ITypeConverter<TimeLength> {

        @Override
        public TimeLength convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}

/** How a {@link TimeLength} is written. */
final class TimeLengthParser {

    private static final Pattern NUMBER = Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,9})?)(.*)");
    private static final Pattern ISO = Pattern.compile("[+-]?[pP].*");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS,
            "w", ChronoUnit.WEEKS);
    private static final BigDecimal NANOS_A_SECOND = BigDecimal.valueOf(1_000_000_000);

    private TimeLengthParser() {}

    static TimeLength parse(String text) {
        Matcher number = NUMBER.matcher(text);
        TimeLength length = number.matches()
                ? number(text, number.group(1), number.group(2))
                : new TimeLength.WithUnit(text, iso(text));
        if (!isForward(length)) {
            throw new IllegalArgumentException("'" + text + "' is not greater than zero");
        }
        return length;
    }

    private static TimeLength number(String text, String digits, String unit) {
        if (!unit.isEmpty()) {
            return new TimeLength.WithUnit(text, amount(text, digits, unit));
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("'" + text + "' is too long");
        }
        return new TimeLength.Plain(text, value);
    }

    private static TemporalAmount amount(String text, String digits, String unitText) {
        ChronoUnit unit = UNITS.get(unitText);
        if (unit == null) {
            throw new IllegalArgumentException(unknownUnit(text, digits, unitText));
        }
        BigDecimal count = new BigDecimal(digits);
        try {
            if (unit.isDateBased() && count.stripTrailingZeros().scale() <= 0) {
                return Period.ofDays(Math.multiplyExact(
                        count.intValueExact(), (int) unit.getDuration().toDays()));
            }
            BigDecimal seconds =
                    count.multiply(BigDecimal.valueOf(unit.getDuration().toSeconds()));
            BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
            return Duration.ofSeconds(
                    parts[0].longValueExact(), parts[1].multiply(NANOS_A_SECOND).longValue());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too long", e);
        }
    }

    private static String unknownUnit(String text, String digits, String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        if (unit.equals("M")) {
            return "'" + text + "' could be minutes or months; write " + digits + "m or P" + digits + "M";
        }
        if (UNITS.containsKey(lower)) {
            return "'" + text + "' has its unit in capitals; write " + digits + lower;
        }
        if (lower.startsWith("mo") || lower.startsWith("y")) {
            return "'" + text + "' needs the calendar; write P" + digits
                    + lower.substring(0, 1).toUpperCase(Locale.ROOT);
        }
        return notALength(text);
    }

    private static TemporalAmount iso(String text) {
        if (!ISO.matcher(text).matches()) {
            throw new IllegalArgumentException(notALength(text));
        }
        try {
            return text.toUpperCase(Locale.ROOT).contains("T") ? Duration.parse(text) : Period.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(notALength(text), e);
        }
    }

    private static String notALength(String text) {
        return "'" + text + "' is not a length of time; write it as 104w, 2d, 36h, 15m, 30s, PT36H, P1M or P1Y";
    }

    private static boolean isForward(TimeLength length) {
        if (length instanceof TimeLength.Plain plain) {
            return plain.value() > 0;
        }
        TemporalAmount amount = ((TimeLength.WithUnit) length).amount();
        if (amount instanceof Period p) {
            return p.get(ChronoUnit.DAYS) >= 0 && p.toTotalMonths() >= 0 && !p.isZero();
        }
        Duration d = (Duration) amount;
        return !d.isNegative() && !d.isZero();
    }
}
