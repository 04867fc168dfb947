package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Forecaster;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The forecasters that come with Tidepath, by the names the command line and the files use. */
public enum Model {
    /** {@link LatentOdeForecaster}. */
    LATENT_ODE("latent-ode") {
        @Override
        public Forecaster forecaster(ModelSettings settings) {
            LatentOdeForecaster.Builder builder = LatentOdeForecaster.builder()
                    .seed(settings.seed())
                    .paths(settings.paths())
                    .threads(settings.threads())
                    .gradient(settings.gradient());
            settings.periods().forEach(builder::period);
            settings.horizon().ifPresent(builder::horizon);
            settings.iterations().ifPresent(builder::iterations);
            settings.stopAfter().ifPresent(builder::stopAfter);
            settings.maxTime().ifPresent(builder::maxTime);
            return builder.build();
        }
    };

    private final String text;

    Model(String text) {
        this.text = text;
    }

    /**
     * The name.
     *
     * @return such as {@code latent-ode}
     */
    public String text() {
        return text;
    }

    /**
     * Makes the unfitted forecaster.
     *
     * @param settings what it is told
     * @return the forecaster
     */
    public abstract Forecaster forecaster(ModelSettings settings);

    /**
     * Looks a model up.
     *
     * @param name its name
     * @return the model, or empty if there is none of that name
     */
    public static Optional<Model> named(String name) {
        return Arrays.stream(values()).filter(m -> m.text.equals(name)).findFirst();
    }

    /**
     * All names.
     *
     * @return names in the order of this enumeration
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(Model::text).toList();
    }
}
