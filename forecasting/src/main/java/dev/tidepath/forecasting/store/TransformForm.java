package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.Form.list;
import static dev.tidepath.forecasting.store.RecordForm.part;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.model.FittedTransformed;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.List;

/** What stands in a document besides a model that was fitted on transformed values. */
final class TransformForm {

    /** Which series the whole takes, and what their values go through. */
    record Around(SeriesSchema series, List<ValueTransform> transforms) {

        Around {
            if (transforms.size() != series.targets().size()) {
                throw new IllegalArgumentException(transforms.size() + " transforms for "
                        + series.targets().size() + " channels");
            }
        }

        static Around of(FittedTransformed fitted) {
            return new Around(fitted.series(), fitted.transforms());
        }

        /** The whole, if what is inside forecasts the same channels. */
        FittedTransformed whole(FittedForecaster inner, SeriesSchema inside, Place place) {
            if (!names(series).equals(names(inside))) {
                throw place.wrong("the channels are " + names(series) + ", those of the model are " + names(inside));
            }
            return new FittedTransformed(inner, transforms, series);
        }

        private static List<String> names(SeriesSchema series) {
            return series.targets().stream().map(c -> c.name()).toList();
        }
    }

    static final Form<Around> AROUND = RecordForm.of(
            Around.class,
            part("series", SeriesForms.SCHEMA),
            part("transforms", list(SeriesForms.TRANSFORM, SeriesForms.MOST_CHANNELS)));

    private TransformForm() {}
}
