package dev.tidepath.io;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where text comes from: a file, a stream of bytes, or characters. */
abstract sealed class TextSource {

    private static final int PROBED_BYTES = 4096;

    private final Origin origin;

    private TextSource(String name) {
        this.origin = Origin.ofFile(name);
    }

    /** Work on the opened text. */
    interface Reading<T> {
        T read(TextSample text) throws IOException;
    }

    static TextSource of(Path path) {
        return new OfPath(path);
    }

    static TextSource of(InputStream bytes, String name) {
        return new OfStream(bytes, name);
    }

    static TextSource of(Reader characters, String name) {
        return new OfReader(characters, name);
    }

    /** How many bytes the text takes as it is; empty where that is not known. */
    OptionalLong size() throws IOException {
        return OptionalLong.empty();
    }

    final Origin origin() {
        return origin;
    }

    /** Opens the text, works on it, and closes what was opened here. */
    final <T> T read(Reading<T> reading, Optional<Charset> charset, Remarks remarks) {
        try {
            return open(reading, charset, remarks);
        } catch (IOException e) {
            throw InputException.io("TP-F004", origin.name(), "reading failed: " + e.getMessage(), "try again", e);
        }
    }

    abstract <T> T open(Reading<T> reading, Optional<Charset> charset, Remarks remarks) throws IOException;

    final <T> T decode(InputStream raw, Reading<T> reading, Optional<Charset> stated, Remarks remarks)
            throws IOException {
        InputStream bytes = unpacked(buffered(raw), remarks);
        FileStart start = start(bytes);
        start.requireText(origin, stated);
        Charset charset = start.charset(stated);
        int mark = start.markLength(charset);
        bytes.skipNBytes(mark);
        if (mark > 0 && !charset.equals(StandardCharsets.UTF_8)) {
            remarks.note("read as " + charset.name() + ", as the byte order mark says");
        }
        return reading.read(new TextSample(new StrictDecoder(bytes, charset, mark, origin), origin));
    }

    private InputStream unpacked(InputStream bytes, Remarks remarks) throws IOException {
        if (!start(bytes).isGzip()) {
            return bytes;
        }
        remarks.note("unpacked from gzip");
        return buffered(new GzipText(bytes, origin));
    }

    private static InputStream buffered(InputStream raw) {
        return new BufferedInputStream(raw, 1 << 16);
    }

    private static FileStart start(InputStream bytes) throws IOException {
        bytes.mark(PROBED_BYTES);
        FileStart start = new FileStart(bytes.readNBytes(PROBED_BYTES));
        bytes.reset();
        return start;
    }

    private static final class OfPath extends TextSource {

        private final Path path;

        private OfPath(Path path) {
            super(path.toString());
            this.path = path;
        }

        @Override
        <T> T open(Reading<T> reading, Optional<Charset> charset, Remarks remarks) throws IOException {
            requireReadable();
            try (InputStream raw = Files.newInputStream(path)) {
                return decode(raw, reading, charset, remarks);
            }
        }

        @Override
        OptionalLong size() throws IOException {
            return OptionalLong.of(Files.size(path));
        }

        private void requireReadable() {
            Path absolute = path.toAbsolutePath().normalize();
            if (!Files.exists(path)) {
                throw missing("TP-F001", "there is no file " + absolute, similar(absolute));
            }
            if (Files.isDirectory(path)) {
                throw missing("TP-F002", absolute + " is a folder, not a file", "name a file in it");
            }
            if (!Files.isReadable(path)) {
                throw missing("TP-F003", "there is no permission to read " + absolute, "change the file's permissions");
            }
        }

        private InputException missing(String code, String what, String hint) {
            return new InputException(InputException.Kind.MISSING, code, origin().name(), what, hint);
        }

        private static String similar(Path absolute) {
            Path folder = absolute.getParent();
            Path name = absolute.getFileName();
            if (folder == null || name == null) {
                return "check the path";
            }
            if (!Files.isDirectory(folder)) {
                return "the folder " + folder + " does not exist either";
            }
            try (Stream<Path> entries = Files.list(folder)) {
                Map<String, String> byStem = new TreeMap<>();
                entries.filter(Files::isRegularFile)
                        .map(entry -> String.valueOf(entry.getFileName()))
                        .sorted()
                        .forEach(entry -> byStem.putIfAbsent(stem(entry), entry));
                return NearestName.of(stem(name.toString()), byStem.keySet())
                        .map(nearest -> "did you mean '" + byStem.get(nearest) + "' in the same folder?")
                        .orElse("check the path");
            } catch (IOException e) {
                return "check the path";
            }
        }

        /** A file's name up to its extension. */
        private static String stem(String name) {
            int dot = name.lastIndexOf('.');
            return dot > 0 ? name.substring(0, dot) : name;
        }
    }

    private static final class OfStream extends TextSource {

        private final InputStream bytes;

        private OfStream(InputStream bytes, String name) {
            super(name);
            this.bytes = bytes;
        }

        @Override
        <T> T open(Reading<T> reading, Optional<Charset> charset, Remarks remarks) throws IOException {
            return decode(bytes, reading, charset, remarks);
        }
    }

    private static final class OfReader extends TextSource {

        private final Reader characters;

        private OfReader(Reader characters, String name) {
            super(name);
            this.characters = characters;
        }

        @Override
        <T> T open(Reading<T> reading, Optional<Charset> charset, Remarks remarks) throws IOException {
            BufferedReader text = new BufferedReader(characters, 1 << 16);
            text.mark(1);
            if (text.read() != '\ufeff') {
                text.reset();
            }
            return reading.read(new TextSample(text, origin()));
        }
    }
}
