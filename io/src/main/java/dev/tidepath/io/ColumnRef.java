package dev.tidepath.io;

/**
 * A column that is read.
 *
 * @param name as the header writes it
 * @param index from zero
 */
record ColumnRef(String name, int index) {

    /** Such as {@code column 'bar'}. */
    String text() {
        return "column '" + Phrases.oneLine(name) + "'";
    }
}
