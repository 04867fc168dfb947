package dev.tidepath.io;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * How times are written: as plain numbers, dates, date-times without a zone (a uniform clock) or date-times with an
 * offset. What {@link Csv} reads it remembers in this form, so that a forecast's times look like the file's; immutable.
 */
public final class TimeFormat {

    /** What is written of a time. */
    enum Style {
        /** A plain number. */
        NUMBER,
        /** A date. */
        DATE,
        /** A date-time without a zone. */
        LOCAL,
        /** A date-time with an offset. */
        ZONED
    }

    private static final int NANO_DIGITS = 9;

    private final Style style;
    private final char separator;
    private final int clockDigits;
    private final int zoneSeconds;
    private final String zone;

    /** Clock digits are -1 for HH:mm, else the digits of the seconds' fraction. */
    private TimeFormat(Style style, char separator, int clockDigits, int zoneSeconds, String zone) {
        this.style = style;
        this.separator = separator;
        this.clockDigits = clockDigits;
        this.zoneSeconds = zoneSeconds;
        this.zone = zone;
    }

    /**
     * Plain numbers, such as {@code 102} or {@code 0.25}.
     *
     * @return the format
     */
    public static TimeFormat numbers() {
        return new TimeFormat(Style.NUMBER, 'T', -1, 0, "");
    }

    /**
     * Dates, such as {@code 2024-02-29}.
     *
     * @return the format
     */
    public static TimeFormat dates() {
        return new TimeFormat(Style.DATE, 'T', -1, 0, "");
    }

    /**
     * Date-times without a zone, such as {@code 2024-02-29T13:45}; seconds and their fraction where a time has some.
     *
     * @return the format
     */
    public static TimeFormat dateTimes() {
        return new TimeFormat(Style.LOCAL, 'T', -1, 0, "");
    }

    /**
     * Date-times in UTC, such as {@code 2024-02-29T13:45:00Z}; a fraction of the second where a time has one.
     *
     * @return the format
     */
    public static TimeFormat instants() {
        return new TimeFormat(Style.ZONED, 'T', 0, 0, "Z");
    }

    /**
     * The format that suits an axis where nothing is known of how its times were written.
     *
     * @param axis kind of axis
     * @return numbers, or date-times in UTC
     */
    public static TimeFormat of(TimeAxis axis) {
        return axis == TimeAxis.NUMERIC ? numbers() : instants();
    }

    static TimeFormat local(char separator, int clockDigits) {
        return new TimeFormat(Style.LOCAL, separator, clockDigits, 0, "");
    }

    static TimeFormat zoned(char separator, int clockDigits, int zoneSeconds, String zone) {
        return new TimeFormat(Style.ZONED, separator, clockDigits, zoneSeconds, zone);
    }

    Style style() {
        return style;
    }

    /**
     * The kind of axis this format is for.
     *
     * @return calendar or numeric
     */
    public TimeAxis axis() {
        return style == Style.NUMBER ? TimeAxis.NUMERIC : TimeAxis.CALENDAR;
    }

    /**
     * This format with as much added as writes all of some times exactly, and alike: dates become date-times unless every
     * time is a midnight, and seconds and their fraction appear where a time has some.
     *
     * @param sequences times to be written
     * @return a format that loses nothing of them
     * @throws IllegalArgumentException if the times are on the other kind of axis
     */
    public TimeFormat fitting(Iterable<Times> sequences) {
        TimeFormat fitted = this;
        for (Times times : sequences) {
            requireAxis(times);
            for (int i = 0; i < times.size(); i++) {
                fitted = fitted.fitting(times, i);
            }
        }
        return fitted;
    }

    private TimeFormat fitting(Times times, int i) {
        if (style == Style.NUMBER) {
            return this;
        }
        LocalDateTime clock = clock(times, i);
        if (style == Style.DATE && clock.toLocalTime().toNanoOfDay() == 0) {
            return this;
        }
        int needed = Math.max(clockDigits, neededDigits(clock));
        boolean enough = style != Style.DATE && needed == clockDigits;
        return enough
                ? this
                : new TimeFormat(style == Style.DATE ? Style.LOCAL : style, separator, needed, zoneSeconds, zone);
    }

    private static int neededDigits(LocalDateTime clock) {
        int nano = nano(clock);
        if (nano == 0) {
            return clock.getSecond() == 0 ? -1 : 0;
        }
        int digits = NANO_DIGITS;
        for (; nano % 10 == 0; nano /= 10) {
            digits--;
        }
        return digits;
    }

    private static int nano(LocalDateTime clock) {
        return clock.get(ChronoField.NANO_OF_SECOND);
    }

    /**
     * One time in this format, or in what {@link #fitting} would make of it if this format would lose something.
     *
     * @param times times on this format's kind of axis
     * @param i index
     * @return text that {@link Csv} reads back as the same time
     * @throws IllegalArgumentException if the times are on the other kind of axis
     */
    public String text(Times times, int i) {
        requireAxis(times);
        return style == Style.NUMBER
                ? DecimalText.exact(times.number(i))
                : fitting(times, i).write(clock(times, i));
    }

    private void requireAxis(Times times) {
        if (times.axis() != axis()) {
            throw new IllegalArgumentException("times are " + times.axis() + ", their format is " + axis());
        }
    }

    private LocalDateTime clock(Times times, int i) {
        return LocalDateTime.ofInstant(times.instant(i), ZoneOffset.ofTotalSeconds(zoneSeconds));
    }

    private String write(LocalDateTime t) {
        StringBuilder b = new StringBuilder(35);
        b.append(String.format(Locale.ROOT, "%04d", t.getYear())).append('-');
        two(b, t.getMonthValue()).append('-');
        two(b, t.getDayOfMonth());
        if (style == Style.DATE) {
            return b.toString();
        }
        two(b.append(separator), t.getHour()).append(':');
        two(b, t.getMinute());
        if (clockDigits >= 0) {
            two(b.append(':'), t.getSecond());
        }
        if (clockDigits > 0) {
            b.append('.').append(String.format(Locale.ROOT, "%09d", nano(t)), 0, clockDigits);
        }
        return b.append(zone).toString();
    }

    private static StringBuilder two(StringBuilder b, int n) {
        return b.append((char) ('0' + n / 10)).append((char) ('0' + n % 10));
    }

    /** The format by example, such as {@code 2024-02-29T13:45Z}. */
    @Override
    public String toString() {
        return style == Style.NUMBER
                ? "numbers"
                : write(LocalDateTime.of(2024, 2, 29, style == Style.DATE ? 0 : 13, 45));
    }
}
