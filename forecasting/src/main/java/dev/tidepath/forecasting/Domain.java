package dev.tidepath.forecasting;

import java.util.Locale;

/**
 * Which values a channel can take. A forecast of a channel never leaves its domain.
 *
 * @param kind what kind of values
 * @param low least value; negative infinity where there is none
 * @param high greatest value; positive infinity where there is none
 */
public record Domain(Kind kind, double low, double high) {

    /** Any number. */
    public static final Domain REAL = new Domain(Kind.REAL, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Numbers above zero. */
    public static final Domain POSITIVE = new Domain(Kind.POSITIVE, 0, Double.POSITIVE_INFINITY);

    /** Whole numbers from zero. */
    public static final Domain COUNT = new Domain(Kind.COUNT, 0, Double.POSITIVE_INFINITY);

    /** Kinds of values. */
    public enum Kind {
        /** Any number. */
        REAL,
        /** Numbers above zero. */
        POSITIVE,
        /** Numbers between two, which belong to it. */
        BOUNDED,
        /** Whole numbers from zero. */
        COUNT;

        /**
         * The kind's name.
         *
         * @return such as {@code positive}
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the bounds.
     *
     * @param kind see the component
     * @param low see the component
     * @param high see the component
     * @throws IllegalArgumentException if a bounded domain's bounds are not finite or do not increase
     */
    public Domain {
        if (kind == Kind.BOUNDED && !(low < high && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException("bounds are finite and increase: " + low + " and " + high);
        }
    }

    /**
     * Numbers between two, which belong to it.
     *
     * @param low least value
     * @param high greatest value
     * @return the domain
     * @throws IllegalArgumentException if they are not finite or do not increase
     */
    public static Domain bounded(double low, double high) {
        return new Domain(Kind.BOUNDED, low, high);
    }

    /**
     * Whether a value belongs to this domain.
     *
     * @param value any number
     * @return false for NaN and infinities too
     */
    public boolean contains(double value) {
        return Double.isFinite(value)
                && switch (kind) {
                    case REAL -> true;
                    case POSITIVE -> value > 0;
                    case BOUNDED -> value >= low && value <= high;
                    case COUNT -> value >= 0 && value == Math.rint(value);
                };
    }

    /**
     * The nearest value of the domain: within its bounds, above zero where values are positive, a whole number where they
     * are counts.
     *
     * @param value any number
     * @return a value of the domain; not where all numbers belong to it and this one is not finite
     */
    public double nearest(double value) {
        return switch (kind) {
            case REAL -> value;
            case POSITIVE -> Math.max(Double.MIN_NORMAL, Math.min(Double.MAX_VALUE, value));
            case BOUNDED -> Math.max(low, Math.min(high, value));
            case COUNT -> Math.max(0.0, Math.rint(Math.min(Double.MAX_VALUE, value)));
        };
    }

    /**
     * The domain in the words of a message.
     *
     * @return such as {@code positive} or {@code bounded by 0 and 100}
     */
    public String text() {
        return kind == Kind.BOUNDED ? "bounded by " + plain(low) + " and " + plain(high) : kind.text();
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
