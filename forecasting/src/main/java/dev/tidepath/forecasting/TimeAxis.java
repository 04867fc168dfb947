package dev.tidepath.forecasting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the times of a series are. */
public enum TimeAxis {
    /** Instants in the years 0001 to 9999, to the nanosecond. */
    CALENDAR,
    /** Plain numbers in a unit of the user's own. */
    NUMERIC;

    private static final double[] UNIT_SECONDS = {365.2425 * 86_400, 86_400, 3_600, 60, 1};
    private static final String[] UNIT_NAMES = {"years", "d", "h", "min", "s"};
    private static final double LEAST_COUNT = 2;
    private static final int CALENDAR_DIGITS = 3;
    private static final int NUMERIC_DIGITS = 6;

    /**
     * Says what they are.
     *
     * @return {@code calendar} or {@code numeric}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Says how long a stretch of the axis is, for people to read.
     *
     * @param length zero or more; in seconds on the calendar, else in the axis's unit
     * @return on the calendar, to three digits and in the largest unit that fits in it twice, such as {@code 7 d} or
     *     {@code 2.5 h}; else the number to six digits
     */
    public String length(double length) {
        if (this == NUMERIC) {
            return rounded(length, NUMERIC_DIGITS);
        }
        int unit = 0;
        while (unit < UNIT_SECONDS.length - 1 && length < LEAST_COUNT * UNIT_SECONDS[unit]) {
            unit++;
        }
        return rounded(length / UNIT_SECONDS[unit], CALENDAR_DIGITS) + " " + UNIT_NAMES[unit];
    }

    /**
     * Says how long several stretches are.
     *
     * @param lengths each as {@link #length} takes it
     * @return such as {@code 24 h and 7 d}; {@code none} if there are none
     */
    public String lengths(List<Double> lengths) {
        return lengths.isEmpty() ? "none" : lengths.stream().map(this::length).collect(Collectors.joining(" and "));
    }

    /** Digits before the decimal point are all told. */
    private static String rounded(double value, int digits) {
        BigDecimal exact = new BigDecimal(value);
        int whole = exact.precision() - exact.scale();
        return exact.round(new MathContext(Math.max(digits, whole)))
                .stripTrailingZeros()
                .toPlainString();
    }
}
