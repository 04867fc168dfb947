package dev.tidepath.io;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One record of a CSV file as characters, overwritten by the next: no object for a cell. */
final class RowBuffer extends CsvCallbackHandler<RowBuffer> {

    /** Longest row. */
    static final int MAX_CHARS = 1 << 26;

    /** Message of the exception for a longer one. */
    static final String FULL = "the row buffer is full";

    private char[] chars = new char[1024];
    private int[] ends = new int[16];
    private int count;
    private long line;
    private boolean quoted;
    private boolean comment;
    private long comments;

    @Override
    protected RecordType getRecordType() {
        if (comment) {
            return RecordType.COMMENT;
        }
        return count == 0 ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return count;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        line = startingLineNumber;
        count = 0;
        quoted = false;
        comment = false;
    }

    @Override
    protected void addField(char[] source, int from, int length, boolean isQuoted) {
        int start = start(count);
        if (start + length > MAX_CHARS) {
            throw new CsvParseException(FULL);
        }
        if (start + length > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(2 * chars.length, start + length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        System.arraycopy(source, from, chars, start, length);
        ends[count++] = start + length;
        quoted |= isQuoted;
    }

    @Override
    protected void setComment(char[] source, int from, int length) {
        comment = true;
        comments++;
    }

    @Override
    protected void setEmpty() {
        count = 0;
    }

    @Override
    protected RowBuffer buildRecord() {
        return this;
    }

    /** The line the record, or the one that is being read, starts in; from one. */
    long line() {
        return line;
    }

    /** How many comment lines there were. */
    long comments() {
        return comments;
    }

    int count() {
        return count;
    }

    char[] chars() {
        return chars;
    }

    /** First character of a cell that is not blank, or its end. */
    int from(int cell) {
        int i = start(cell);
        while (i < ends[cell] && isBlank(chars[i])) {
            i++;
        }
        return i;
    }

    /** After the last character of a cell that is not blank; where {@link #from} is if there is none. */
    int to(int cell) {
        int i = ends[cell];
        int first = from(cell);
        while (i > first && isBlank(chars[i - 1])) {
            i--;
        }
        return i;
    }

    /** A cell as it is, blanks and all. */
    String text(int cell) {
        return new String(chars, start(cell), ends[cell] - start(cell));
    }

    /** A cell as it is, as one of the strings of a pool. */
    String text(int cell, TextPool pool) {
        return pool.of(chars, start(cell), ends[cell]);
    }

    /** Whether a cell without blanks around it is, character for character, some text. */
    boolean isText(int cell, String text) {
        return TextPool.isText(text, chars, from(cell), to(cell));
    }

    /** Whether a cell holds nothing but blanks. */
    boolean isBlank(int cell) {
        return from(cell) == to(cell);
    }

    /** Whether the record is a line of nothing but blanks. */
    boolean isBlankLine() {
        return count == 1 && !quoted && isBlank(0);
    }

    /** The cells without blanks around them. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(new String(chars, from(i), to(i) - from(i)));
        }
        return texts;
    }

    private int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
