package dev.tidepath.cli;

import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import java.util.List;
import java.util.Set;

/** Where models come from by name. */
interface ModelSource {

    /** The models whose forecasts are rules of a line, which every other model must beat. */
    Set<String> SIMPLE_RULES = Set.of("last-value", "drift", "seasonal-naive", "climatology", "time-weighted-mean");

    /**
     * The models there are.
     *
     * @return names in the order of messages
     */
    List<String> names();

    /**
     * Makes an unfitted model.
     *
     * @param name one of the {@link #names}
     * @param settings what it is told
     * @return the model
     */
    Forecaster forecaster(String name, ModelSettings settings);

    /**
     * The models that come with Tidepath.
     *
     * @return all of {@link Model}
     */
    static ModelSource ofTidepath() {
        return new ModelSource() {
            @Override
            public List<String> names() {
                return Model.names();
            }

            @Override
            public Forecaster forecaster(String name, ModelSettings settings) {
                return Model.named(name).orElseThrow().forecaster(settings);
            }
        };
    }

    /**
     * The simple rules among the models.
     *
     * @return their names
     */
    default List<String> simpleRules() {
        return names().stream().filter(SIMPLE_RULES::contains).toList();
    }
}
