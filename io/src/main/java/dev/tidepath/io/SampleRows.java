package dev.tidepath.io;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Cuts text into records by a dialect whose delimiter is known: the one place that sets the parser up. */
final class SampleRows {

    private static final int MAX_CELL = 1 << 20;

    private final CloseableIterator<RowBuffer> records;

    private SampleRows(CloseableIterator<RowBuffer> records) {
        this.records = records;
    }

    /** Longest cell that is read. */
    static int longestCell() {
        return MAX_CELL;
    }

    /** The records of a text, in the buffer given. */
    static CloseableIterator<RowBuffer> records(
            Reader text, RowBuffer row, Dialect dialect, char delimiter, boolean lenient) {
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(lenient)
                .maxBufferSize(MAX_CELL);
        dialect.comment()
                .ifPresent(c -> builder.commentStrategy(CommentStrategy.SKIP).commentCharacter(c));
        CsvReader<RowBuffer> reader = builder.build(row, text);
        if (dialect.skip() > 0) {
            reader.skipLines(dialect.skip());
        }
        return reader.iterator();
    }

    /** No records. */
    static CloseableIterator<RowBuffer> none() {
        return new NoRecords();
    }

    /** The rows of a sample, as far as they can be cut. */
    static SampleRows of(TextSample sample, Dialect dialect, char delimiter) {
        try {
            return new SampleRows(records(sample.look(), new RowBuffer(), dialect, delimiter, true));
        } catch (CsvParseException e) {
            return new SampleRows(none());
        }
    }

    /** The next row that is not a blank line. */
    Optional<RowBuffer> next() {
        try {
            while (records.hasNext()) {
                RowBuffer row = records.next();
                if (!row.isBlankLine()) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        } catch (CsvParseException e) {
            return Optional.empty();
        }
    }

    /** A text that is shorter than what is to be skipped of it. */
    private static final class NoRecords implements CloseableIterator<RowBuffer> {

        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public RowBuffer next() {
            throw new NoSuchElementException();
        }

        @Override
        public void close() {}
    }
}
