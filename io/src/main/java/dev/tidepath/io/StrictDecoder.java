package dev.tidepath.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes bytes and refuses those that are not of the character set, with their place; replaces none. */
final class StrictDecoder extends Reader {

    private static final int CHUNK = 1 << 14;

    private final InputStream in;
    private final Charset charset;
    private final Origin origin;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(CHUNK).limit(0);

    private long consumed;
    private long line = 1;
    private boolean afterReturn;
    private boolean ended;

    StrictDecoder(InputStream in, Charset charset, int skipped, Origin origin) {
        this.in = in;
        this.charset = charset;
        this.origin = origin;
        this.consumed = skipped;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (!decode()) {
                return -1;
            }
        }
        int n = Math.min(length, chars.remaining());
        chars.get(target, offset, n);
        return n;
    }

    /** Decodes the next characters; false at the end. */
    private boolean decode() throws IOException {
        if (ended && !bytes.hasRemaining()) {
            return false;
        }
        fill();
        chars.clear();
        int before = bytes.position();
        CoderResult result = decoder.decode(bytes, chars, ended);
        consumed += bytes.position() - before;
        chars.flip();
        countLines();
        if (result.isError()) {
            throw malformed();
        }
        return true;
    }

    private void fill() throws IOException {
        bytes.compact();
        while (bytes.hasRemaining() && !ended) {
            int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (n < 0) {
                ended = true;
            } else {
                bytes.position(bytes.position() + n);
                break;
            }
        }
        bytes.flip();
    }

    private void countLines() {
        char[] c = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            if (c[i] == '\r' || (c[i] == '\n' && !afterReturn)) {
                line++;
            }
            afterReturn = c[i] == '\r';
        }
    }

    private InputException malformed() {
        return InputException.data(
                "TP-D007",
                origin.at(line),
                "byte " + Phrases.number(consumed + 1) + " is not " + charset.name(),
                "--charset windows-1252, if it is that; or save the file as UTF-8");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
