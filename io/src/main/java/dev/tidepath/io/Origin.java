package dev.tidepath.io;

/**
 * Where rows come from, in the words of messages.
 *
 * @param name file as the user wrote it, or table
 * @param file whether rows are lines of a file
 */
record Origin(String name, boolean file) {

    static Origin ofFile(String name) {
        return new Origin(name, true);
    }

    static Origin ofTable(String name) {
        return new Origin("table '" + name + "'", false);
    }

    /** What a row's number counts: {@code line} or {@code row}. */
    String rowWord() {
        return file ? "line" : "row";
    }

    /** Such as {@code pump.csv:118}. */
    String at(long line) {
        return file ? name + ":" + line : name + " row " + line;
    }

    /** Such as {@code pump.csv:118:3 column 'bar'}. */
    String at(long line, ColumnRef column) {
        return at(line) + (file ? ":" + (column.index() + 1) : "") + " " + column.text();
    }

    /** Such as {@code pump.csv column 'bar'}. */
    String at(ColumnRef column) {
        return name + " " + column.text();
    }
}
