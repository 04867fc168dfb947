package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parts of sentences that messages and notes share. */
final class Phrases {

    private static final int LONGEST_QUOTE = 60;
    private static final int LONGEST_LIST = 20;

    private Phrases() {}

    /** A count with its noun, such as {@code 1 row} or {@code 2,284 rows}. */
    static String count(long n, String noun) {
        return number(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** A count, such as {@code 2,284}. */
    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** Text between double quotes, on one line and cut where it is long. */
    static String quote(CharSequence text) {
        return '"' + oneLine(text) + '"';
    }

    /** Text on one line, cut where it is long. */
    static String oneLine(CharSequence text) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i == LONGEST_QUOTE) {
                return b.append('…').toString();
            }
            char c = text.charAt(i);
            if (c == '\n') {
                b.append("\\n");
            } else if (c == '\r') {
                b.append("\\r");
            } else if (c == '\t') {
                b.append("\\t");
            } else {
                b.append(Character.isISOControl(c) ? '·' : c);
            }
        }
        return b.toString();
    }

    /** Names between single quotes, such as {@code 'a', 'b' and 'c'}; a long list ends in how many more there are. */
    static String names(List<String> names) {
        List<String> shown = new ArrayList<>();
        for (String name : names.subList(0, Math.min(names.size(), LONGEST_LIST))) {
            shown.add("'" + oneLine(name) + "'");
        }
        if (names.size() > LONGEST_LIST) {
            shown.add((names.size() - LONGEST_LIST) + " more");
        }
        return and(shown);
    }

    /** Parts joined by commas and a last "and". */
    static String and(List<String> parts) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
    }
}
