package dev.tidepath.forecasting.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of an object, each taken once; nothing may be missing and nothing left over. */
final class FieldReader {

    private final Place place;
    private final Map<String, Json> left;

    FieldReader(Json json, Place place) {
        if (!(json instanceof Json.Fields fields)) {
            throw place.wrong("an object is expected, not " + json.kind());
        }
        this.place = place;
        this.left = new LinkedHashMap<>(fields.values());
    }

    <T> T take(String name, Form<T> form) {
        Json value = left.remove(name);
        if (value == null) {
            throw place.wrong("there is no field '" + name + "'");
        }
        return form.read(value, place.field(name));
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    /** What was not taken. */
    Json.Fields rest() {
        return new Json.Fields(left);
    }

    void end() {
        if (!left.isEmpty()) {
            throw place.wrong("a field of the name "
                    + Place.quoted(left.keySet().iterator().next()) + " is not known here");
        }
    }
}
