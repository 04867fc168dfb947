package dev.tidepath.io;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * How a text is cut into rows and cells; immutable. What is left open is found out from the file.
 *
 * @param charset the character set; if empty, that of the byte order mark, else UTF-8
 * @param delimiter what separates cells; found out if empty
 * @param comment what a comment line begins with; there are no comments if empty
 * @param skip how many lines at the beginning are no part of the table
 * @param header whether the first row names the columns; if not, they are c1, c2 and so on
 * @param renameDuplicates whether a column whose name another has before it is renamed, to {@code y_2} and so on
 */
public record Dialect(
        Optional<Charset> charset,
        Optional<Character> delimiter,
        Optional<Character> comment,
        int skip,
        boolean header,
        boolean renameDuplicates) {

    /** A header in the first line, and nothing else is said. */
    public static final Dialect SNIFFED =
            new Dialect(Optional.empty(), Optional.empty(), Optional.empty(), 0, true, false);

    /**
     * Checks the parts.
     *
     * @param charset see the component
     * @param delimiter see the component
     * @param comment see the component
     * @param skip see the component
     * @param header see the component
     * @param renameDuplicates see the component
     * @throws IllegalArgumentException if a character is a quote or ends a line, both are the same, or lines are negative
     */
    public Dialect {
        delimiter.ifPresent(Dialect::requireMark);
        comment.ifPresent(Dialect::requireMark);
        if (delimiter.isPresent() && delimiter.equals(comment)) {
            throw new IllegalArgumentException("cells are separated by what comments begin with");
        }
        if (skip < 0) {
            throw new IllegalArgumentException("lines to skip: " + skip);
        }
    }

    private static void requireMark(char c) {
        if (c == '"' || c == '\n' || c == '\r') {
            throw new IllegalArgumentException("neither cells nor comments are marked by a quote or the end of a line");
        }
    }

    /**
     * States the character set.
     *
     * @param of such as {@code windows-1252}
     * @return a changed copy
     */
    public Dialect charset(Charset of) {
        return new Dialect(Optional.of(of), delimiter, comment, skip, header, renameDuplicates);
    }

    /**
     * States what separates cells.
     *
     * @param of such as a semicolon
     * @return a changed copy
     */
    public Dialect delimiter(char of) {
        return new Dialect(charset, Optional.of(of), comment, skip, header, renameDuplicates);
    }

    /**
     * States what a comment line begins with.
     *
     * @param of such as {@code #}
     * @return a changed copy
     */
    public Dialect comment(char of) {
        return new Dialect(charset, delimiter, Optional.of(of), skip, header, renameDuplicates);
    }

    /**
     * Leaves lines at the beginning out.
     *
     * @param lines how many
     * @return a changed copy
     */
    public Dialect skip(int lines) {
        return new Dialect(charset, delimiter, comment, lines, header, renameDuplicates);
    }

    /**
     * Says that the first row is data.
     *
     * @return a changed copy
     */
    public Dialect withoutHeader() {
        return new Dialect(charset, delimiter, comment, skip, false, renameDuplicates);
    }

    /**
     * Renames columns whose name another has before them.
     *
     * @return a changed copy
     */
    public Dialect renamingDuplicates() {
        return new Dialect(charset, delimiter, comment, skip, header, true);
    }

    /** What holds for another file of the same user: only its character set. */
    Dialect forAnotherFile() {
        return charset.map(SNIFFED::charset).orElse(SNIFFED);
    }
}
