package dev.tidepath.io;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped name may have meant. */
final class NearestName {

    private static final int LONGEST = 200;

    private NearestName() {}

    /** The most similar name, if any is similar enough to be meant. */
    static Optional<String> of(String wanted, Collection<String> names) {
        Optional<String> best = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int distance = distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = Optional.of(name);
            }
        }
        return best;
    }

    /** Edits from one to the other; a name that holds the other counts as near; too far is {@code MAX_VALUE}. */
    private static int distance(String a, String b) {
        if (a.isBlank() || b.isBlank() || a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int limit = Math.max(1, Math.max(a.length(), b.length()) / 3);
        int edits = edits(a, b);
        if (edits <= limit) {
            return edits;
        }
        boolean holds = Math.min(a.length(), b.length()) >= 2 && (a.contains(b) || b.contains(a));
        return holds ? LONGEST + edits : Integer.MAX_VALUE;
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
