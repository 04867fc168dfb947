package dev.tidepath.io;

import java.util.Optional;

/** The extremes of some values, and whether they look like codes for "nothing was observed" or like a slip of units. */
final class ValueRange {

    private static final int LEAST_REPEATS = 2;
    private static final int LEAST_CROWD = 5;
    private static final double SPREAD = 1e12;
    private static final long MOST_NINES = 999_999_999L;

    private double min = Double.POSITIVE_INFINITY;
    private double secondMin = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double secondMax = Double.NEGATIVE_INFINITY;
    private double least = Double.POSITIVE_INFINITY;
    private long minCount;
    private long maxCount;

    void add(double x) {
        if (x < secondMin) {
            addLow(x);
        }
        if (x > secondMax) {
            addHigh(x);
        }
        double size = Math.abs(x);
        if (size < least && size > 0) {
            least = size;
        }
    }

    private void addLow(double x) {
        if (x < min) {
            secondMin = min;
            min = x;
            minCount = 1;
        } else if (x == min) {
            minCount++;
        } else {
            secondMin = x;
        }
    }

    private void addHigh(double x) {
        if (x > max) {
            secondMax = max;
            max = x;
            maxCount = 1;
        } else if (x == max) {
            maxCount++;
        } else {
            secondMax = x;
        }
    }

    /** A value that stands far off, comes repeatedly and looks like a code for a missing value. */
    Optional<String> sentinel() {
        if (isApart(min, minCount, secondMin, secondMax > min ? secondMax : max) && isCode(min)) {
            return Optional.of(words(min, minCount));
        }
        if (isApart(max, maxCount, secondMax, secondMin < max ? secondMin : min) && isCode(max)) {
            return Optional.of(words(max, maxCount));
        }
        return Optional.empty();
    }

    /** A value that stands far off and comes more than a few times, whatever it looks like; others differ among themselves. */
    Optional<String> lonely() {
        if (isApart(min, minCount, secondMin, max) && minCount >= LEAST_CROWD && secondMin < max) {
            return Optional.of(words(min, minCount));
        }
        boolean high = isApart(max, maxCount, secondMax, min) && maxCount >= LEAST_CROWD && secondMax > min;
        return high ? Optional.of(words(max, maxCount)) : Optional.empty();
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    private static String words(double value, long count) {
        return DecimalText.exact(value) + " stands " + Phrases.count(count, "time");
    }

    private static boolean isApart(double extreme, long count, double next, double other) {
        return count >= LEAST_REPEATS
                && Double.isFinite(next)
                && Double.isFinite(other)
                && Math.abs(next - extreme) > Math.abs(other - next);
    }

    /** All nines, or the end of an integer's range. */
    private static boolean isCode(double value) {
        double size = Math.abs(value);
        if (size == Integer.MAX_VALUE || value == Integer.MIN_VALUE || size == Short.MAX_VALUE) {
            return true;
        }
        if (value == Short.MIN_VALUE || value == 65_535 || size >= 1e20) {
            return true;
        }
        long whole = (long) size;
        return whole >= 99
                && whole <= MOST_NINES
                && Long.toString(whole).chars().allMatch(c -> c == '9');
    }

    /** Whether the values differ in size by more than twelve orders of magnitude. */
    Optional<String> spread() {
        double largest = Math.max(Math.abs(min), Math.abs(max));
        return Double.isFinite(largest) && largest / least > SPREAD
                ? Optional.of(DecimalText.rounded(least, 3) + " to " + DecimalText.rounded(largest, 3))
                : Optional.empty();
    }
}
