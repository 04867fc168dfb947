package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.Form.NUMBER;
import static dev.tidepath.forecasting.store.Form.TEXT;
import static dev.tidepath.forecasting.store.Form.count;
import static dev.tidepath.forecasting.store.Form.map;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.tune.Evaluation;
import dev.tidepath.forecasting.tune.Hyperparameter;
import dev.tidepath.forecasting.tune.Trial;
import dev.tidepath.forecasting.tune.TrialStore;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Keeps evaluations in a file of JSON lines: what the search is, then an evaluation a line, on the disk before the next one
 * begins. A process may be killed at any moment; half a line at the end is taken away when the search goes on.
 */
public final class TrialFile implements TrialStore {

    private static final String THIS_FORMAT = "tidepath-trials";
    private static final int THIS_VERSION = 1;
    private static final String SEARCH = "search";
    private static final Form<Integer> COUNT = count(0, Integer.MAX_VALUE);
    private static final Form<Map<String, String>> TEXTS = map(TEXT);

    private final Path file;

    /**
     * Names the file.
     *
     * @param file where evaluations are kept; need not exist
     */
    public TrialFile(Path file) {
        this.file = file;
    }

    /**
     * Begins the file or reads it.
     *
     * @param fingerprint what the evaluations belong to
     * @return the evaluations that are there
     * @throws DataException with code TP-D085 if the file is of another search or another version of Tidepath, or damaged,
     *     or none of this kind; it is untouched
     * @throws UncheckedIOException if it cannot be read or written
     */
    @Override
    public List<Evaluation> open(Map<String, String> fingerprint) {
        String header = line(header(fingerprint));
        try {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            int whole = text.lastIndexOf('\n') + 1;
            if (whole == 0) {
                // a run that was killed while it wrote the first line has left a part of that line
                if (!new String(header.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                        .startsWith(text)) {
                    throw refused("", "it does not begin as a file of trials does");
                }
                write(0, header);
                return List.of();
            }
            byte[] lines = text.substring(0, whole).getBytes(StandardCharsets.ISO_8859_1);
            List<Evaluation> found = read(new String(lines, StandardCharsets.UTF_8), fingerprint);
            if (whole < text.length()) {
                write(whole, "");
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Evaluation> read(String text, Map<String, String> fingerprint) throws IOException {
        String[] lines = text.split("\n", -1);
        List<Evaluation> found = new ArrayList<>();
        for (int i = 0; i < lines.length - 1; i++) {
            String where = ":" + (i + 1);
            try {
                Json json = JsonText.parse(new StringReader(lines[i]), file.toString(), "line");
                FieldReader fields = new FieldReader(json, Place.document(file.toString()));
                if (i == 0) {
                    requireSame(fields, fingerprint);
                } else {
                    found.add(evaluation(fields));
                }
                fields.end();
            } catch (ModelFormatException | IllegalArgumentException e) {
                throw refused(where, String.valueOf(e.getMessage()));
            }
        }
        return found;
    }

    private void requireSame(FieldReader fields, Map<String, String> fingerprint) {
        String format = fields.take(ModelStore.FORMAT, TEXT);
        int version = fields.take(ModelStore.FORMAT_VERSION, COUNT);
        String createdBy = fields.take(ModelStore.CREATED_BY, TEXT);
        Map<String, String> found = fields.take(SEARCH, TEXTS);
        if (!format.equals(THIS_FORMAT)) {
            throw refused("", "it says of itself that it is a " + Place.quoted(format));
        }
        if (version != THIS_VERSION || !createdBy.equals(ModelStore.thisRelease())) {
            throw refused(
                    "",
                    "it was written by tidepath " + Place.quoted(createdBy) + ", but this is tidepath "
                            + ModelStore.thisRelease() + ", which may compute other scores");
        }
        Map<String, String> all = new LinkedHashMap<>(found);
        all.putAll(fingerprint);
        all.keySet().stream()
                .filter(name -> !shown(fingerprint, name).equals(shown(found, name)))
                .findFirst()
                .ifPresent(name -> {
                    throw refused(
                            "",
                            "it is of another search: " + name + " is " + shown(found, name) + " there, "
                                    + shown(fingerprint, name) + " here");
                });
    }

    private static String shown(Map<String, String> facts, String name) {
        String value = facts.get(name);
        return value == null ? "nothing" : Place.quoted(value);
    }

    private DataException refused(String where, String what) {
        return new DataException(
                "TP-D085",
                file + where,
                what,
                "go on with the same data and options, name another file (--out), or remove this one");
    }

    private static Evaluation evaluation(FieldReader fields) {
        Map<Hyperparameter, String> values = new EnumMap<>(Hyperparameter.class);
        int number = fields.take("trial", COUNT);
        fields.take("values", TEXTS).forEach((name, value) -> values.put(Hyperparameter.named(name), value));
        return new Evaluation(
                new Trial(number, values),
                fields.take("rungsAhead", COUNT),
                fields.has("iterations") ? fields.take("iterations", COUNT) : 0,
                fields.has("score") ? OptionalDouble.of(fields.take("score", NUMBER)) : OptionalDouble.empty(),
                fields.has("failures") ? fields.take("failures", COUNT) : 0,
                fields.has("reason") ? fields.take("reason", TEXT) : "");
    }

    /**
     * Adds a line and has it on the disk.
     *
     * @param evaluation a finished one
     * @throws UncheckedIOException if it cannot be written
     */
    @Override
    public void add(Evaluation evaluation) {
        Map<String, Json> fields = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        evaluation.trial().values().forEach((name, value) -> values.put(name.text(), value));
        fields.put("trial", Json.Num.of(evaluation.trial().number()));
        fields.put("values", TEXTS.write(values));
        fields.put("rungsAhead", Json.Num.of(evaluation.rungsAhead()));
        if (evaluation.iterations() > 0) {
            fields.put("iterations", Json.Num.of(evaluation.iterations()));
        }
        evaluation.score().ifPresent(score -> fields.put("score", Json.Num.of(score)));
        if (evaluation.failures() > 0) {
            fields.put("failures", Json.Num.of(evaluation.failures()));
        }
        if (!evaluation.reason().isEmpty()) {
            fields.put("reason", new Json.Text(evaluation.reason()));
        }
        try {
            write(Files.size(file), line(new Json.Fields(fields)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json header(Map<String, String> fingerprint) {
        Map<String, Json> header = new LinkedHashMap<>();
        header.put(ModelStore.FORMAT, new Json.Text(THIS_FORMAT));
        header.put(ModelStore.FORMAT_VERSION, Json.Num.of(THIS_VERSION));
        header.put(ModelStore.CREATED_BY, new Json.Text(ModelStore.thisRelease()));
        header.put(SEARCH, TEXTS.write(fingerprint));
        return new Json.Fields(header);
    }

    private static String line(Json json) {
        return JsonText.compact(json) + "\n";
    }

    /** Cuts the file off and writes after that. */
    private void write(long from, String text) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(from);
            out.position(from);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }
}
