package dev.tidepath.io;

/** Writes cells of CSV files. */
final class CsvText {

    private CsvText() {}

    /** A cell with a separator, quote or line break in it, or blanks around it, is quoted. */
    static void append(String cell, StringBuilder text) {
        boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        if (quoted || !cell.equals(cell.strip())) {
            text.append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            text.append(cell);
        }
    }
}
