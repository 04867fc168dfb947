package dev.tidepath.forecasting.tune;

import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.NetworkSettings;
import dev.tidepath.forecasting.prepare.TransformChoice;
import dev.tidepath.forecasting.prepare.ZoneClock;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What trials differ from: the model and its settings as they are without tuning.
 *
 * @param model the model
 * @param settings what it is told
 * @param periods reads one period, in the axis's unit
 * @param forecasters makes a model
 */
public record StartingPoint(
        Model model,
        ModelSettings settings,
        Function<String, Double> periods,
        BiFunction<Model, ModelSettings, Forecaster> forecasters) {

    /** Iterations that shorter trainings are shares of where the length of the whole is left to the data. */
    private static final int USUAL_ITERATIONS = 900;

    /**
     * A model by its name, with periods that are numbers in the axis's unit: seconds on a calendar axis.
     *
     * @param model the model
     * @param settings what it is told
     * @return the starting point
     */
    public static StartingPoint of(Model model, ModelSettings settings) {
        return new StartingPoint(model, settings, Double::valueOf, Model::forecaster);
    }

    /** The model of a trial. */
    Model model(Map<Hyperparameter, String> values) {
        String name = values.getOrDefault(Hyperparameter.MODEL, model.text());
        return Model.named(name).orElseThrow();
    }

    /** Whether a trial is of a network, whose trainings can be shorter. */
    boolean isTrained(Map<Hyperparameter, String> values) {
        return model(values).isTrained();
    }

    /** Iterations of a trial's whole training, as far as they are known beforehand. */
    int iterations(Map<Hyperparameter, String> values) {
        return with(values).iterations().orElse(USUAL_ITERATIONS);
    }

    /**
     * The forecaster of a trial as it would be without a search.
     *
     * @param trial the trial
     * @return an unfitted forecaster
     */
    public Forecaster forecaster(Trial trial) {
        return forecaster(trial.values(), 0);
    }

    /** The forecaster of a trial, trained for so many iterations or, at zero, as it would be without tuning. */
    Forecaster forecaster(Map<Hyperparameter, String> values, int iterations) {
        ModelSettings told = with(values);
        return forecasters.apply(model(values), iterations == 0 ? told : told.withIterations(iterations));
    }

    /** Values without those that the model does not heed and those that are as they are without tuning. */
    Map<Hyperparameter, String> different(Map<Hyperparameter, String> values) {
        Map<Hyperparameter, String> different = new EnumMap<>(Hyperparameter.class);
        values.forEach((name, value) -> {
            boolean heeded = model(values).hasNetwork() || !name.isOfNetworks();
            if (heeded && isOther(name, value, model(values))) {
                different.put(name, value);
            }
        });
        return Collections.unmodifiableMap(different);
    }

    private boolean isOther(Hyperparameter name, String value, Model of) {
        ModelSettings told = with(settings, name, value);
        return switch (name) {
            case MODEL -> of != model;
            case INTERVALS -> of.intervals(told) != of.intervals(settings);
            default -> !told.equals(settings);
        };
    }

    private ModelSettings with(Map<Hyperparameter, String> values) {
        ModelSettings told = settings;
        for (Map.Entry<Hyperparameter, String> value : values.entrySet()) {
            told = with(told, value.getKey(), value.getValue());
        }
        return told;
    }

    private ModelSettings with(ModelSettings told, Hyperparameter name, String value) {
        NetworkSettings network = told.network();
        return switch (name) {
            case MODEL -> told;
            case PERIOD -> told.withPeriods(periods(value));
            case TRANSFORM -> told.withTransform(TransformChoice.parse(value).orElseThrow());
            case INTERVALS -> told.withIntervals(Intervals.named(value).orElseThrow());
            case ITERATIONS -> told.withIterations(Integer.parseInt(value));
            case LEARNING_RATE ->
                told.withNetwork(new NetworkSettings(
                        OptionalDouble.of(Double.parseDouble(value)), network.units(), network.networks()));
            case UNITS ->
                told.withNetwork(new NetworkSettings(
                        network.learningRate(), OptionalInt.of(Integer.parseInt(value)), network.networks()));
        };
    }

    /**
     * Reads the value of {@link Hyperparameter#PERIOD}.
     *
     * @param value one period, or several with + between them
     * @return in the axis's unit
     */
    public List<Double> periods(String value) {
        return Arrays.stream(value.split("\\+", -1)).map(periods).toList();
    }

    /** All that scores depend on. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", model.text());
        facts.put("seed", Long.toString(settings.seed()));
        facts.put("paths", Integer.toString(settings.paths()));
        facts.put("periods", settings.periods().toString());
        facts.put("gradient", settings.gradient().text());
        facts.put("transform", settings.transform().text());
        settings.iterations().ifPresent(count -> facts.put("iterations", Integer.toString(count)));
        settings.intervals().ifPresent(source -> facts.put("intervals", source.text()));
        settings.network().learningRate().ifPresent(rate -> facts.put("learning rate", Double.toString(rate)));
        settings.network().units().ifPresent(count -> facts.put("units", Integer.toString(count)));
        if (settings.network().networks() > 1) {
            facts.put("networks", Integer.toString(settings.network().networks()));
        }
        settings.zone()
                .flatMap(ZoneClock::of)
                .ifPresent(clock -> facts.put("zone", clock.zone().getId()));
        return facts;
    }
}
