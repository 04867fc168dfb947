package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.SeriesSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model as it was read from a file, with what the file tells of it. */
public final class StoredModel {

    /** What is told of a model: everything but what it has learnt. */
    private static final List<String> TOLD = List.of(
            ModelStore.FORMAT,
            ModelStore.FORMAT_VERSION,
            ModelStore.CREATED_BY,
            ModelForm.MODEL,
            ModelForm.CLOCK,
            ModelForm.TRANSFORMED,
            "series",
            "options",
            "provenance",
            ModelStore.SHA256);

    private final FittedForecaster forecaster;
    private final SeriesSchema series;
    private final Json.Fields document;
    private final boolean edited;

    StoredModel(FittedForecaster forecaster, SeriesSchema series, Json.Fields document, boolean edited) {
        this.forecaster = forecaster;
        this.series = series;
        this.document = document;
        this.edited = edited;
    }

    /**
     * The model itself.
     *
     * @return a fitted forecaster
     */
    public FittedForecaster forecaster() {
        return forecaster;
    }

    /**
     * Which series it takes.
     *
     * @return channels and time axis
     */
    public SeriesSchema series() {
        return series;
    }

    /**
     * The version of Tidepath that wrote the file.
     *
     * @return such as {@code 0.1.0}
     */
    public String createdBy() {
        return text(ModelStore.CREATED_BY);
    }

    /**
     * The name of the model.
     *
     * @return such as {@code latent-ode}
     */
    public String model() {
        return text(ModelForm.MODEL);
    }

    /**
     * Whether the file was changed after it had been written.
     *
     * @return true only if the reader was told to allow it
     */
    public boolean isEdited() {
        return edited;
    }

    /**
     * The model's options by name; those of a part have its name and a dot before their own.
     *
     * @return such as {@code paths} and {@code 400}
     */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        if (document.values().get("options") instanceof Json.Fields fields) {
            flatten("", fields, options);
        }
        return Collections.unmodifiableMap(options);
    }

    private static void flatten(String prefix, Json.Fields fields, Map<String, String> into) {
        fields.values().forEach((name, value) -> {
            if (value instanceof Json.Fields part) {
                flatten(prefix + name + ".", part, into);
            } else {
                into.put(prefix + name, value instanceof Json.Text text ? text.value() : JsonText.compact(value));
            }
        });
    }

    /**
     * The document without what the model has learnt.
     *
     * @return JSON that ends with a line feed
     */
    public String summary() {
        Map<String, Json> told = new LinkedHashMap<>(document.values());
        told.keySet().retainAll(TOLD);
        StringWriter text = new StringWriter();
        try {
            JsonText.write(new Json.Fields(told), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private String text(String field) {
        return document.values().get(field) instanceof Json.Text text ? text.value() : "";
    }
}
