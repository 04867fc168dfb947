package dev.tidepath.io;

import java.time.LocalDate;
import java.time.YearMonth;

/** What a {@link TimePattern} reads from a cell, overwritten by the next: no object for a cell. */
final class TimeCell {

    static final int SECONDS_PER_DAY = 86_400;

    private static final int MAX_OFFSET = 18 * 3_600;
    private static final int MAX_NANO_DIGITS = 9;
    private static final int NOON = 12;

    private final DecimalCell decimal;

    private String trouble = "";
    private long second;
    private int nano;
    private double number;

    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int secondOfMinute;
    private boolean twelveHours;
    private boolean afternoon;
    private char separator;
    private int clockDigits;
    private int zoneSeconds;
    private String zone = "";
    private boolean endOfDay;

    private int monthKnown = -1;
    private long firstOfMonth;
    private int monthLength;

    /** A cell whose plain numbers are written in some style. */
    TimeCell(NumberStyle style) {
        decimal = new DecimalCell(style);
    }

    DecimalCell decimal() {
        return decimal;
    }

    /** Seconds since 1970: of UTC where an offset is given, else of the clock. */
    long second() {
        return second;
    }

    int nano() {
        return nano;
    }

    /** The number on a numeric axis. */
    double number() {
        return number;
    }

    /** Why there is no such time, after {@link TimePattern.Outcome#IMPOSSIBLE}. */
    String trouble() {
        return trouble;
    }

    /** The year of a date, after a layout with one. */
    int year() {
        return year;
    }

    /** What stood between date and clock. */
    char separator() {
        return separator;
    }

    /** Digits of the seconds' fraction; -1 where there are no seconds. */
    int clockDigits() {
        return clockDigits;
    }

    /** The offset as written. */
    String zone() {
        return zone;
    }

    int zoneSeconds() {
        return zoneSeconds;
    }

    /** Whether it was written as 24:00, the end of a day. */
    boolean isEndOfDay() {
        return endOfDay;
    }

    TimePattern.Outcome impossible(String why) {
        trouble = why;
        return TimePattern.Outcome.IMPOSSIBLE;
    }

    TimePattern.Outcome setNumber(double value) {
        number = value;
        return TimePattern.Outcome.TIME;
    }

    TimePattern.Outcome setSecond(long newSecond, int newNano, int newClockDigits) {
        second = newSecond;
        nano = newNano;
        clockDigits = newClockDigits;
        endOfDay = false;
        zoneSeconds = 0;
        return Stamp.isInRange(second) ? TimePattern.Outcome.TIME : impossible("years run from 0001 to 9999");
    }

    /** Begins a date and clock that are read part by part. */
    void begin() {
        month = 1;
        day = 1;
        hour = 0;
        minute = 0;
        secondOfMinute = 0;
        nano = 0;
        twelveHours = false;
        separator = 'T';
        clockDigits = -1;
        zoneSeconds = 0;
        endOfDay = false;
    }

    void year(int value) {
        year = value;
    }

    void month(int value) {
        month = value;
    }

    void day(int value) {
        day = value;
    }

    void hour(int value) {
        hour = value;
    }

    void minute(int value) {
        minute = value;
    }

    void second(int value) {
        secondOfMinute = value;
        clockDigits = Math.max(0, clockDigits);
    }

    void fraction(int nanos, int digits) {
        nano = nanos;
        clockDigits = digits;
    }

    void half(boolean isAfternoon) {
        twelveHours = true;
        afternoon = isAfternoon;
    }

    void separator(char between) {
        separator = between;
    }

    /** Sets the offset; its text is kept anew only where it changes. */
    void zone(char[] c, int from, int to, int seconds) {
        zoneSeconds = seconds;
        if (!isZone(c, from, to)) {
            zone = new String(c, from, to - from);
        }
    }

    private boolean isZone(char[] c, int from, int to) {
        if (zone.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (zone.charAt(i - from) != c[i]) {
                return false;
            }
        }
        return true;
    }

    /** Puts the parts together, if there is such a time. */
    TimePattern.Outcome finish() {
        if (year == 0) {
            return impossible("years run from 0001 to 9999");
        }
        if (month < 1 || month > 12) {
            return impossible("there is no month " + month);
        }
        int key = 12 * year + month;
        if (key != monthKnown) {
            monthKnown = key;
            firstOfMonth = LocalDate.of(year, month, 1).toEpochDay();
            monthLength = YearMonth.of(year, month).lengthOfMonth();
        }
        if (day < 1 || day > monthLength) {
            return impossible(String.valueOf(YearMonth.of(year, month)) + " has " + monthLength + " days");
        }
        if (!isClock()) {
            return TimePattern.Outcome.IMPOSSIBLE;
        }
        if (Math.abs((long) zoneSeconds) > MAX_OFFSET) {
            return impossible("there is no offset " + zone);
        }
        second = (firstOfMonth + day - 1) * SECONDS_PER_DAY
                + 3_600L * hour
                + 60L * minute
                + secondOfMinute
                - zoneSeconds;
        return Stamp.isInRange(second) ? TimePattern.Outcome.TIME : impossible("years run from 0001 to 9999");
    }

    private boolean isClock() {
        if (twelveHours) {
            if (hour < 1 || hour > NOON) {
                return fails("hours before AM and PM run from 1 to 12");
            }
            hour = hour % NOON + (afternoon ? NOON : 0);
        }
        endOfDay = hour == 24 && minute == 0 && secondOfMinute == 0 && nano == 0;
        if (hour > 23 && !endOfDay) {
            return fails("hours run from 00 to 23");
        }
        if (minute > 59) {
            return fails("minutes run from 00 to 59");
        }
        if (secondOfMinute > 59) {
            return fails(secondOfMinute == 60 ? "leap seconds are not counted" : "seconds run from 00 to 59");
        }
        return clockDigits <= MAX_NANO_DIGITS || fails("times are kept to the nanosecond");
    }

    private boolean fails(String why) {
        trouble = why;
        return false;
    }
}
