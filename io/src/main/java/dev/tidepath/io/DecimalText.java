package dev.tidepath.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes numbers: the same text from every JDK ({@link Double#toString(double)} is not), without a needless point or
 * exponent.
 */
final class DecimalText {

    private static final int LARGEST_PLAIN_EXPONENT = 17;
    private static final int SMALLEST_PLAIN_EXPONENT = -7;
    private static final double WHOLE = 1e15;

    private DecimalText() {}

    /** The shortest decimal that reads back as the same number. */
    static String exact(double x) {
        if (x == Math.rint(x) && Math.abs(x) < WHOLE) {
            return Long.toString((long) x);
        }
        BigDecimal all = new BigDecimal(x);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal shorter = round(all, digits);
            if (shorter.doubleValue() == x) {
                return text(shorter);
            }
        }
        return text(round(all, 17));
    }

    /** The number rounded to so many significant digits. */
    static String rounded(double x, int digits) {
        return text(round(new BigDecimal(x), digits));
    }

    private static BigDecimal round(BigDecimal x, int digits) {
        return x.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    /** All digits, without zeros at the end. */
    static String text(BigDecimal x) {
        if (x.signum() == 0) {
            return "0";
        }
        BigDecimal trimmed = x.stripTrailingZeros();
        int exponent = trimmed.precision() - trimmed.scale() - 1;
        boolean plain = exponent < LARGEST_PLAIN_EXPONENT && exponent >= SMALLEST_PLAIN_EXPONENT;
        return plain ? trimmed.toPlainString() : trimmed.toString();
    }
}
