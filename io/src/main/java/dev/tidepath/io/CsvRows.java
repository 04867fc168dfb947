package dev.tidepath.io;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cuts a text into a header and rows of cells, with the physical line each starts in; strict. */
final class CsvRows {

    private static final int PREAMBLE_ROWS = 50;

    private final Origin origin;
    private final Dialect dialect;
    private final TextSample sample;
    private final char separator;
    private final RowBuffer row = new RowBuffer();
    private final CloseableIterator<RowBuffer> records;
    private final Faults ragged = new Faults();
    private final Faults trailing = new Faults();
    private final ColumnNames header;

    private boolean isPending;
    private boolean fits;
    private long rowCount;

    /** Reads the header of a text, in which some columns are looked for. */
    CsvRows(TextSample sample, Dialect dialect, List<String> wanted, Origin origin, Remarks remarks)
            throws IOException {
        this.origin = origin;
        this.dialect = dialect;
        this.sample = sample;
        this.separator = Separator.sniff(sample, dialect, wanted, origin, remarks);
        this.records = open();
        if (!next()) {
            throw InputException.data(
                    "TP-D001",
                    origin.name(),
                    dialect.skip() > 0
                            ? "the file ends within the " + Phrases.count(dialect.skip(), "line") + " to skip"
                            : "the file is empty",
                    "give a file with a header and rows of data");
        }
        this.isPending = !dialect.header();
        this.header = names(remarks);
    }

    private CloseableIterator<RowBuffer> open() {
        try {
            return SampleRows.records(sample, row, dialect, separator, false);
        } catch (CsvParseException e) {
            return SampleRows.none();
        }
    }

    private ColumnNames names(Remarks remarks) {
        if (!dialect.header()) {
            List<String> numbered =
                    IntStream.rangeClosed(1, row.count()).mapToObj(i -> "c" + i).toList();
            remarks.note("without a header, the columns are " + Phrases.names(numbered));
            return new ColumnNames(numbered, origin.name());
        }
        List<String> names = row.texts();
        return new ColumnNames(dialect.renameDuplicates() ? renamed(names, remarks) : names, origin.at(row.line()));
    }

    private static List<String> renamed(List<String> names, Remarks remarks) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> unique = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (String name : names) {
            int n = seen.merge(name, 1, Integer::sum);
            String free = n == 1 ? name : name + "_" + n;
            while (n > 1 && (names.contains(free) || unique.contains(free))) {
                free += "_";
            }
            if (n > 1) {
                changed.add(free);
            }
            unique.add(free);
        }
        if (!changed.isEmpty()) {
            remarks.note("columns of the same name are renamed: " + Phrases.names(changed));
        }
        return unique;
    }

    /** The columns' names. */
    ColumnNames header() {
        return header;
    }

    /** A look at the rows of the sample, the header left out. */
    SampleRows sampled() {
        SampleRows rows = SampleRows.of(sample, dialect, separator);
        if (dialect.header()) {
            rows.next();
        }
        return rows;
    }

    /** Looks further ahead; false if that is not possible. */
    boolean growSample() throws IOException {
        return sample.grow();
    }

    /** Says that the sample has been looked at. */
    void releaseSample() {
        sample.release();
    }

    char separator() {
        return separator;
    }

    /** Checks that the header has some columns; a first line that is no header is told so. */
    void require(List<String> wanted) {
        if (!header.names().containsAll(wanted)) {
            if (dialect.header()) {
                requireNoPreamble(wanted);
                requireHeader();
                requireWidth();
            }
        }
        header.require(wanted);
    }

    /** Refuses a first line that looks like data. */
    void requireHeader() {
        if (dialect.header() && HeaderCheck.looksLikeData(header.names())) {
            throw InputException.data(
                    "TP-D003",
                    header.where(),
                    "the first line must name the columns, but it looks like data: "
                            + Phrases.quote(String.join(",", header.names())),
                    "put a header above the data, such as time,value, or take the first line as data: --no-header");
        }
    }

    /** Refuses lines above a header that has the names. */
    private void requireNoPreamble(List<String> wanted) {
        SampleRows rows = SampleRows.of(sample, dialect, separator);
        Optional<RowBuffer> candidate = rows.next();
        for (int i = 0; i < PREAMBLE_ROWS && candidate.isPresent(); i++) {
            if (candidate.get().texts().containsAll(wanted)) {
                throw preamble(
                        candidate.get().line(),
                        "the columns are named in line " + candidate.get().line());
            }
            candidate = rows.next();
        }
    }

    /** Refuses a first line of one cell above rows that are wider and alike. */
    private void requireWidth() {
        if (header.names().size() > 1) {
            return;
        }
        SampleRows rows = sampled();
        Optional<RowBuffer> candidate = rows.next();
        int before = 1;
        long line = 0;
        for (int i = 0; i < PREAMBLE_ROWS && candidate.isPresent(); i++) {
            int width = candidate.get().count();
            if (width > 1 && width == before) {
                throw preamble(line, "the first row has one cell, but from line " + line + " on there are " + width);
            }
            line = width == before ? line : candidate.get().line();
            before = width;
            candidate = rows.next();
        }
    }

    private InputException preamble(long line, String what) {
        return InputException.data(
                "TP-D004",
                header.where(),
                what + ", below what looks like a preamble",
                "--skip " + (line - 1)
                        + (dialect.comment().isEmpty() ? ", or --comment '#' if the lines begin so" : ""));
    }

    /** Goes to the next row; null at the end. {@link #fits} tells whether it is as wide as the header. */
    @Nullable
    RowBuffer nextRow() throws IOException {
        if (!isPending && !next()) {
            return null;
        }
        isPending = false;
        rowCount++;
        int width = header.names().size();
        boolean trails = row.count() == width + 1 && row.isBlank(width);
        fits = row.count() == width || trails;
        if (!fits) {
            ragged.add(row.line(), ragged.isEmpty() ? widthText() : "");
        } else if (trails) {
            trailing.add(row.line(), trailing.isEmpty() ? widthText() : "");
        }
        return row;
    }

    /** Whether the row read last is as wide as the header, or has an empty cell more. */
    boolean fits() {
        return fits;
    }

    private String widthText() {
        return "expected " + Phrases.count(header.names().size(), "cell")
                + (dialect.header() ? " as in the header" : " as in the first row") + ", found "
                + Phrases.number(row.count()) + ": " + Phrases.quote(String.join(",", row.texts()));
    }

    /** Refuses a text without rows. */
    void requireRows() {
        if (rowCount == 0) {
            throw InputException.data(
                    "TP-D002",
                    header.where(),
                    "there is a header but no row of data; the columns are " + Phrases.names(header.names()),
                    "add rows below the header");
        }
    }

    /** What is wrong with rows wider or narrower than the header, if there are any; such rows may be left out. */
    Optional<InputException> fault(boolean leavesOut) {
        boolean trailingIsFine = leavesOut || trailing.total() == rowCount;
        Faults worst = ragged.isEmpty() && !trailingIsFine ? trailing : ragged;
        return worst.isEmpty()
                ? Optional.empty()
                : Optional.of(InputException.data(
                        "TP-D012",
                        origin.at(worst.firstLine()),
                        worst.what("such row", origin),
                        "give each row a cell for each column; quote cells that hold a separator, such as \"1,5\"; or leave"
                                + " such rows out: --on-bad-row skip"));
    }

    void addNotes(Remarks remarks) {
        if (rowCount > 0 && trailing.total() == rowCount) {
            remarks.note("each row ends in a separator: the empty last column is left out");
        }
        if (row.comments() > 0) {
            remarks.note(Phrases.count(row.comments(), "comment line") + " left out");
        }
        if (dialect.skip() > 0) {
            remarks.note(Phrases.count(dialect.skip(), "line") + " at the beginning skipped");
        }
    }

    long rowCount() {
        return rowCount;
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
            throw CsvFault.of(e, origin.at(row.line()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
