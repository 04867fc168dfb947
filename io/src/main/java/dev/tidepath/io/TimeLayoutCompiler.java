package dev.tidepath.io;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Compiles the text of a {@link TimeLayout} into its operations. */
final class TimeLayoutCompiler {

    private static final String KNOWN = "yuMdHhmsSaX";

    private final String pattern;
    private final char[] ops;
    private final int[] args;

    private int count;
    private final Deque<Integer> openBrackets = new ArrayDeque<>();

    TimeLayoutCompiler(String pattern) {
        this.pattern = pattern;
        this.ops = new char[pattern.length() + 1];
        this.args = new int[pattern.length() + 1];
    }

    TimeLayout compile() {
        int i = 0;
        while (i < pattern.length()) {
            i = next(i);
        }
        if (!openBrackets.isEmpty()) {
            throw wrong("a bracket is not closed");
        }
        if (!has('y')) {
            throw wrong("it has no year (yyyy)");
        }
        if (has('d') && !has('M')) {
            throw wrong("it has a day but no month (MM)");
        }
        return new TimeLayout(pattern, kind(), Arrays.copyOf(ops, count), Arrays.copyOf(args, count));
    }

    private TimePattern.Kind kind() {
        if (has('X')) {
            return TimePattern.Kind.ZONED;
        }
        return has('H') ? TimePattern.Kind.LOCAL : TimePattern.Kind.DATE;
    }

    /** Compiles what stands at an index; the index after it. */
    private int next(int at) {
        char c = pattern.charAt(at);
        if (c == '\'') {
            return quoted(at + 1);
        }
        if (c == '[') {
            openBrackets.push(count);
            add('[', 0);
            return at + 1;
        }
        if (c == ']') {
            if (openBrackets.isEmpty()) {
                throw wrong("a bracket closes that was not opened");
            }
            args[openBrackets.pop()] = count;
            return at + 1;
        }
        if (!isLetter(c)) {
            add(c == TimeLayout.SEPARATOR ? c : 'l', c);
            return at + 1;
        }
        int end = at;
        while (end < pattern.length() && pattern.charAt(end) == c) {
            end++;
        }
        letter(c, end - at);
        return end;
    }

    /** Compiles text up to the closing quote, in which two quotes stand for one; the index after it. */
    private int quoted(int from) {
        if (from < pattern.length() && pattern.charAt(from) == '\'') {
            add('l', '\'');
            return from + 1;
        }
        for (int at = from; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c != '\'') {
                add('l', c);
            } else if (at + 1 < pattern.length() && pattern.charAt(at + 1) == '\'') {
                add('l', c);
                at++;
            } else {
                return at + 1;
            }
        }
        throw wrong("a quote is not closed");
    }

    private void letter(char c, int length) {
        if (KNOWN.indexOf(c) < 0) {
            throw wrong("the letter " + c + " has no meaning; text stands between single quotes");
        }
        if (c == 'X' && !openBrackets.isEmpty()) {
            throw wrong("an offset cannot be optional");
        }
        switch (c) {
            case 'y', 'u' -> add('y', length == 2 ? 2 : 4);
            case 'M' -> add('M', Math.min(length, 3));
            case 'h' -> add('H', Math.min(length, 2));
            case 'd', 'H', 'm', 's' -> add(c, Math.min(length, 2));
            default -> add(c, 0);
        }
    }

    private void add(char op, int arg) {
        ops[count] = op;
        args[count++] = arg;
    }

    private boolean has(char op) {
        return new String(ops, 0, count).indexOf(op) >= 0;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("'" + pattern + "' is no time format: " + why);
    }
}
