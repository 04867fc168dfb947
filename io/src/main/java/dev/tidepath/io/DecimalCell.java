package dev.tidepath.io;

/**
 * Reads a cell as a decimal number: an optional sign, digits with at most one point, an optional exponent; nothing else.
 * The result is the nearest {@code double}.
 */
final class DecimalCell {

    /** How a cell reads. */
    enum Outcome {
        /** A finite number. */
        NUMBER,
        /** Written like a number, but beyond the range of a {@code double}. */
        OVERFLOW,
        /** The word for infinity. */
        INFINITE,
        /** A number with a comma where the decimal point belongs. */
        DECIMAL_COMMA,
        /** Digits with something around them, such as {@code 10%}, {@code $5}, {@code 0x10} or {@code 1f}. */
        DECORATED,
        /** Anything else. */
        TEXT
    }

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final int SAFE_DIGITS = 15;
    private static final int LONGEST_EXPONENT = 6;

    private double value;
    private long mantissa;
    private int digits;
    private int fractionDigits;

    /** The number read last; meaningful after {@link Outcome#NUMBER} only. */
    double value() {
        return value;
    }

    /** Reads the characters from one index to before another. */
    Outcome parse(char[] c, int from, int to) {
        int at = from < to && isSign(c[from]) ? from + 1 : from;
        int end = mantissa(c, at, to);
        if (digits == 0) {
            return other(c, from, to);
        }
        int exponent = 0;
        if (end < to) {
            if ((c[end] != 'e' && c[end] != 'E') || !isExponent(c, end + 1, to)) {
                return other(c, from, to);
            }
            exponent = to - end > LONGEST_EXPONENT
                    ? Integer.MAX_VALUE
                    : Integer.parseInt(new String(c, end + 1, to - end - 1));
        }
        value = toDouble(c, from, to, exponent);
        return Double.isInfinite(value) ? Outcome.OVERFLOW : Outcome.NUMBER;
    }

    private int mantissa(char[] c, int from, int to) {
        mantissa = 0;
        digits = 0;
        fractionDigits = 0;
        boolean point = false;
        int i = from;
        for (; i < to; i++) {
            if (c[i] == '.' && !point) {
                point = true;
            } else if (isDigit(c[i])) {
                if (digits < SAFE_DIGITS) {
                    mantissa = 10 * mantissa + (c[i] - '0');
                }
                digits++;
                fractionDigits += point ? 1 : 0;
            } else {
                break;
            }
        }
        return i;
    }

    /** Up to fifteen digits and a power of ten that is a double itself: one rounding, hence the nearest double. */
    private double toDouble(char[] c, int from, int to, int exponent) {
        if (digits <= SAFE_DIGITS && Math.abs((long) exponent - fractionDigits) < EXACT_POWERS.length) {
            int power = exponent - fractionDigits;
            double magnitude = power < 0 ? mantissa / EXACT_POWERS[-power] : mantissa * EXACT_POWERS[power];
            return c[from] == '-' ? -magnitude : magnitude;
        }
        return Double.parseDouble(new String(c, from, to - from));
    }

    private static Outcome other(char[] c, int from, int to) {
        String text = new String(c, from, to - from);
        if (text.matches("(?i)[+-]?(inf|infinity|∞)")) {
            return Outcome.INFINITE;
        }
        if (text.matches("[+-]?\\d{1,3}(\\.\\d{3})*,\\d+([eE][+-]?\\d+)?|[+-]?\\d+,\\d+([eE][+-]?\\d+)?")) {
            return Outcome.DECIMAL_COMMA;
        }
        boolean number = text.matches(
                "(?i)0x[0-9a-f]+|[^\\p{L}\\d]{0,3}[\\d.,_'\\s\\u00a0\\u202f]*\\d\\s?([%‰°€$£¥fdl]|\\p{Sc})?");
        return number ? Outcome.DECORATED : Outcome.TEXT;
    }

    private static boolean isExponent(char[] c, int from, int to) {
        int at = from < to && isSign(c[from]) ? from + 1 : from;
        if (at == to) {
            return false;
        }
        for (int i = at; i < to; i++) {
            if (!isDigit(c[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
