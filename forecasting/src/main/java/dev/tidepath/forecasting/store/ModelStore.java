package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.FittedForecaster;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps fitted forecasters in files and takes them back. A file is one JSON document in UTF-8, described in {@code
 * docs/model-files.md}: every number in it gives the same bits again, so a loaded model forecasts the same bytes as the
 * fitted one. It holds no series; forecasting takes those.
 *
 * <pre>{@code
 * ModelStore.save(fitted, Path.of("co2.json"));
 * Forecast forecast = ModelStore.load(Path.of("co2.json")).forecast(series, horizon);
 * }</pre>
 */
public final class ModelStore {

    static final String FORMAT = "format";
    static final String FORMAT_VERSION = "formatVersion";
    static final String CREATED_BY = "createdBy";
    static final String SHA256 = "sha256";

    private static final String THIS_FORMAT = "tidepath-model";
    private static final int THIS_VERSION = 1;
    private static final Form<Integer> VERSION = Form.count(1, Integer.MAX_VALUE);

    private ModelStore() {}

    /**
     * Saves a model: the file is replaced at once, or untouched if anything fails.
     *
     * @param fitted a model of a kind that comes with Tidepath
     * @param file where to
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if it is a forecaster of another kind
     * @throws dev.tidepath.forecasting.DataException with code TP-D042 if a number of the model is not finite, TP-D073 if it is too
     *     large to be loaded
     */
    public static void save(FittedForecaster fitted, Path file) throws IOException {
        AtomicReplacement.write(file, out -> write(fitted, out));
    }

    /**
     * Writes a model.
     *
     * @param fitted a model of a kind that comes with Tidepath
     * @param out takes the text, which is to be encoded in UTF-8; not closed
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if it is a forecaster of another kind
     * @throws dev.tidepath.forecasting.DataException with code TP-D042 if a number of the model is not finite, TP-D073 if it is too
     *     large to be loaded
     */
    public static void write(FittedForecaster fitted, Writer out) throws IOException {
        write(fitted, thisRelease(), out);
    }

    static void write(FittedForecaster fitted, String createdBy, Writer out) throws IOException {
        Map<String, Json> document = new LinkedHashMap<>();
        document.put(FORMAT, new Json.Text(THIS_FORMAT));
        document.put(FORMAT_VERSION, Json.Num.of(THIS_VERSION));
        document.put(CREATED_BY, new Json.Text(createdBy));
        document.putAll(ModelForm.write(fitted));
        document.put(SHA256, new Json.Text(JsonText.sha256(new Json.Fields(document), SHA256)));
        JsonText.write(new Json.Fields(document), out);
    }

    /**
     * Loads a model; a file that was edited is refused.
     *
     * @param file a file that {@link #save} wrote
     * @return the model
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is no model file, damaged, edited, or of a newer format
     */
    public static FittedForecaster load(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(in, file.toString(), false).forecaster();
        }
    }

    /**
     * Reads a model, and what the file tells of it.
     *
     * @param in its text; read to its end, not closed
     * @param name what messages call it
     * @param editedAllowed whether a file is taken that was changed after it had been written
     * @return the model
     * @throws IOException if reading fails
     * @throws ModelFormatException if it is no model file, damaged, edited although that is not allowed, or of a newer
     *     format
     */
    public static StoredModel read(Reader in, String name, boolean editedAllowed) throws IOException {
        Place document = Place.document(name);
        Json.Fields whole = requireModel(JsonText.parse(in, name), name);
        FieldReader fields = new FieldReader(whole, document);
        fields.take(FORMAT, Form.TEXT);
        int version = fields.take(FORMAT_VERSION, VERSION);
        String createdBy = fields.take(CREATED_BY, Form.TEXT);
        if (version > THIS_VERSION) {
            throw new ModelFormatException(
                    name,
                    "written by tidepath " + Place.quoted(createdBy) + " in format version " + version
                            + ", but this is tidepath " + thisRelease() + ", which reads version " + THIS_VERSION,
                    "upgrade tidepath");
        }
        boolean edited = isEdited(whole);
        if (edited && !editedAllowed) {
            throw new ModelFormatException(
                    name,
                    "the checksum does not fit: the file was edited or damaged after it had been saved",
                    "take the file as it was saved, or --allow-edited if the change is meant");
        }
        if (fields.has(SHA256)) {
            fields.take(SHA256, Form.TEXT);
        }
        ModelForm.Found found = ModelForm.read(fields, document);
        return new StoredModel(found.forecaster(), found.series(), whole, edited);
    }

    private static Json.Fields requireModel(Json document, String name) {
        if (document instanceof Json.Fields fields
                && fields.values().get(FORMAT) instanceof Json.Text format
                && format.value().equals(THIS_FORMAT)) {
            return fields;
        }
        throw new ModelFormatException(
                name,
                "this is JSON, but no model of tidepath: it has no field \"format\": \"" + THIS_FORMAT + "\"",
                "name a file that --save wrote");
    }

    static boolean isEdited(Json.Fields whole) {
        return !new Json.Text(JsonText.sha256(whole, SHA256))
                .equals(whole.values().get(SHA256));
    }

    static String thisRelease() {
        return Objects.requireNonNullElse(ModelStore.class.getPackage().getImplementationVersion(), "development");
    }
}
