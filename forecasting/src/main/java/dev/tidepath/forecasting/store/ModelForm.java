package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.model.FittedTransformed;
import dev.tidepath.forecasting.model.FittedZoned;
import dev.tidepath.forecasting.prepare.ZoneClock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The form of any model that can be stored: its kind, what its times and values go through, and the fields of its kind. */
final class ModelForm {

    static final String MODEL = "model";
    static final String TRANSFORMED = "transformed";
    static final String CLOCK = "clock";
    private static final String PROVENANCE = "provenance";

    /** The name of a zone whose clock is changed. */
    private static final Form<ZoneClock> ZONE = Form.TEXT.as(
            ZoneClock.class, ModelForm::clock, clock -> clock.zone().getId());

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

    private static ZoneClock clock(String zone) {
        return ZoneClock.of(ZoneId.of(zone))
                .orElseThrow(() -> new IllegalArgumentException("the clock of " + zone + " is never changed"));
    }

    static Map<String, Json> write(FittedForecaster fitted) {
        Optional<FittedZoned> zoned = fitted instanceof FittedZoned z ? Optional.of(z) : Optional.empty();
        FittedForecaster even = zoned.map(FittedZoned::inner).orElse(fitted);
        Optional<FittedTransformed> outer =
                even instanceof FittedTransformed transformed ? Optional.of(transformed) : Optional.empty();
        FittedForecaster plain = outer.map(FittedTransformed::inner).orElse(even);
        ModelKind<?> kind = ModelKinds.of(plain)
                .orElseThrow(() -> new IllegalArgumentException("no model file holds a " + plain.getClass()));
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put(MODEL, new Json.Text(kind.name()));
        zoned.ifPresent(z -> fields.put(CLOCK, ZONE.write(z.clock())));
        outer.ifPresent(o -> fields.put(TRANSFORMED, TransformForm.AROUND.write(TransformForm.Around.of(o))));
        fields.putAll(kind.write(plain).values());
        zoned.ifPresent(z -> fields.replace(
                PROVENANCE,
                SeriesForms.provenance(kind.name()).write(plain.provenance().replacing(z.data()))));
        return fields;
    }

    /** Takes all that is left of a reader. */
    static Found read(FieldReader fields, Place place) {
        String model = fields.take(MODEL, Form.TEXT);
        Optional<ZoneClock> clock = fields.has(CLOCK) ? Optional.of(fields.take(CLOCK, ZONE)) : Optional.empty();
        Found even = even(model, fields, place);
        if (clock.isEmpty()) {
            return even;
        }
        if (even.series().axis() != TimeAxis.CALENDAR) {
            throw place.field(CLOCK).wrong("a clock is of no use on a numeric time axis");
        }
        return new Found(new FittedZoned(even.forecaster(), clock.get(), even.series(), Map.of()), even.series());
    }

    private static Found even(String model, FieldReader fields, Place place) {
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
