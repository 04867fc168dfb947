package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;

/** Rows or cells that break one rule: the first is kept with its words, the next few with their lines, all counted. */
final class Faults {

    private static final int LISTED = 5;

    private final List<Long> lines = new ArrayList<>();
    private long total;
    private String firstWhat = "";

    /** Counts a fault; only the first one's words are kept. */
    void add(long line, String what) {
        if (total == 0) {
            firstWhat = what;
        }
        add(line);
    }

    /** Counts a fault whose words are not needed. */
    void add(long line) {
        if (lines.size() < LISTED) {
            lines.add(line);
        }
        total++;
    }

    /** Counts the faults of others too. */
    void addAll(Faults others) {
        firstWhat = total == 0 ? others.firstWhat : firstWhat;
        for (long line : others.lines) {
            if (lines.size() < LISTED) {
                lines.add(line);
            }
        }
        total += others.total;
    }

    boolean isEmpty() {
        return total == 0;
    }

    long total() {
        return total;
    }

    long firstLine() {
        return lines.get(0);
    }

    String firstWhat() {
        return firstWhat;
    }

    /** The first one's words, and where the others are. */
    String what(String noun, Origin origin) {
        return total == 1 ? firstWhat : firstWhat + "; " + Phrases.count(total, noun) + " in all: " + lines(origin);
    }

    /** What is wrong in every such row, and in which, if there is more than one. */
    String inRows(String what, Origin origin) {
        return total == 1 ? what : what + " in " + Phrases.count(total, "row") + ": " + lines(origin);
    }

    /** Such as {@code lines 3, 7 and 9} or {@code lines 3, 7, 9, 11, 12 and 40 more}. */
    String lines(Origin origin) {
        List<String> parts = new ArrayList<>();
        lines.forEach(line -> parts.add(Long.toString(line)));
        if (total > lines.size()) {
            parts.add(Phrases.number(total - lines.size()) + " more");
        }
        return origin.rowWord() + (total == 1 ? " " : "s ") + Phrases.and(parts);
    }
}
