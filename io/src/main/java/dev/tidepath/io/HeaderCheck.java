package dev.tidepath.io;

import java.util.List;

/** Tells a header from a row of data. */
final class HeaderCheck {

    private HeaderCheck() {}

    /** Whether half of the cells or more are times or numbers. */
    static boolean looksLikeData(List<String> cells) {
        TimeCell reader = new TimeCell(NumberStyle.PLAIN);
        long data = cells.stream().filter(cell -> isData(cell, reader)).count();
        return data > 0 && 2 * data >= cells.size();
    }

    private static boolean isData(String cell, TimeCell reader) {
        char[] c = cell.toCharArray();
        return TimeCatalog.NUMBER.read(c, 0, c.length, reader) != TimePattern.Outcome.OTHER
                || TimeCatalog.layouts().stream()
                        .anyMatch(layout -> layout.read(c, 0, c.length, reader) != TimePattern.Outcome.OTHER);
    }
}
