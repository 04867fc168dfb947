package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.model.FittedTransformed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The form of any model that can be stored: its kind, what its values go through, and the fields of its kind. */
final class ModelForm {

    static final String MODEL = "model";
    static final String TRANSFORMED = "transformed";

    /** A model inside another. */
    static final Form<FittedForecaster> INSIDE = new Form<>(
            FittedForecaster.class,
            fitted -> new Json.Fields(write(fitted)),
            (json, place) -> read(new FieldReader(json, place), place).forecaster());

    /**
     * A model, and which series it takes.
     *
     * @param forecaster the model
     * @param series channels and time axis
     */
    record Found(FittedForecaster forecaster, SeriesSchema series) {}

    private ModelForm() {}

    static Map<String, Json> write(FittedForecaster fitted) {
        Optional<FittedTransformed> outer =
                fitted instanceof FittedTransformed transformed ? Optional.of(transformed) : Optional.empty();
        FittedForecaster plain = outer.map(FittedTransformed::inner).orElse(fitted);
        ModelKind<?> kind = ModelKinds.of(plain)
                .orElseThrow(() -> new IllegalArgumentException("no model file holds a " + plain.getClass()));
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put(MODEL, new Json.Text(kind.name()));
        outer.ifPresent(o -> fields.put(TRANSFORMED, TransformForm.AROUND.write(TransformForm.Around.of(o))));
        fields.putAll(kind.write(plain).values());
        return fields;
    }

    /** Takes all that is left of a reader. */
    static Found read(FieldReader fields, Place place) {
        String model = fields.take(MODEL, Form.TEXT);
        Optional<TransformForm.Around> around = fields.has(TRANSFORMED)
                ? Optional.of(fields.take(TRANSFORMED, TransformForm.AROUND))
                : Optional.empty();
        Found plain = ModelKinds.named(model)
                .orElseThrow(() -> place.field(MODEL)
                        .wrong("there is no model " + Place.quoted(model) + " in tidepath " + ModelStore.thisRelease()))
                .read(fields.rest(), place);
        if (around.isEmpty()) {
            return plain;
        }
        FittedTransformed outer = around.get().whole(plain.forecaster(), plain.series(), place.field(TRANSFORMED));
        return new Found(outer, outer.series());
    }
}
