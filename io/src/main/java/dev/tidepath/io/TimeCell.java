package dev.tidepath.io;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads a cell as a time: an ISO date, a date-time with {@code T} or a blank and without or with a zone offset, or a
 * plain number. Strict: February 30 is no date.
 */
final class TimeCell {

    /** How a cell reads. */
    enum Outcome {
        /** A date. */
        DATE,
        /** A date-time without a zone. */
        LOCAL,
        /** A date-time with {@code Z} or an offset. */
        ZONED,
        /** A plain number. */
        NUMBER,
        /** Nothing is given. */
        MISSING,
        /** Written like a time or number, but there is none such. */
        IMPOSSIBLE,
        /** Anything else. */
        UNKNOWN
    }

    private static final int DATE_LENGTH = 10;
    private static final int MAX_NANO_DIGITS = 9;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int MAX_OFFSET = 18 * 3_600;

    private final Stamp stamp = new Stamp();
    private final DecimalCell decimal = new DecimalCell();

    private String trouble = "";
    private char separator;
    private boolean hasSeconds;
    private int fractionDigits;
    private boolean endOfDay;
    private String zone = "";
    private int zoneSeconds;

    private char[] chars = {};
    private int end;
    private long day;
    private int secondOfDay;
    private int nano;

    /** Reads the characters from one index to before another, blanks around them already taken off. */
    Outcome parse(char[] c, int from, int to) {
        chars = c;
        end = to;
        if (!startsLikeDate(from)) {
            return number(from);
        }
        trouble = "";
        boolean possible = date(from);
        if (to - from == DATE_LENGTH) {
            return possible && set(day * SECONDS_PER_DAY, 0) ? Outcome.DATE : Outcome.IMPOSSIBLE;
        }
        return dateTime(from + DATE_LENGTH, possible);
    }

    Stamp stamp() {
        return stamp;
    }

    /** Why there is no such time, after {@link Outcome#IMPOSSIBLE}. */
    String trouble() {
        return trouble;
    }

    char separator() {
        return separator;
    }

    boolean hasSeconds() {
        return hasSeconds;
    }

    int fractionDigits() {
        return fractionDigits;
    }

    /** Whether it was written as 24:00, the end of a day. */
    boolean isEndOfDay() {
        return endOfDay;
    }

    /** The offset as written, after {@link Outcome#ZONED}. */
    String zone() {
        return zone;
    }

    int zoneSeconds() {
        return zoneSeconds;
    }

    private Outcome number(int from) {
        return switch (decimal.parse(chars, from, end)) {
            case NUMBER -> {
                stamp.setNumber(decimal.value());
                yield Outcome.NUMBER;
            }
            case OVERFLOW, INFINITE -> {
                trouble = "it is beyond the range of a double";
                yield Outcome.IMPOSSIBLE;
            }
            default -> MissingCell.token(chars, from, end) >= 0 ? Outcome.MISSING : Outcome.UNKNOWN;
        };
    }

    private boolean startsLikeDate(int at) {
        return end - at >= DATE_LENGTH
                && digits(at, 4)
                && chars[at + 4] == '-'
                && digits(at + 5, 2)
                && chars[at + 7] == '-'
                && digits(at + 8, 2);
    }

    private boolean date(int at) {
        int year = read(at, 4);
        int month = read(at + 5, 2);
        int dayOfMonth = read(at + 8, 2);
        if (year == 0) {
            return fail("years run from 0001 to 9999");
        }
        if (month < 1 || month > 12) {
            return fail("there is no month " + month);
        }
        int length = YearMonth.of(year, month).lengthOfMonth();
        if (dayOfMonth < 1 || dayOfMonth > length) {
            return fail(new String(chars, at, 7) + " has " + length + " days");
        }
        day = LocalDate.of(year, month, dayOfMonth).toEpochDay();
        return true;
    }

    private Outcome dateTime(int at, boolean possibleDate) {
        separator = chars[at];
        int zoneAt = separator == 'T' || separator == ' ' ? clock(at + 1) : -1;
        if (zoneAt < 0 || !zone(zoneAt)) {
            return Outcome.UNKNOWN;
        }
        if (!possibleDate || !possibleClock(at + 1) || !possibleZone()) {
            return Outcome.IMPOSSIBLE;
        }
        if (!set(day * SECONDS_PER_DAY + secondOfDay - zoneSeconds, nano)) {
            return Outcome.IMPOSSIBLE;
        }
        return zone.isEmpty() ? Outcome.LOCAL : Outcome.ZONED;
    }

    /** Reads HH:mm, :ss and a fraction; the index after them, or -1. */
    private int clock(int at) {
        hasSeconds = false;
        fractionDigits = 0;
        nano = 0;
        if (!(end - at >= 5 && digits(at, 2) && chars[at + 2] == ':' && digits(at + 3, 2))) {
            return -1;
        }
        int i = at + 5;
        if (i >= end || chars[i] != ':') {
            return i;
        }
        if (!digits(i + 1, 2)) {
            return -1;
        }
        hasSeconds = true;
        i += 3;
        return i < end && chars[i] == '.' ? fraction(i + 1) : i;
    }

    private int fraction(int at) {
        int i = at;
        int scale = 100_000_000;
        for (; i < end && isDigit(chars[i]); i++) {
            nano += (chars[i] - '0') * scale;
            scale /= 10;
        }
        fractionDigits = i - at;
        return fractionDigits == 0 ? -1 : i;
    }

    /** Reads nothing, Z, +HH, +HHmm or +HH:mm up to the end. */
    private boolean zone(int at) {
        zone = new String(chars, at, end - at);
        zoneSeconds = 0;
        if (zone.isEmpty() || zone.equals("Z")) {
            return true;
        }
        boolean sign = chars[at] == '+' || chars[at] == '-';
        int length = end - at;
        boolean colon = length == 6 && chars[at + 3] == ':';
        if (!sign
                || !digits(at + 1, 2)
                || !(length == 3 || (length == 5 && digits(at + 3, 2)) || (colon && digits(at + 4, 2)))) {
            return false;
        }
        int minutes = length == 3 ? 0 : read(colon ? at + 4 : at + 3, 2);
        zoneSeconds = minutes > 59 ? Integer.MAX_VALUE : 3_600 * read(at + 1, 2) + 60 * minutes;
        zoneSeconds = chars[at] == '-' ? -zoneSeconds : zoneSeconds;
        return true;
    }

    private boolean possibleClock(int at) {
        int hour = read(at, 2);
        int minute = read(at + 3, 2);
        int second = hasSeconds ? read(at + 6, 2) : 0;
        endOfDay = hour == 24 && minute == 0 && second == 0 && nano == 0;
        if (hour > 23 && !endOfDay) {
            return fail("hours run from 00 to 23");
        }
        if (minute > 59) {
            return fail("minutes run from 00 to 59");
        }
        if (second > 59) {
            return fail(second == 60 ? "leap seconds are not counted" : "seconds run from 00 to 59");
        }
        if (fractionDigits > MAX_NANO_DIGITS) {
            return fail("times are kept to the nanosecond");
        }
        secondOfDay = 3_600 * hour + 60 * minute + second;
        return true;
    }

    private boolean possibleZone() {
        return Math.abs((long) zoneSeconds) <= MAX_OFFSET || fail("there is no offset " + zone);
    }

    private boolean set(long second, int nanoOfSecond) {
        return stamp.setInstant(second, nanoOfSecond) || fail("years run from 0001 to 9999");
    }

    private boolean fail(String why) {
        trouble = why;
        return false;
    }

    private boolean digits(int at, int count) {
        if (at + count > end) {
            return false;
        }
        for (int i = at; i < at + count; i++) {
            if (!isDigit(chars[i])) {
                return false;
            }
        }
        return true;
    }

    private int read(int at, int count) {
        int n = 0;
        for (int i = at; i < at + count; i++) {
            n = 10 * n + (chars[i] - '0');
        }
        return n;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
