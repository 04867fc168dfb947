package dev.tidepath.cli;

import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.store.StoredModel;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What tells how surprising an observation is, and where the scores go. */
final class AnomalyOptions {

    /** One in a thousand, and one in a hundred. */
    private static final double USUAL_THRESHOLD = 3;

    private static final double SAMPLED_THRESHOLD = 2;
    private static final int USUAL_WARM_UP = 10;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            converter = ModelOptions.ModelConverter.class,
            completionCandidates = ModelOptions.ModelNames.class,
            description = "The model to fit to all of the file: ${COMPLETION-CANDIDATES} (default state-space).")
    private @Nullable Model model;

    @Option(
            names = "--load",
            paramLabel = "MODEL.json",
            description =
                    "Score by a model that was saved before, such as one fitted to a time without trouble; nothing"
                            + " is fitted.")
    private @Nullable Path load;

    @Option(names = "--allow-edited", description = "Load a model file although it was edited after it had been saved.")
    private boolean editedAllowed;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "Flag scores from here on (default 3: once in a thousand observations if the model holds; 2"
                    + " for models that tell no more than their sample paths).")
    private @Nullable Double threshold;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Observation times at the start of each series that are read without being scored (default"
                    + " 10).")
    private @Nullable Integer warmUp;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the scores to a CSV file, replacing it at once when all is done (default: standard"
                    + " output).")
    private @Nullable Path out;

    @Option(
            names = "--plot",
            paramLabel = "FILE.html",
            description = "Draw observations and what was expected of them on a self-contained HTML page.")
    private @Nullable Path plot;

    /**
     * Checks the options against each other.
     *
     * @param training the options of training that are given
     * @throws UsageException if they exclude each other or are out of range
     */
    void check(List<String> training) {
        if (threshold != null && !(threshold >= 0 && Double.isFinite(threshold))) {
            throw new UsageException("--threshold " + Talk.number(threshold) + ": a score is 0 or more");
        }
        if (warmUp != null && warmUp < 1) {
            throw new UsageException("--warm-up " + warmUp + ": a forecast needs an observation to start from");
        }
        plot().ifPresent(file -> OutputOptions.requirePage("--plot", file));
        if (load == null) {
            if (editedAllowed) {
                throw new UsageException("--allow-edited goes with --load");
            }
            return;
        }
        if (model != null) {
            throw new UsageException("--model and --load exclude each other: the file tells which model it holds");
        }
        if (!training.isEmpty()) {
            throw new UsageException(
                    String.join(" and ", training) + " cannot go with --load: a loaded model is fitted already");
        }
    }

    /**
     * The model to fit.
     *
     * @return the model asked for or the default one
     */
    Model model() {
        return model == null ? Model.STATE_SPACE : model;
    }

    /**
     * The file the model comes from.
     *
     * @return its path, empty if one is to be fitted
     */
    Optional<Path> load() {
        return Optional.ofNullable(load);
    }

    /**
     * Reads the model to score by.
     *
     * @param in standard input, should the model be there
     * @return the model, empty if one is to be fitted
     * @throws dev.tidepath.forecasting.TidepathException if it cannot be read
     */
    Optional<StoredModel> stored(InputStream in) {
        return load().map(file -> ModelOptions.read(file, in, editedAllowed));
    }

    /**
     * From where on scores are flagged.
     *
     * @param sampled whether the model tells no more than its sample paths
     * @return the user's threshold or the default one
     */
    double threshold(boolean sampled) {
        if (threshold != null) {
            return threshold;
        }
        return sampled ? SAMPLED_THRESHOLD : USUAL_THRESHOLD;
    }

    /**
     * How many first times of a series are not scored.
     *
     * @return at least one
     */
    int warmUp() {
        return warmUp == null ? USUAL_WARM_UP : warmUp;
    }

    /**
     * The file of the scores.
     *
     * @return its path, empty for standard output
     */
    Optional<Path> out() {
        return Optional.ofNullable(out).filter(path -> !StandardStream.is(path));
    }

    /**
     * The file of the plot.
     *
     * @return its path, empty if none is asked for
     */
    Optional<Path> plot() {
        return Optional.ofNullable(plot);
    }
}
