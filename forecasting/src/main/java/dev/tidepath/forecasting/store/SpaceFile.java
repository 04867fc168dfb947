package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.tune.Dimension;
import dev.tidepath.forecasting.tune.Hyperparameter;
import dev.tidepath.forecasting.tune.SearchSpace;
import java.io.IOException;
import java.io.Reader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@link SearchSpace}: a JSON object whose fields are {@linkplain Hyperparameter#text hyper-parameters}, each an
 * array of values to choose from or an object with {@code low} and {@code high}.
 */
public final class SpaceFile {

    private static final String LOW = "low";
    private static final String HIGH = "high";
    private static final Form<String> VALUE = new Form<>(
            String.class,
            Json.Text::new,
            (json, place) -> json instanceof Json.Num number ? number.digits() : Form.TEXT.read(json, place));
    private static final Form<List<String>> VALUES = Form.list(VALUE, 10_000);

    private SpaceFile() {}

    /**
     * Reads a space.
     *
     * @param in JSON; not closed
     * @param file its name, for messages
     * @return the space
     * @throws DataException with code TP-D084 if it is none, with the place in the file
     * @throws IOException if reading fails
     */
    public static SearchSpace read(Reader in, String file) throws IOException {
        try {
            return space(JsonText.parse(in, file, "search space"), Place.document(file));
        } catch (ModelFormatException e) {
            throw new DataException(
                    "TP-D084",
                    e.location(),
                    String.valueOf(e.getMessage()),
                    "write a search space as {\"learning-rate\": {\"low\": 0.001, \"high\": 0.03}, \"units\": [24, 48]}");
        }
    }

    private static SearchSpace space(Json json, Place document) {
        Map<Hyperparameter, Dimension> dimensions = new EnumMap<>(Hyperparameter.class);
        FieldReader fields = new FieldReader(json, document);
        try {
            for (Map.Entry<String, Json> field : fields.rest().values().entrySet()) {
                Hyperparameter name = Hyperparameter.named(field.getKey());
                dimensions.put(name, dimension(name, field.getValue(), document.field(field.getKey())));
            }
            return new SearchSpace(dimensions);
        } catch (IllegalArgumentException e) {
            throw document.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Dimension dimension(Hyperparameter name, Json json, Place place) {
        try {
            if (json instanceof Json.Items) {
                return name.among(VALUES.read(json, place));
            }
            if (!(json instanceof Json.Fields)) {
                throw place.wrong("an array of values or an object with low and high is expected, not " + json.kind());
            }
            FieldReader range = new FieldReader(json, place);
            Dimension between = name.between(range.take(LOW, VALUE), range.take(HIGH, VALUE));
            range.end();
            return between;
        } catch (IllegalArgumentException e) {
            throw place.wrong(String.valueOf(e.getMessage()));
        }
    }
}
