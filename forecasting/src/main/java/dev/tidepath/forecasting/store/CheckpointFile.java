package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.Form.NUMBER;
import static dev.tidepath.forecasting.store.Form.TEXT;
import static dev.tidepath.forecasting.store.Form.count;
import static dev.tidepath.forecasting.store.Form.list;
import static dev.tidepath.forecasting.store.Form.map;
import static dev.tidepath.forecasting.store.RecordForm.part;

import dev.tidepath.forecasting.FitException;
import dev.tidepath.train.Checkpoint;
import dev.tidepath.train.CheckpointStore;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last checkpoint of a training in a file: one JSON document, described in {@code docs/training.md}, that is
 * replaced at once. A process may be killed at any moment; the file then holds this checkpoint or the one before.
 */
public final class CheckpointFile implements CheckpointStore {

    private static final String THIS_FORMAT = "tidepath-checkpoint";
    private static final int THIS_VERSION = 1;
    private static final String FINGERPRINT = "fingerprint";
    private static final String CHECKPOINT = "checkpoint";
    private static final int LONGEST_VALUE = 40;

    private static final Form<Integer> COUNT = count(0, Integer.MAX_VALUE);
    private static final Form<Map<String, String>> TEXTS = map(TEXT);
    /** The 64 bits of each number, the high byte first, in Base64. */
    private static final Form<double[]> BITS =
            TEXT.as(double[].class, CheckpointFile::decoded, CheckpointFile::encoded);

    private static final Form<Checkpoint.Best> BEST = RecordForm.of(
            Checkpoint.Best.class,
            part("iteration", COUNT),
            part("loss", NUMBER),
            part("parameters", BITS),
            part("evaluationsSince", COUNT));

    private static final Form<Checkpoint> FORM = RecordForm.of(
            Checkpoint.class,
            part("iteration", COUNT),
            part("loss", NUMBER),
            part("smoothedLoss", NUMBER),
            part("parameters", BITS),
            part("firstMoment", BITS),
            part("secondMoment", BITS),
            part("best", optional(BEST)));

    private final Path file;

    /**
     * Names the file.
     *
     * @param file where the checkpoint is kept; need not exist
     */
    public CheckpointFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the checkpoint.
     *
     * @param fingerprint what it must belong to
     * @return empty if there is no such file
     * @throws FitException with code TP-M003 if it is damaged, of another version of Tidepath, or of another training
     * @throws UncheckedIOException if it cannot be read
     */
    @Override
    public Optional<Checkpoint> load(Map<String, String> fingerprint) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return Optional.of(read(in, fingerprint));
        } catch (ModelFormatException e) {
            throw refused("'" + e.location() + "' is no checkpoint, or a damaged one: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Checkpoint read(Reader in, Map<String, String> fingerprint) throws IOException {
        Json whole = JsonText.parse(in, file.toString());
        Place document = Place.document(file.toString());
        FieldReader fields = new FieldReader(whole, document);
        String format = fields.take(ModelStore.FORMAT, TEXT);
        if (!format.equals(THIS_FORMAT)) {
            throw document.wrong("it says of itself that it is a " + Place.quoted(format));
        }
        int version = fields.take(ModelStore.FORMAT_VERSION, COUNT);
        String createdBy = fields.take(ModelStore.CREATED_BY, TEXT);
        if (version != THIS_VERSION || !createdBy.equals(ModelStore.thisRelease())) {
            throw refused("'" + file + "' was written by tidepath " + Place.quoted(createdBy)
                    + ", but this is tidepath " + ModelStore.thisRelease() + ", which may compute other bits");
        }
        if (whole instanceof Json.Fields all && ModelStore.isEdited(all)) {
            throw document.wrong("the checksum does not fit");
        }
        requireSame(fields.take(FINGERPRINT, TEXTS), fingerprint);
        Checkpoint checkpoint = fields.take(CHECKPOINT, FORM);
        fields.take(ModelStore.SHA256, TEXT);
        fields.end();
        return checkpoint;
    }

    private void requireSame(Map<String, String> found, Map<String, String> expected) {
        if (found.equals(expected)) {
            return;
        }
        String name = expected.keySet().stream()
                .filter(key -> !Objects.equals(expected.get(key), found.get(key)))
                .findFirst()
                .orElse("model");
        throw refused("'" + file + "' is the checkpoint of another training: " + name + " is "
                + shortened(found.get(name)) + " there, " + shortened(expected.get(name)) + " here");
    }

    private static String shortened(@Nullable String value) {
        if (value == null) {
            return "not told";
        }
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
    }

    private static FitException refused(String what) {
        return new FitException(
                "TP-M003", what, "go on with the same data and options, name another file, or remove this one");
    }

    /**
     * Writes a checkpoint and has it on the disk before it replaces the last one.
     *
     * @param fingerprint what it belongs to
     * @param checkpoint where the training stands
     * @throws UncheckedIOException if it cannot be written; the last one is untouched
     */
    @Override
    public void save(Map<String, String> fingerprint, Checkpoint checkpoint) {
        Map<String, Json> document = new LinkedHashMap<>();
        document.put(ModelStore.FORMAT, new Json.Text(THIS_FORMAT));
        document.put(ModelStore.FORMAT_VERSION, Json.Num.of(THIS_VERSION));
        document.put(ModelStore.CREATED_BY, new Json.Text(ModelStore.thisRelease()));
        document.put(FINGERPRINT, TEXTS.write(fingerprint));
        document.put(CHECKPOINT, FORM.write(checkpoint));
        document.put(ModelStore.SHA256, new Json.Text(JsonText.sha256(new Json.Fields(document), ModelStore.SHA256)));
        try {
            AtomicReplacement.write(file, out -> JsonText.write(new Json.Fields(document), out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Removes the file, for a training that has come to its end.
     *
     * @throws IOException if it is there and cannot be removed
     */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private static String encoded(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static double[] decoded(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length % Double.BYTES != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are no sequence of numbers");
        }
        double[] numbers = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
        return numbers;
    }

    /** An array of one item or none. */
    @SuppressWarnings("unchecked") // the class of an optional does not tell of what
    private static <T> Form<Optional<T>> optional(Form<T> item) {
        return list(item, 1)
                .as(
                        (Class<Optional<T>>) (Class<?>) Optional.class,
                        items -> items.stream().findFirst(),
                        value -> value.stream().toList());
    }
}
