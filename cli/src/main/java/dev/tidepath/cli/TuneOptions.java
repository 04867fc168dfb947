package dev.tidepath.cli;

import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.tune.Dimension;
import dev.tidepath.forecasting.tune.Hyperparameter;
import dev.tidepath.forecasting.tune.SearchSpace;
import dev.tidepath.io.SearchSpaceFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is tried, and how it is judged. */
final class TuneOptions extends CutOffOptions {

    /** Levels that a metric of intervals may be of. */
    static final double[] LEVELS = {80, 95};

    private static final int USUAL_TRIALS = 27;
    private static final int MOST_TRIALS = 10_000;
    private static final int USUAL_ETA = 3;
    private static final int MOST_ETA = 30;

    @Option(
            names = "--holdout",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description =
                    "Keep the last stretch of each series out of the search, and tell how the winner forecasts it."
                            + " The score that it won by is too good.")
    private @Nullable TimeLength holdout;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            converter = ModelOptions.ModelConverter.class,
            description = "The model of the defaults (default latent-ode); --try model= tries others.")
    private @Nullable Model model;

    @Option(
            names = "--try",
            paramLabel = "NAME=VALUES",
            description =
                    "Values to try: a,b,c or, of numbers, LOW..HIGH, which is drawn from uniformly in the logarithm."
                            + " May be repeated. Names are those of options: model, period (24h+7d is two), transform, intervals"
                            + " and, for networks, iterations, learning-rate, units.")
    private @Nullable List<String> tried;

    @Option(
            names = "--space",
            paramLabel = "SPACE.json",
            description = "A file of values to try, such as {\"units\": [24, 48], \"learning-rate\": {\"low\": 0.001,"
                    + " \"high\": 0.03}}.")
    private @Nullable Path spaceFile;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "So many combinations are tried at most, the defaults among them (default 27).")
    private @Nullable Integer trials;

    @Option(
            names = "--eta",
            paramLabel = "N",
            description =
                    "Networks are trained briefly at first; one of N goes on, with N times the iterations (default"
                            + " 3).")
    private @Nullable Integer eta;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            description =
                    "Judge by mae, rmse, mase, rmsse, smape, wmape, crps, wql or, for a level of 80 or 95, msis-80"
                            + " (default: crps; mase where several channels are forecast).")
    private @Nullable String metric;

    @Override
    void check() {
        super.check();
        requireWithin("--trials", trials, 1, MOST_TRIALS);
        requireWithin("--eta", eta, 2, MOST_ETA);
        if (tried == null && spaceFile == null) {
            throw new UsageException("missing --try NAME=VALUES or --space SPACE.json (what to try)");
        }
        if (metric != null) {
            BoardOptions.metric(metric, LEVELS);
        }
        dimensions();
    }

    private static void requireWithin(String option, @Nullable Integer count, int least, int most) {
        if (count != null && (count < least || count > most)) {
            throw new UsageException(
                    option + " " + count + ": a whole number from " + least + " to " + most + " is needed");
        }
    }

    private Map<Hyperparameter, Dimension> dimensions() {
        Map<Hyperparameter, Dimension> dimensions = new EnumMap<>(Hyperparameter.class);
        for (String text : tried == null ? List.<String>of() : tried) {
            String[] parts = text.split("=", 2);
            if (parts.length < 2) {
                throw new UsageException("--try " + text + ": write NAME=VALUES, such as --try units=24,48");
            }
            try {
                Hyperparameter name = Hyperparameter.named(parts[0]);
                if (dimensions.put(name, dimension(name, parts[1])) != null) {
                    throw new UsageException("--try " + text + ": " + name.text() + " is there twice");
                }
            } catch (IllegalArgumentException e) {
                throw new UsageException("--try " + text + ": " + e.getMessage());
            }
        }
        return dimensions;
    }

    private static Dimension dimension(Hyperparameter name, String values) {
        int to = values.indexOf("..");
        return to < 0
                ? name.among(List.of(values.split(",", -1)))
                : name.between(values.substring(0, to), values.substring(to + 2));
    }

    /**
     * What is tried.
     *
     * @return the values of the file and of the options
     * @throws UsageException if one is named in both, or concerns networks only and no network is tried
     * @throws dev.tidepath.forecasting.TidepathException if the file cannot be read or holds no search space
     */
    SearchSpace space() {
        Map<Hyperparameter, Dimension> dimensions = dimensions();
        if (spaceFile != null) {
            SearchSpaceFile.read(spaceFile).dimensions().forEach((name, dimension) -> {
                if (dimensions.put(name, dimension) != null) {
                    throw new UsageException("--try " + name.text() + ": it is in '" + spaceFile + "' too");
                }
            });
        }
        requireNetwork(dimensions);
        return new SearchSpace(dimensions);
    }

    private void requireNetwork(Map<Hyperparameter, Dimension> dimensions) {
        List<String> models = dimensions.get(Hyperparameter.MODEL) instanceof Dimension.Choice choice
                ? choice.values()
                : List.of(model().text());
        boolean network =
                models.stream().anyMatch(name -> Model.named(name).orElseThrow().hasNetwork());
        List<String> needless = dimensions.keySet().stream()
                .filter(Hyperparameter::isOfNetworks)
                .map(Hyperparameter::text)
                .toList();
        if (!network && !needless.isEmpty()) {
            throw new UsageException("there is nothing to try in " + String.join(", ", needless)
                    + ": no network is among" + " the models; --model " + Model.LATENT_ODE.text() + " is one");
        }
    }

    /**
     * The file of the space.
     *
     * @return its path, empty if there is none
     */
    Optional<Path> spaceFile() {
        return Optional.ofNullable(spaceFile);
    }

    /**
     * The model to start from.
     *
     * @return the one asked for, or the default one
     */
    Model model() {
        return model == null ? Model.LATENT_ODE : model;
    }

    /**
     * What is kept out of the search.
     *
     * @return the length of the stretch, empty for nothing
     */
    Optional<TimeLength> holdout() {
        return Optional.ofNullable(holdout);
    }

    /**
     * How many combinations are tried at most.
     *
     * @return one or more
     */
    int trials() {
        return trials == null ? USUAL_TRIALS : trials;
    }

    /**
     * Of how many trials one goes on.
     *
     * @return two or more
     */
    int eta() {
        return eta == null ? USUAL_ETA : eta;
    }

    /**
     * The score.
     *
     * @param channels how many are forecast
     * @return the metric
     */
    Metric metric(int channels) {
        if (metric != null) {
            return BoardOptions.metric(metric, LEVELS);
        }
        return channels > 1 ? Metric.Pooled.MASE : Metric.Pooled.CRPS;
    }
}
