package dev.tidepath.cli;

import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.store.StoredModel;
import dev.tidepath.io.ModelFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which model forecasts, and the file it is kept in or comes from. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "NAME",
            converter = ModelConverter.class,
            completionCandidates = ModelNames.class,
            description = "The model to fit: ${COMPLETION-CANDIDATES} (default auto; explain: latent-ode).")
    private @Nullable Model model;

    @Option(
            names = "--save",
            paramLabel = "MODEL.json",
            description = "Keep the fitted model in a file, without the observations.")
    private @Nullable Path save;

    @Option(
            names = "--load",
            paramLabel = "MODEL.json",
            description = "Forecast by a model that was saved before; nothing is fitted. It serves series it has not"
                    + " seen; --value names its channels, in any order.")
    private @Nullable Path load;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep the state of the training in FILE while it runs, and go on from there if it"
                    + " exists, to the same bytes. One of other data or options is refused. Removed when the training is over"
                    + " and the forecast written; kept after Ctrl-C, a failure, --max-time or --stop-after.")
    private @Nullable Path checkpoint;

    @Option(names = "--allow-edited", description = "Load a model file although it was edited after it had been saved.")
    private boolean editedAllowed;

    private final Model usual;

    /**
     * Options not yet given.
     *
     * @param usual the model that is fitted unless another is named
     */
    ModelOptions(Model usual) {
        this.usual = usual;
    }

    /**
     * Checks the options against each other.
     *
     * @param training the options of training that are given
     * @param rehearsed where intervals are to come from, if it is from a rehearsal
     * @param networks how many networks are trained
     * @throws UsageException if they exclude each other
     */
    void check(List<String> training, Optional<Intervals> rehearsed, int networks) {
        if (load == null) {
            if (editedAllowed) {
                throw new UsageException("--allow-edited goes with --load");
            }
            if (save != null && StandardStream.is(save)) {
                throw new UsageException("--save -: name a file; standard output is for the forecast");
            }
            checkCheckpoint(rehearsed, networks);
            return;
        }
        if (model != null) {
            throw new UsageException("--model and --load exclude each other: the file tells which model it holds");
        }
        if (checkpoint != null) {
            throw new UsageException("--checkpoint and --load exclude each other: a loaded model is fitted already");
        }
        if (save != null) {
            throw new UsageException("--save and --load exclude each other: a loaded model is in a file already");
        }
        if (!training.isEmpty()) {
            throw new UsageException(
                    String.join(" and ", training) + " cannot go with --load: a loaded model is fitted already");
        }
    }

    private void checkCheckpoint(Optional<Intervals> rehearsed, int networks) {
        if (checkpoint == null) {
            return;
        }
        if (StandardStream.is(checkpoint)) {
            throw new UsageException("--checkpoint -: name a file");
        }
        if (model() == Model.AUTO) {
            throw new UsageException("--checkpoint cannot go with --model auto, which trains more than once: name a"
                    + " model that is trained, such as --model " + Model.LATENT_ODE.text());
        }
        if (rehearsed.isPresent()) {
            throw new UsageException(
                    "--checkpoint cannot go with --intervals " + rehearsed.get().text() + ", which trains twice");
        }
        if (networks > 1) {
            throw new UsageException("--checkpoint cannot go with --networks: it keeps the training of one network");
        }
        if (!model().isTrained()) {
            throw new UsageException("--checkpoint cannot go with --model " + model().text()
                    + ": it is fitted at once, not trained in iterations as " + Model.LATENT_ODE.text() + " is");
        }
    }

    /**
     * Where the state of the training is kept.
     *
     * @return its file, empty if it is not kept
     */
    Optional<Path> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /**
     * The model to fit.
     *
     * @return the model asked for or the default one
     */
    Model model() {
        return model == null ? usual : model;
    }

    /**
     * Where to keep the fitted model.
     *
     * @return its path, empty if it is not kept
     */
    Optional<Path> save() {
        return Optional.ofNullable(save);
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
     * Reads the model.
     *
     * @param file its file
     * @param in standard input, should the model be there
     * @param editedAllowed whether a file is taken that was changed after it had been written
     * @return the model
     * @throws dev.tidepath.forecasting.TidepathException if it cannot be read
     */
    static StoredModel read(Path file, InputStream in, boolean editedAllowed) {
        return StandardStream.is(file)
                ? ModelFile.read(in, StandardStream.INPUT, editedAllowed)
                : ModelFile.read(file, editedAllowed);
    }

    /**
     * Reads the model to forecast by.
     *
     * @param in standard input, should the model be there
     * @return the model, empty if one is to be fitted
     * @throws dev.tidepath.forecasting.TidepathException if it cannot be read
     */
    Optional<StoredModel> stored(InputStream in) {
        return load().map(file -> read(file, in, editedAllowed));
    }

    /** The names that the help lists. */
    static final class ModelNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Model.names().iterator();
        }
    }

    /** Reads the names of models. */
    static final class ModelConverter implements ITypeConverter<Model> {

        @Override
        public Model convert(String text) {
            return Model.named(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "no model is called '" + text + "'; there is " + String.join(", ", Model.names())));
        }
    }
}
