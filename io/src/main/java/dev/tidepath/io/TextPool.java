package dev.tidepath.io;

import org.jspecify.annotations.Nullable;

/** One string for each text that comes again and again, found without making another. */
final class TextPool {

    private static final int FIRST = 64;

    private @Nullable String[] table = new @Nullable String[FIRST];
    private int size;

    /** The string of some characters. */
    String of(char[] c, int from, int to) {
        int at = place(hash(c, from, to));
        for (String there = table[at]; there != null; there = table[at]) {
            if (isText(there, c, from, to)) {
                return there;
            }
            at = next(at);
        }
        String text = new String(c, from, to - from);
        table[at] = text;
        size++;
        if (2 * size > table.length) {
            grow();
        }
        return text;
    }

    private void grow() {
        @Nullable String[] old = table;
        table = new @Nullable String[2 * old.length];
        for (String text : old) {
            if (text != null) {
                int at = place(text.hashCode());
                while (table[at] != null) {
                    at = next(at);
                }
                table[at] = text;
            }
        }
    }

    private int place(int hash) {
        return (hash ^ (hash >>> 16)) & (table.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (table.length - 1);
    }

    /** As that of a string. */
    private static int hash(char[] c, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + c[i];
        }
        return hash;
    }

    static boolean isText(String text, char[] c, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != c[i]) {
                return false;
            }
        }
        return true;
    }
}
