package dev.tidepath.io;

import java.util.Locale;

/**
 * Numbers since 1970-01-01T00:00Z.
 *
 * @param unit what is counted
 * @param digits how many digits stand before the point; zero for any number
 */
record EpochTime(Unit unit, int digits) implements TimePattern {

    /** What is counted since 1970. */
    enum Unit {
        /** Seconds, ten digits from 2001 to 2286. */
        S("seconds", 0),
        /** Milliseconds. */
        MS("milliseconds", 3),
        /** Microseconds. */
        US("microseconds", 6),
        /** Nanoseconds. */
        NS("nanoseconds", 9);

        private static final int DIGITS_OF_SECONDS = 10;

        private final String words;
        private final int places;

        Unit(String words, int places) {
            this.words = words;
            this.places = places;
        }

        /** In a message. */
        String words() {
            return words;
        }

        /** Decimal places of a second that the unit moves before the point. */
        int places() {
            return places;
        }

        /** How many digits times of this century have. */
        int usualDigits() {
            return DIGITS_OF_SECONDS + places;
        }
    }

    private static final int MOST_DIGITS = 18;
    private static final int NANO_DIGITS = 9;
    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    @Override
    public Kind kind() {
        return Kind.EPOCH;
    }

    @Override
    public String text() {
        return "epoch-" + unit.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Outcome read(char[] c, int from, int to, TimeCell cell) {
        boolean negative = from < to && c[from] == '-';
        int start = negative ? from + 1 : from;
        int point = start;
        while (point < to && isDigit(c[point])) {
            point++;
        }
        int whole = point - start;
        if (whole == 0 || (digits > 0 && (negative || whole != digits))) {
            return Outcome.OTHER;
        }
        int fraction = Math.max(0, to - point - 1);
        if (point < to && (c[point] != '.' || fraction == 0 || !areDigits(c, point + 1, to))) {
            return Outcome.OTHER;
        }
        if (whole > MOST_DIGITS + unit.places) {
            return cell.impossible("years run from 0001 to 9999");
        }
        if (fraction + unit.places > NANO_DIGITS && !areZeros(c, point + 1 + NANO_DIGITS - unit.places, to)) {
            return cell.impossible("times are kept to the nanosecond");
        }
        return set(c, start, point, to, negative, cell);
    }

    /** Splits the digits into seconds and nanoseconds without going through a double. */
    private Outcome set(char[] c, int start, int point, int to, boolean negative, TimeCell cell) {
        int split = Math.max(start, point - unit.places);
        long second = 0;
        for (int i = start; i < split; i++) {
            second = 10 * second + (c[i] - '0');
        }
        long nano = 0;
        int places = unit.places - (point - split);
        for (int i = split; i < to && places < NANO_DIGITS; i++) {
            if (c[i] != '.') {
                nano += (c[i] - '0') * POWERS[NANO_DIGITS - 1 - places];
                places++;
            }
        }
        if (negative) {
            second = nano == 0 ? -second : -second - 1;
            nano = nano == 0 ? 0 : POWERS[NANO_DIGITS] - nano;
        }
        return cell.setSecond(second, (int) nano, 0);
    }

    private static boolean areDigits(char[] c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(c[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean areZeros(char[] c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (c[i] != '0') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
