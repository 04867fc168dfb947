package dev.tidepath.io;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a text into a header and rows of cells, with the physical line each starts in; strict. */
final class CsvRows {

    private static final int MAX_CELL = 1 << 20;

    private final Origin origin;
    private final RowBuffer row = new RowBuffer();
    private final CloseableIterator<RowBuffer> records;
    private final Faults ragged = new Faults();
    private final Faults trailing = new Faults();

    private @Nullable ColumnNames header;
    private long rowCount;

    CsvRows(BufferedReader text, Origin origin, List<String> notes) throws IOException {
        this.origin = origin;
        char separator = Separator.sniff(text, origin, notes);
        records = CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_CELL)
                .build(row, text)
                .iterator();
    }

    /** The header, which every file has. */
    ColumnNames header() throws IOException {
        if (!next()) {
            throw InputException.data(
                    "TP-D001", origin.name(), "the file is empty", "give a file with a header and rows of data");
        }
        header = new ColumnNames(List.copyOf(row.texts()), origin.at(row.line()));
        return header;
    }

    /** Checks that the header has some columns; a first line that looks like data is told so. */
    void require(List<String> wanted) {
        if (!known().names().containsAll(wanted)) {
            requireHeader();
        }
        known().require(wanted);
    }

    /** Refuses a first line that looks like data. */
    void requireHeader() {
        List<String> names = known().names();
        if (looksLikeData(names)) {
            throw InputException.data(
                    "TP-D003",
                    known().where(),
                    "the first line must name the columns, but it looks like data: "
                            + Phrases.quote(String.join(",", names)),
                    "put a header above the data, such as time,value");
        }
    }

    private static boolean looksLikeData(List<String> cells) {
        TimeCell reader = new TimeCell();
        long data = cells.stream()
                .filter(cell -> {
                    TimeCell.Outcome outcome = reader.parse(cell.toCharArray(), 0, cell.length());
                    return outcome != TimeCell.Outcome.UNKNOWN && outcome != TimeCell.Outcome.MISSING;
                })
                .count();
        return data > 0 && 2 * data >= cells.size();
    }

    /** Goes to the next row that is as wide as the header; null at the end. Rows of another width are counted. */
    @Nullable
    RowBuffer nextRow() throws IOException {
        int width = known().names().size();
        while (next()) {
            rowCount++;
            if (row.count() == width) {
                return row;
            }
            if (row.count() == width + 1 && row.isBlank(width)) {
                trailing.add(row.line(), trailing.isEmpty() ? widthText() : "");
                return row;
            }
            ragged.add(row.line(), ragged.isEmpty() ? widthText() : "");
        }
        return null;
    }

    private String widthText() {
        return "expected " + Phrases.count(known().names().size(), "cell") + " as in the header, found "
                + Phrases.number(row.count()) + ": " + Phrases.quote(String.join(",", row.texts()));
    }

    /** Whether every row so far is as wide as the header. */
    boolean isSound() {
        return ragged.isEmpty();
    }

    /** Refuses a text without rows, or with rows wider or narrower than the header. */
    void requireSound(List<String> notes) {
        if (rowCount == 0) {
            throw InputException.data(
                    "TP-D002",
                    known().where(),
                    "there is a header but no row of data; the columns are " + Phrases.names(known().names()),
                    "add rows below the header");
        }
        boolean allTrail = trailing.total() == rowCount;
        Faults worst = ragged.isEmpty() && !allTrail ? trailing : ragged;
        if (!worst.isEmpty()) {
            throw InputException.data(
                    "TP-D012",
                    origin.at(worst.firstLine()),
                    worst.what("such row", origin),
                    "give each row a cell for each column; quote cells that hold a separator, such as \"1,5\"");
        }
        if (allTrail) {
            notes.add("each row ends in a separator: the empty last column is left out");
        }
    }

    long rowCount() {
        return rowCount;
    }

    private ColumnNames known() {
        if (header == null) {
            throw new IllegalStateException("the header has not been read");
        }
        return header;
    }

    /** Goes to the next record that is not a blank line. */
    private boolean next() throws IOException {
        try {
            while (records.hasNext()) {
                if (!records.next().isBlankLine()) {
                    return true;
                }
            }
            return false;
        } catch (CsvParseException e) {
            throw malformed(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What the parser stumbled over: our own complaint about the text, a failure to read it, or a quote. */
    private InputException malformed(CsvParseException e) throws IOException {
        StringBuilder words = new StringBuilder();
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof InputException ours) {
                return ours;
            }
            if (t instanceof IOException reading) {
                throw reading;
            }
            words.append(t.getMessage()).append(' ');
        }
        String all = words.toString();
        String where = origin.at(row.line());
        if (all.contains("buffer")) {
            String what = all.contains(RowBuffer.FULL)
                    ? "a row is longer than " + Phrases.number(RowBuffer.MAX_CHARS)
                    : "a cell is longer than " + Phrases.number(MAX_CELL);
            return InputException.data(
                    "TP-D017",
                    where,
                    what + " characters",
                    "check for a quote that is not closed, or for another format");
        }
        return InputException.data(
                "TP-D016",
                where,
                all.contains("after closing quote")
                        ? "text follows a closing quote in the row that starts here"
                        : "a quote that opens in the row that starts here is never closed",
                "close the quote, and write a quote inside quotes twice (\"\")");
    }
}
