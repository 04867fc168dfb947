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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where text comes from: a file, a stream of bytes, or characters. */
abstract sealed class TextSource {

    private static final int PROBED_BYTES = 4096;

    private final Origin origin;

    private TextSource(String name) {
        this.origin = Origin.ofFile(name);
    }

    /** Work on the opened text; notes are for the user. */
    interface Reading<T> {
        T read(BufferedReader text, List<String> notes) throws IOException;
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

    final Origin origin() {
        return origin;
    }

    /** Opens the text, works on it, and closes what was opened here. */
    final <T> T read(Reading<T> reading, List<String> notes) {
        try {
            return open(reading, notes);
        } catch (IOException e) {
            throw InputException.io("TP-F004", origin.name(), "reading failed: " + e.getMessage(), "try again", e);
        }
    }

    abstract <T> T open(Reading<T> reading, List<String> notes) throws IOException;

    final <T> T decode(InputStream raw, Reading<T> reading, List<String> notes) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(raw, 1 << 16);
        bytes.mark(PROBED_BYTES);
        FileStart start = new FileStart(bytes.readNBytes(PROBED_BYTES));
        bytes.reset();
        start.requireText(origin);
        Charset charset = start.charset();
        bytes.skipNBytes(start.markLength());
        if (!charset.equals(StandardCharsets.UTF_8)) {
            notes.add("read as " + charset.name() + ", as the byte order mark says");
        }
        return reading.read(
                new BufferedReader(new StrictDecoder(bytes, charset, start.markLength(), origin), 1 << 16), notes);
    }

    private static final class OfPath extends TextSource {

        private final Path path;

        private OfPath(Path path) {
            super(path.toString());
            this.path = path;
        }

        @Override
        <T> T open(Reading<T> reading, List<String> notes) throws IOException {
            requireReadable();
            try (InputStream raw = Files.newInputStream(path)) {
                return decode(raw, reading, notes);
            }
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
        <T> T open(Reading<T> reading, List<String> notes) throws IOException {
            return decode(bytes, reading, notes);
        }
    }

    private static final class OfReader extends TextSource {

        private final Reader characters;

        private OfReader(Reader characters, String name) {
            super(name);
            this.characters = characters;
        }

        @Override
        <T> T open(Reading<T> reading, List<String> notes) throws IOException {
            BufferedReader text = new BufferedReader(characters, 1 << 16);
            text.mark(1);
            if (text.read() != '\ufeff') {
                text.reset();
            }
            return reading.read(text, notes);
        }
    }
}
