package dev.tidepath.io;

import java.util.regex.Pattern;

/**
 * Reads a cell as a decimal number: an optional sign, digits with at most one mark, an optional exponent; and what the
 * {@link NumberStyle} allows besides. The result is the nearest {@code double}.
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
        /** A number with a comma where the decimal point belongs, or the other way round. */
        OTHER_MARK,
        /** A number with marks between thousands. */
        GROUPED,
        /** A number with a percent sign. */
        PERCENT,
        /** Digits with something around them, such as {@code $5}, {@code 0x10} or {@code 1f}. */
        DECORATED,
        /** Anything else. */
        TEXT
    }

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final char MINUS = '\u2212';
    private static final int SAFE_DIGITS = 15;
    private static final int LONGEST_EXPONENT = 6;

    private static final Pattern INFINITY = Pattern.compile("(?i)[+-]?(inf|infinity|∞)");
    private static final Pattern ONE_MARK = Pattern.compile("[+-]?\\d*[.,]\\d+([eE][+-]?\\d+)?|[+-]?\\d+[.,]");
    private static final Pattern GROUPED =
            Pattern.compile("[+-]?\\d{1,3}([.,'_\\h]\\d{2,3})*[.,'_\\h]\\d{3}([.,]\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern DECORATED =
            Pattern.compile("(?i)0x[0-9a-f]+|[^\\p{L}\\d]{0,3}[\\d.,_'\\h]*\\d\\h?([‰°€$£¥fdl]|\\p{Sc})?");

    private final NumberStyle style;
    private final char mark;

    private double value;
    private long mantissa;
    private int digits;
    private int fractionDigits;
    private boolean minusMapped;

    DecimalCell(NumberStyle style) {
        this.style = style;
        this.mark = style.mark();
    }

    /** The number read last; meaningful after {@link Outcome#NUMBER} only. */
    double value() {
        return value;
    }

    /** Whether the cell read last had a typographic minus sign (U+2212). */
    boolean isMinusMapped() {
        return minusMapped;
    }

    /** Reads the characters from one index to before another. */
    Outcome parse(char[] c, int from, int to) {
        minusMapped = false;
        Outcome outcome = plain(c, from, to);
        return outcome == Outcome.TEXT ? other(new String(c, from, to - from)) : outcome;
    }

    /** Reads digits, a sign, a mark and an exponent; anything else is text. */
    private Outcome plain(char[] c, int from, int to) {
        int at = from < to && isSign(c[from]) ? from + 1 : from;
        int end = mantissa(c, at, to);
        if (digits == 0) {
            return Outcome.TEXT;
        }
        int exponent = 0;
        if (end < to) {
            if ((c[end] != 'e' && c[end] != 'E') || !isExponent(c, end + 1, to)) {
                return Outcome.TEXT;
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
            if (isDigit(c[i])) {
                if (digits < SAFE_DIGITS) {
                    mantissa = 10 * mantissa + (c[i] - '0');
                }
                digits++;
                fractionDigits += point ? 1 : 0;
            } else if (c[i] == mark && !point) {
                point = true;
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
        return Double.parseDouble(new String(c, from, to - from).replace(mark, '.'));
    }

    /** Takes off what the style allows and reads again; else says what it looks like. */
    private Outcome other(String text) {
        boolean mapped = text.length() > 1 && text.charAt(0) == MINUS;
        String bare = mapped ? "-" + text.substring(1) : text;
        if (style.isDecorated()) {
            bare = undecorated(bare);
        }
        boolean percent = style.percent() && bare.endsWith("%");
        bare = percent ? bare.substring(0, bare.length() - 1).strip() : bare;
        if (!bare.equals(text)) {
            Outcome outcome = plain(bare.toCharArray(), 0, bare.length());
            if (outcome == Outcome.NUMBER) {
                minusMapped = mapped;
                value = percent ? value / 100 : value;
            }
            if (outcome != Outcome.TEXT) {
                return outcome;
            }
        }
        return looksLike(bare);
    }

    private String undecorated(String text) {
        String bare = text;
        for (String strip : style.stripped()) {
            if (bare.startsWith(strip)) {
                bare = bare.substring(strip.length()).strip();
            } else if (bare.startsWith("-" + strip)) {
                bare = "-" + bare.substring(strip.length() + 1).strip();
            }
            if (bare.endsWith(strip)) {
                bare = bare.substring(0, bare.length() - strip.length()).strip();
            }
        }
        return style.grouping().isPresent() ? ungrouped(bare, style.grouping().get()) : bare;
    }

    /** Takes marks out that stand between groups of digits, the last of three; other text stays as it is. */
    private String ungrouped(String text, char grouping) {
        int decimalAt = text.indexOf(mark);
        int end = decimalAt < 0 ? text.length() : decimalAt;
        StringBuilder b = new StringBuilder(text.length());
        int group = 0;
        boolean grouped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i < end && isGrouping(c, grouping)) {
                if (group == 0 || group > 3 || (grouped && group < 2)) {
                    return text;
                }
                grouped = true;
                group = 0;
            } else {
                group = i < end && isDigit(c) ? group + 1 : group;
                b.append(c);
            }
        }
        return grouped && group == 3 ? b.toString() : text;
    }

    private static boolean isGrouping(char c, char grouping) {
        return c == grouping || (NumberStyle.isBlank(grouping) && NumberStyle.isBlank(c));
    }

    private static Outcome looksLike(String text) {
        if (INFINITY.matcher(text).matches()) {
            return Outcome.INFINITE;
        }
        if (ONE_MARK.matcher(text).matches()) {
            return Outcome.OTHER_MARK;
        }
        if (GROUPED.matcher(text).matches()) {
            return Outcome.GROUPED;
        }
        if (text.endsWith("%") && text.length() > 1 && isDigit(text.charAt(0))) {
            return Outcome.PERCENT;
        }
        return DECORATED.matcher(text).matches() ? Outcome.DECORATED : Outcome.TEXT;
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
