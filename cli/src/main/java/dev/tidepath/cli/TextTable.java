package dev.tidepath.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells in columns of equal width: the first column to the left, the others to the right. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table with a header.
     *
     * @param header names of the columns
     */
    TextTable(String... header) {
        rows.add(Arrays.asList(header));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as the header has
     */
    void row(String... cells) {
        rows.add(Arrays.asList(cells));
    }

    /**
     * Prints the table.
     *
     * @param out where to
     */
    void print(PrintStream out) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(
                        widths[c], row.get(c).codePointCount(0, row.get(c).length()));
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = row.get(c);
                String blank = " ".repeat(widths[c] - cell.codePointCount(0, cell.length()));
                line.append(c == 0 ? "" : "  ").append(c == 0 ? cell + blank : blank + cell);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
