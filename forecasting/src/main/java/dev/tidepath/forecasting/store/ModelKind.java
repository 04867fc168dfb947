package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.model.FittedTransformed;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of model that can be stored.
 *
 * @param name the name in files, which is that of the forecaster on the command line
 * @param form an object whose fields stand in the document beside those of the header
 * @param series which series such a model takes
 */
record ModelKind<T extends FittedForecaster>(String name, Form<T> form, Function<T, SeriesSchema> series) {

    boolean holds(FittedForecaster fitted) {
        return form.type().isInstance(fitted) && fitted.provenance().model().equals(name);
    }

    Json.Fields write(FittedForecaster fitted) {
        return (Json.Fields) form.write(form.type().cast(fitted));
    }

    /** The model, and which series it takes. */
    StoredModel read(
            Json.Fields own, Optional<TransformForm.Around> around, Place document, Json.Fields whole, boolean edited) {
        T fitted = form.read(own, document);
        SeriesSchema taken = series.apply(fitted);
        if (around.isEmpty()) {
            return new StoredModel(fitted, taken, whole, edited);
        }
        FittedTransformed outer = around.get().whole(fitted, taken, document.field(ModelStore.TRANSFORMED));
        return new StoredModel(outer, outer.series(), whole, edited);
    }
}
