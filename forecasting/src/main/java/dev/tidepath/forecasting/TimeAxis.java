package dev.tidepath.forecasting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** What the times of a series are. */
public enum TimeAxis {
    /** Instants in the years 0001 to 9999, to the nanosecond. */
    CALENDAR,
    /** Plain numbers in a unit of the user's own. */
    NUMERIC;

    private static final double[] UNIT_SECONDS = {365.2425 * 86_400, 86_400, 3_600, 60, 1};
    private static final String[] UNIT_NAMES = {" years", " d", " h", " min", " s"};
    private static final double LEAST_COUNT = 2;
    private static final int DIGITS = 6;

    /**
     * A length of time for a reader: on the calendar in the largest unit that fits in it twice, else the number alone.
     *
     * @param length in seconds on the calendar, in the user's unit otherwise; finite
     * @param digits significant ones; whole units are never rounded
     * @return such as {@code 24 h}, {@code 2.5 d} or {@code 43.8 years}; without trailing zeros
     */
    public String text(double length, int digits) {
        if (this == NUMERIC) {
            return rounded(length, digits);
        }
        int unit = 0;
        while (unit < UNIT_SECONDS.length - 1 && length < LEAST_COUNT * UNIT_SECONDS[unit]) {
            unit++;
        }
        return rounded(length / UNIT_SECONDS[unit], digits) + UNIT_NAMES[unit];
    }

    /**
     * Lengths of time for a reader, to six digits.
     *
     * @param lengths each as {@link #text(double, int)} takes it
     * @return such as {@code 24 h and 7 d}; {@code none} if there are none
     */
    public String text(List<Double> lengths) {
        return lengths.isEmpty() ? "none" : lengths.stream().map(this::text).collect(Collectors.joining(" and "));
    }

    /**
     * A length of time for a reader, to six digits.
     *
     * @param length as {@link #text(double, int)} takes it
     * @return such as {@code 24 h}
     */
    public String text(double length) {
        return text(length, DIGITS);
    }

    private static String rounded(double value, int digits) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal whole = exact.setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal rounded = whole.precision() >= digits ? whole : exact.round(new MathContext(digits));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
