package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.SeriesSchema;
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

    ModelForm.Found read(Json.Fields own, Place place) {
        T fitted = form.read(own, place);
        return new ModelForm.Found(fitted, series.apply(fitted));
    }
}
