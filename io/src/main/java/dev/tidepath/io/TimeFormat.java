package dev.tidepath.io;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How times are written: as plain numbers, numbers since 1970, elapsed hours and minutes, dates, date-times without a zone
 * (a uniform clock) or date-times with an offset. What {@link Csv} reads it remembers in this form, so that a forecast's
 * times look like the file's; dates and date-times are always written in the order of ISO 8601. Immutable.
 */
public final class TimeFormat {

    /** What is written of a time. */
    enum Style {
        /** A plain number. */
        NUMBER,
        /** A number since 1970. */
        EPOCH,
        /** Hours, minutes and seconds since a start. */
        ELAPSED,
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
    private final ZoneId zone;
    private final String offset;
    private final EpochTime.Unit unit;
    private final List<TimePattern> patterns;
    private final TimeStyle reading;

    /**
     * Clock digits are -1 for HH:mm, else the digits of the seconds' fraction; an empty offset is written as the zone has
     * it.
     */
    private TimeFormat(
            Style style,
            char separator,
            int clockDigits,
            ZoneId zone,
            String offset,
            EpochTime.Unit unit,
            List<TimePattern> patterns,
            TimeStyle reading) {
        this.style = style;
        this.separator = separator;
        this.clockDigits = clockDigits;
        this.zone = zone;
        this.offset = offset;
        this.unit = unit;
        this.patterns = patterns;
        this.reading = reading;
    }

    private TimeFormat(Style style, char separator, int clockDigits, ZoneId zone, String offset) {
        this(style, separator, clockDigits, zone, offset, EpochTime.Unit.S, List.of(), TimeStyle.SNIFFED);
    }

    /**
     * Plain numbers, such as {@code 102} or {@code 0.25}.
     *
     * @return the format
     */
    public static TimeFormat numbers() {
        return new TimeFormat(Style.NUMBER, 'T', -1, ZoneOffset.UTC, "");
    }

    /**
     * Dates, such as {@code 2024-02-29}.
     *
     * @return the format
     */
    public static TimeFormat dates() {
        return new TimeFormat(Style.DATE, 'T', -1, ZoneOffset.UTC, "");
    }

    /**
     * Date-times without a zone, such as {@code 2024-02-29T13:45}; seconds and their fraction where a time has some.
     *
     * @return the format
     */
    public static TimeFormat dateTimes() {
        return new TimeFormat(Style.LOCAL, 'T', -1, ZoneOffset.UTC, "");
    }

    /**
     * Date-times in UTC, such as {@code 2024-02-29T13:45:00Z}; a fraction of the second where a time has one.
     *
     * @return the format
     */
    public static TimeFormat instants() {
        return zoned('T', 0, ZoneOffset.UTC, "Z");
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

    static TimeFormat epoch(EpochTime.Unit unit) {
        return new TimeFormat(Style.EPOCH, 'T', -1, ZoneOffset.UTC, "", unit, List.of(), TimeStyle.SNIFFED);
    }

    static TimeFormat elapsed(int clockDigits) {
        return new TimeFormat(Style.ELAPSED, 'T', clockDigits, ZoneOffset.UTC, "");
    }

    /** Dates whose midnights are those of a zone. */
    static TimeFormat dates(ZoneId zone) {
        return new TimeFormat(Style.DATE, 'T', -1, zone, "");
    }

    static TimeFormat local(char separator, int clockDigits) {
        return new TimeFormat(Style.LOCAL, separator, clockDigits, ZoneOffset.UTC, "");
    }

    /** With the offset that a zone has at each time. */
    static TimeFormat zoned(char separator, int clockDigits, ZoneId zone) {
        return zoned(separator, clockDigits, zone, "");
    }

    /** With one offset, written in one way. */
    static TimeFormat zoned(char separator, int clockDigits, ZoneId zone, String offset) {
        return new TimeFormat(Style.ZONED, separator, clockDigits, zone, offset);
    }

    /** This format, which remembers by what it was read. */
    TimeFormat asRead(List<TimePattern> by, TimeStyle how) {
        return new TimeFormat(style, separator, clockDigits, zone, offset, unit, by, how);
    }

    /** The patterns it was read by, if it was read. */
    List<TimePattern> patterns() {
        return patterns;
    }

    /** What times without a zone mean in another file of the same user; its format is found out. */
    TimeStyle reading() {
        return new TimeStyle(List.of(), reading.zone(), reading.gap(), reading.overlap());
    }

    Style style() {
        return style;
    }

    /** Whether the times are instants on the time line, rather than those of a clock or since a start. */
    private boolean isOfInstants() {
        return style == Style.ZONED || style == Style.EPOCH || !zone.equals(ZoneOffset.UTC);
    }

    /**
     * The kind of axis this format is for.
     *
     * @return calendar or numeric
     */
    public TimeAxis axis() {
        return style == Style.NUMBER ? TimeAxis.NUMERIC : TimeAxis.CALENDAR;
    }

    /** Refuses times of another file that cannot be compared with those of the series. */
    static void requireAlike(TimeFormat these, TimeFormat series, String where) {
        Optional<String> kind =
                these.axis() == series.axis() && (these.style == Style.ELAPSED) == (series.style == Style.ELAPSED)
                        ? Optional.empty()
                        : Optional.of("these times are " + these.words() + ", those of the series " + series.words());
        if (kind.isPresent()) {
            throw InputException.data(
                    "TP-D050",
                    where,
                    kind.get(),
                    switch (series.style) {
                        case NUMBER -> "write plain numbers in the unit of the series' time column";
                        case ELAPSED -> "write elapsed times as the series' time column does, such as 36:37";
                        default -> "write dates or date-times";
                    });
        }
        if (these.axis() == TimeAxis.CALENDAR && these.isOfInstants() != series.isOfInstants()) {
            boolean zoned = these.isOfInstants();
            throw InputException.data(
                    "TP-D029",
                    where,
                    zoned
                            ? "these times have a zone, those of the series have none"
                            : "these times have no zone, those of the series have one",
                    zoned
                            ? "write them without an offset, as the series' times are, or name the series' zone: --zone"
                            : "give each an offset, such as Z or +01:00, or name their zone: --zone");
        }
    }

    private String words() {
        return switch (style) {
            case NUMBER -> "plain numbers";
            case ELAPSED -> "elapsed times";
            default -> "on the calendar";
        };
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
        if (style == Style.NUMBER || style == Style.EPOCH) {
            return this;
        }
        LocalDateTime clock = clock(times.instant(i));
        if (style == Style.DATE && clock.toLocalTime().toNanoOfDay() == 0) {
            return this;
        }
        int needed = Math.max(clockDigits, neededDigits(clock));
        if (style != Style.DATE && needed == clockDigits) {
            return this;
        }
        Style fitted = style != Style.DATE ? style : isOfInstants() ? Style.ZONED : Style.LOCAL;
        return new TimeFormat(fitted, separator, needed, zone, offset, unit, patterns, reading);
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
        return switch (style) {
            case NUMBER -> DecimalText.exact(times.number(i));
            case EPOCH -> epoch(times.instant(i));
            default -> fitting(times, i).write(times.instant(i));
        };
    }

    private void requireAxis(Times times) {
        if (times.axis() != axis()) {
            throw new IllegalArgumentException("times are " + times.axis() + ", their format is " + axis());
        }
    }

    private String epoch(Instant instant) {
        BigDecimal seconds =
                BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), NANO_DIGITS));
        BigDecimal number = seconds.movePointRight(unit.places());
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private LocalDateTime clock(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    private String write(Instant instant) {
        LocalDateTime t = clock(instant);
        StringBuilder b = new StringBuilder(35);
        if (style == Style.ELAPSED) {
            long hours = Math.floorDiv(instant.getEpochSecond(), 3_600L);
            b.append(String.format(Locale.ROOT, "%02d", hours));
        } else {
            b.append(String.format(Locale.ROOT, "%04d", t.getYear())).append('-');
            two(b, t.getMonthValue()).append('-');
            two(b, t.getDayOfMonth());
            if (style == Style.DATE) {
                return b.toString();
            }
            two(b.append(separator), t.getHour());
        }
        two(b.append(':'), t.getMinute());
        if (clockDigits >= 0) {
            two(b.append(':'), t.getSecond());
        }
        if (clockDigits > 0) {
            b.append('.').append(String.format(Locale.ROOT, "%09d", nano(t)), 0, clockDigits);
        }
        boolean written = style != Style.ZONED || !offset.isEmpty();
        return b.append(written ? offset : offsetOf(instant)).toString();
    }

    /** The zone's offset, with seconds where it has some, as before 1900. */
    private String offsetOf(Instant instant) {
        return zone.getRules().getOffset(instant).getId();
    }

    private static StringBuilder two(StringBuilder b, int n) {
        return b.append((char) ('0' + n / 10)).append((char) ('0' + n % 10));
    }

    /** The format by example, such as {@code 2024-02-29T13:45Z}. */
    @Override
    public String toString() {
        return switch (style) {
            case NUMBER -> "numbers";
            case EPOCH -> unit.words() + " since 1970";
            case ELAPSED -> "elapsed hours";
            default ->
                write(LocalDateTime.of(2024, 2, 29, style == Style.DATE ? 0 : 13, 45)
                        .atZone(zone)
                        .toInstant());
        };
    }
}
