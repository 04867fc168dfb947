package dev.tidepath.io;

import java.util.List;
import java.util.Locale;

/** The ways to write that nothing was observed. */
final class MissingCell {

    /** Lower case; the first one is the empty cell. */
    private static final List<String> TOKENS = List.of("", "na", "nan", "null", "none", "n/a", "-", "?");

    private static final int LONGEST = 4;

    private MissingCell() {}

    /** Which token the characters are, in any case, or -1. */
    static int token(char[] c, int from, int to) {
        if (from == to) {
            return 0;
        }
        if (to - from > LONGEST || isDigit(c[to - 1])) {
            return -1;
        }
        return TOKENS.indexOf(new String(c, from, to - from).toLowerCase(Locale.ROOT));
    }

    static int tokenCount() {
        return TOKENS.size();
    }

    /** Such as {@code 40 empty} or {@code 3 'na'}. */
    static String describe(int token, long count) {
        return Phrases.number(count) + (token == 0 ? " empty" : " '" + TOKENS.get(token) + "'");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
