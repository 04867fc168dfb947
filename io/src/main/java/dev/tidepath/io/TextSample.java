package dev.tidepath.io;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/** The beginning of a text, looked at before it is read; who reads on gets it first. */
final class TextSample extends Reader {

    private static final int FIRST = 1 << 17;
    private static final int LARGEST = 1 << 24;

    private final Reader rest;
    private char[] chars = new char[FIRST];
    private int length;
    private int given;
    private boolean whole;
    private boolean released;

    TextSample(Reader rest, Origin origin) throws IOException {
        this.rest = rest;
        fill();
        for (int i = 0; i < length; i++) {
            if (chars[i] == 0) {
                throw InputException.data(
                        "TP-D017",
                        origin.name(),
                        "this looks binary: it holds a zero character",
                        "export the data as CSV (UTF-8)");
            }
        }
    }

    /** Looks twice as far ahead; false if that is not possible. */
    boolean grow() throws IOException {
        if (whole || given == length || chars.length >= LARGEST) {
            return false;
        }
        chars = Arrays.copyOf(chars, 2 * chars.length);
        fill();
        return true;
    }

    private void fill() throws IOException {
        while (length < chars.length) {
            int n = rest.read(chars, length, chars.length - length);
            if (n < 0) {
                whole = true;
                return;
            }
            length += n;
        }
    }

    /** The whole lines of the sample from its beginning, for another look. */
    Reader look() {
        int end = length;
        while (!whole && end > 0 && chars[end - 1] != '\n' && chars[end - 1] != '\r') {
            end--;
        }
        return new CharArrayReader(chars, 0, end == 0 ? length : end);
    }

    /** How many characters a line of the sample has on average. */
    double charsPerLine() {
        long lines = 1;
        for (int i = 0; i < length; i++) {
            lines += chars[i] == '\n' ? 1 : 0;
        }
        return Math.max(1.0, (double) length / lines);
    }

    /** Says that there will be no other look. */
    void release() {
        released = true;
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        if (given == length) {
            chars = released ? new char[0] : chars;
            return whole ? -1 : rest.read(target, offset, count);
        }
        int n = Math.min(count, length - given);
        System.arraycopy(chars, given, target, offset, n);
        given += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
