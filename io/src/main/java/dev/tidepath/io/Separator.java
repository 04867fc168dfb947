package dev.tidepath.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** Finds what separates the columns by looking at the header. */
final class Separator {

    private static final int LOOK_AHEAD = 1 << 16;
    private static final String OTHERS = ";\t|";

    private Separator() {}

    /** A comma, unless the header holds none but one of the others; reads nothing off the text. */
    static char sniff(BufferedReader text, Origin origin, List<String> notes) throws IOException {
        String header = peekHeader(text, origin);
        if (holds(header, ',')) {
            return ',';
        }
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < OTHERS.length(); i++) {
            if (holds(header, OTHERS.charAt(i))) {
                found.append(OTHERS.charAt(i));
            }
        }
        if (found.length() > 1) {
            throw InputException.data(
                    "TP-D008",
                    origin.name(),
                    "the header holds no comma but "
                            + Phrases.and(
                                    found.chars().mapToObj(c -> name((char) c)).toList())
                            + ", so it is unclear what separates the columns",
                    "separate columns by commas");
        }
        if (found.length() == 1) {
            notes.add("columns are separated by " + name(found.charAt(0)) + ", as the header shows");
            return found.charAt(0);
        }
        return ',';
    }

    /** The first line that is not blank, as far as it can be looked ahead. */
    private static String peekHeader(BufferedReader text, Origin origin) throws IOException {
        text.mark(LOOK_AHEAD);
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < LOOK_AHEAD; i++) {
            int c = text.read();
            if (c == 0) {
                throw InputException.data(
                        "TP-D017",
                        origin.name(),
                        "this looks binary: it holds a zero character",
                        "export the data as CSV (UTF-8)");
            }
            boolean end = c < 0 || c == '\n' || c == '\r';
            if (c < 0 || (end && !header.toString().isBlank())) {
                break;
            }
            header.append((char) c);
        }
        text.reset();
        return header.toString();
    }

    private static boolean holds(String header, char separator) {
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            quoted ^= header.charAt(i) == '"';
            if (!quoted && header.charAt(i) == separator) {
                return true;
            }
        }
        return false;
    }

    private static String name(char separator) {
        return switch (separator) {
            case '\t' -> "a tab";
            case '|' -> "'|'";
            default -> "'" + separator + "'";
        };
    }
}
