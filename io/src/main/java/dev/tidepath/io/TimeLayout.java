package dev.tidepath.io;

import java.util.Locale;

/**
 * Dates and clocks written as a pattern of letters says, in the sense of {@code java.time}: {@code yyyy} or {@code uuuu},
 * {@code yy} (1969 to 2068), {@code M} or {@code MM}, {@code MMM} (English names), {@code d} or {@code dd}, {@code H} or
 * {@code HH}, {@code h} or {@code hh} with {@code a}, {@code mm}, {@code ss}, {@code S} (a fraction of any length),
 * {@code X} (an offset, {@code Z}, {@code UTC} or {@code GMT}), text between single quotes, optional parts between
 * brackets. One letter takes one or two digits. Strict: February 30 is no date.
 *
 * <p>A pattern is compiled into operations that walk along a cell's characters, without an object for a cell.
 */
final class TimeLayout implements TimePattern {

    /** Between date and clock: a {@code T} or a blank. */
    static final char SEPARATOR = '\u0001';

    private static final String[] MONTHS = {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december"
    };
    private static final char[] UTC = {'Z'};
    private static final int CENTURY = 2000;
    private static final int FIRST_OF_LAST_CENTURY = 69;

    private final String text;
    private final Kind kind;
    private final char[] ops;
    private final int[] args;

    TimeLayout(String text, Kind kind, char[] ops, int[] args) {
        this.text = text;
        this.kind = kind;
        this.ops = ops;
        this.args = args;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if it holds a letter without a meaning, or no year
     */
    static TimeLayout of(String pattern) {
        return new TimeLayoutCompiler(pattern).compile();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String text() {
        return text.replace(SEPARATOR, ' ');
    }

    @Override
    public String textFor(String example) {
        return example.matches(".*\\dT\\d.*") ? text.replace(String.valueOf(SEPARATOR), "'T'") : text();
    }

    @Override
    public Outcome read(char[] c, int from, int to, TimeCell cell) {
        cell.begin();
        return run(0, ops.length, c, from, to, cell) == to ? cell.finish() : Outcome.OTHER;
    }

    /** Runs some operations from a character on; the character after them, or -1. */
    private int run(int firstOp, int endOp, char[] c, int from, int to, TimeCell cell) {
        int at = from;
        for (int op = firstOp; op < endOp && at >= 0; op++) {
            int arg = args[op];
            switch (ops[op]) {
                case 'y' -> at = year(arg, c, at, to, cell);
                case 'M' -> at = month(arg, c, at, to, cell);
                case 'd', 'H', 'm', 's' -> at = pair(ops[op], arg, c, at, to, cell);
                case 'S' -> at = fraction(c, at, to, cell);
                case 'a' -> at = half(c, at, to, cell);
                case 'X' -> at = zone(c, at, to, cell);
                case SEPARATOR -> at = separator(c, at, to, cell);
                case '[' -> {
                    int after = run(op + 1, arg, c, at, to, cell);
                    at = after < 0 ? at : after;
                    op = arg - 1;
                }
                default -> at = at < to && c[at] == arg ? at + 1 : -1;
            }
        }
        return at;
    }

    private static int year(int digits, char[] c, int at, int to, TimeCell cell) {
        if (count(c, at, to, digits) < digits) {
            return -1;
        }
        int year = number(c, at, digits);
        if (digits == 2) {
            year += year >= FIRST_OF_LAST_CENTURY ? CENTURY - 100 : CENTURY;
        }
        cell.year(year);
        return at + digits;
    }

    private static int month(int digits, char[] c, int at, int to, TimeCell cell) {
        if (digits > 2) {
            return monthName(c, at, to, cell);
        }
        int n = count(c, at, to, 2);
        if (n < digits || n == 0) {
            return -1;
        }
        cell.month(number(c, at, n));
        return at + n;
    }

    private static int monthName(char[] c, int at, int to, TimeCell cell) {
        int end = at;
        while (end < to && Character.isLetter(c[end])) {
            end++;
        }
        if (end - at < 3) {
            return -1;
        }
        String word = new String(c, at, end - at).toLowerCase(Locale.ROOT);
        for (int m = 0; m < MONTHS.length; m++) {
            boolean sept = m == 8 && word.equals("sept");
            if (MONTHS[m].equals(word) || (word.length() == 3 && MONTHS[m].startsWith(word)) || sept) {
                cell.month(m + 1);
                return end < to && c[end] == '.' ? end + 1 : end;
            }
        }
        return -1;
    }

    private static int pair(char op, int least, char[] c, int at, int to, TimeCell cell) {
        int n = count(c, at, to, 2);
        if (n < least || n == 0) {
            return -1;
        }
        int value = number(c, at, n);
        switch (op) {
            case 'd' -> cell.day(value);
            case 'H' -> cell.hour(value);
            case 'm' -> cell.minute(value);
            default -> cell.second(value);
        }
        return at + n;
    }

    private static int fraction(char[] c, int at, int to, TimeCell cell) {
        int i = at;
        int nano = 0;
        int scale = 100_000_000;
        for (; i < to && isDigit(c[i]); i++) {
            nano += (c[i] - '0') * scale;
            scale /= 10;
        }
        if (i == at) {
            return -1;
        }
        cell.fraction(nano, i - at);
        return i;
    }

    private static int half(char[] c, int at, int to, TimeCell cell) {
        boolean dotted = at + 3 < to && c[at + 1] == '.' && c[at + 3] == '.';
        int m = dotted ? at + 2 : at + 1;
        if (m >= to || (c[m] != 'm' && c[m] != 'M')) {
            return -1;
        }
        boolean afternoon = c[at] == 'p' || c[at] == 'P';
        if (!afternoon && c[at] != 'a' && c[at] != 'A') {
            return -1;
        }
        cell.half(afternoon);
        return dotted ? at + 4 : at + 2;
    }

    private static int separator(char[] c, int at, int to, TimeCell cell) {
        if (at >= to || (c[at] != 'T' && c[at] != ' ')) {
            return -1;
        }
        cell.separator(c[at]);
        return at + 1;
    }

    /** Reads Z, UTC, GMT, +HH, +HHmm, +HH:mm or +HH:mm:ss. */
    private static int zone(char[] c, int at, int to, TimeCell cell) {
        if (at < to && c[at] == 'Z') {
            cell.zone(c, at, at + 1, 0);
            return at + 1;
        }
        if (isWord("UTC", c, at, to) || isWord("GMT", c, at, to)) {
            cell.zone(UTC, 0, 1, 0);
            return at + 3;
        }
        if (at >= to || (c[at] != '+' && c[at] != '-') || count(c, at + 1, to, 2) < 2) {
            return -1;
        }
        boolean colon = at + 3 < to && c[at + 3] == ':';
        int minutesAt = colon ? at + 4 : at + 3;
        boolean minutes = count(c, minutesAt, to, 2) == 2;
        int end = minutes ? minutesAt + 2 : at + 3;
        int minute = minutes ? number(c, minutesAt, 2) : 0;
        int second = 0;
        if (colon && minutes && end < to && c[end] == ':' && count(c, end + 1, to, 2) == 2) {
            second = number(c, end + 1, 2);
            end += 3;
        }
        int seconds = minute > 59 ? Integer.MAX_VALUE : 3_600 * number(c, at + 1, 2) + 60 * minute + second;
        cell.zone(c, at, end, c[at] == '-' ? -seconds : seconds);
        return end;
    }

    private static boolean isWord(String word, char[] c, int at, int to) {
        return at + word.length() == to
                && c[at] == word.charAt(0)
                && c[at + 1] == word.charAt(1)
                && c[at + 2] == word.charAt(2);
    }

    /** How many digits come next, up to a limit. */
    private static int count(char[] c, int at, int to, int limit) {
        int n = 0;
        while (n < limit && at + n < to && isDigit(c[at + n])) {
            n++;
        }
        return n;
    }

    private static int number(char[] c, int at, int digits) {
        int n = 0;
        for (int i = at; i < at + digits; i++) {
            n = 10 * n + (c[i] - '0');
        }
        return n;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return text();
    }
}
