package dev.tidepath.io;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What a gzip archive holds; a damaged archive is refused with a code. */
final class GzipText extends FilterInputStream {

    private static final int CHUNK = 1 << 16;

    private final Origin origin;

    GzipText(InputStream packed, Origin origin) throws IOException {
        super(packed);
        this.origin = origin;
        try {
            in = new GZIPInputStream(packed, CHUNK);
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    private InputException damaged(IOException e) {
        InputException failure = InputException.data(
                "TP-D011",
                origin.name(),
                "this gzip archive is damaged or cut off (" + e.getMessage() + ")",
                "fetch or make it again");
        failure.initCause(e);
        return failure;
    }
}
