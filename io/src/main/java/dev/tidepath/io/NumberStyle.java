package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the numbers of a file are written; immutable. What is left open is found out from the file, unless two readings
 * would give different numbers.
 *
 * @param decimal the decimal mark, a point or a comma; found out if empty
 * @param grouping what stands between thousands, such as a comma, a point, a blank (any kind of it) or an apostrophe;
 *     nothing if empty
 * @param percent whether {@code 10%} is read as 0.1
 * @param stripped text that is taken off a number's beginning or end, such as {@code $} or {@code kWh}
 * @param missing words for a missing value besides the usual ones; a number among them stands for its value
 */
public record NumberStyle(
        Optional<Character> decimal,
        Optional<Character> grouping,
        boolean percent,
        List<String> stripped,
        List<String> missing) {

    /** Nothing is said: the decimal mark is found out, and a number is digits, a sign, a mark and an exponent. */
    public static final NumberStyle SNIFFED =
            new NumberStyle(Optional.empty(), Optional.empty(), false, List.of(), List.of());

    /** A decimal point and nothing else. */
    static final NumberStyle PLAIN = SNIFFED.decimal('.');

    /**
     * Checks the marks.
     *
     * @param decimal see the component
     * @param grouping see the component
     * @param percent see the component
     * @param stripped see the component
     * @param missing see the component
     * @throws IllegalArgumentException if the decimal mark is another character, the marks are the same, or the grouping is
     *     a digit or a sign
     */
    public NumberStyle {
        stripped = List.copyOf(stripped);
        missing = List.copyOf(missing);
        decimal.filter(c -> c != '.' && c != ',').ifPresent(c -> {
            throw new IllegalArgumentException("a decimal mark is a point or a comma, not '" + c + "'");
        });
        grouping.filter(c -> Character.isLetterOrDigit(c) || c == '-' || c == '+')
                .ifPresent(c -> {
                    throw new IllegalArgumentException("thousands are not grouped by '" + c + "'");
                });
        if (decimal.isPresent() && decimal.equals(grouping)) {
            throw new IllegalArgumentException("the decimal mark and what groups thousands are the same");
        }
        if (stripped.contains("")) {
            throw new IllegalArgumentException("text to strip is empty");
        }
    }

    /**
     * States the decimal mark.
     *
     * @param mark a point or a comma
     * @return a changed copy
     */
    public NumberStyle decimal(char mark) {
        return new NumberStyle(Optional.of(mark), grouping, percent, stripped, missing);
    }

    /**
     * States what stands between thousands.
     *
     * @param mark such as a comma or a blank
     * @return a changed copy
     */
    public NumberStyle grouping(char mark) {
        return new NumberStyle(decimal, Optional.of(mark), percent, stripped, missing);
    }

    /**
     * Reads {@code 10%} as 0.1.
     *
     * @return a changed copy
     */
    public NumberStyle percents() {
        return new NumberStyle(decimal, grouping, true, stripped, missing);
    }

    /**
     * Takes text off the beginning or end of numbers.
     *
     * @param texts such as {@code $}
     * @return a changed copy
     */
    public NumberStyle strip(String... texts) {
        return new NumberStyle(decimal, grouping, percent, joined(stripped, texts), missing);
    }

    /**
     * Takes more words for a missing value; those that are always taken stay.
     *
     * @param words such as {@code err} or {@code -999}
     * @return a changed copy
     */
    public NumberStyle missing(String... words) {
        return new NumberStyle(decimal, grouping, percent, stripped, joined(missing, words));
    }

    private static List<String> joined(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    /** The decimal mark, a point where none is stated. */
    char mark() {
        return decimal.orElse('.');
    }

    /** Whether a cell may hold more than digits, sign, mark and exponent. */
    boolean isDecorated() {
        return percent || grouping.isPresent() || !stripped.isEmpty();
    }

    /** The option that states what groups thousands. */
    static String groupingOption(char mark) {
        return "--grouping " + (isBlank(mark) ? "space" : mark == '\'' ? "\"'\"" : String.valueOf(mark));
    }

    /** Whether a character is a blank, a no-break space or a narrow one. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\u2009';
    }
}
