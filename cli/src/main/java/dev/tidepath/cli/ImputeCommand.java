package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.store.StoredModel;
import dev.tidepath.io.ImputedCsv;
import dev.tidepath.io.LoadedSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidepath impute}: says what the observations around gaps tell of the values in them. */
@Command(
        name = "impute",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = {
            "Usage: tidepath impute FILE.csv --time COL --value COL[,COL...] [--id COL]",
            "                [--channel COL]",
            "                [--gap FACTOR | --every DURATION | --at TIMES.csv] [OPTIONS]"
        },
        descriptionHeading = "%n",
        description = {
            "Fills gaps by what the observations before and after them tell.",
            "Each value comes with its distribution; observed values are never changed.",
            "The table goes to standard output or --out, everything else to standard error."
        },
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples",
            "  Hours that are missing and cells that are blank:",
            "    tidepath impute weather.csv --time hour --value temp,pressure --out filled.csv",
            "  The whole series, each row told observed or imputed:",
            "    tidepath impute weather.csv --time hour --value temp --complete",
            "  Every thousand years of an ice core:",
            "    tidepath impute co2.csv --time age --value ppm --every 1",
            "",
            "Exit codes",
            "  0 done; 1 no model could be fitted; 2 wrong options; 65 bad data or model;",
            "  66 no input; 70 a defect of tidepath; 74 reading or writing failed;",
            "  130 interrupted."
        })
final class ImputeCommand implements Callable<Integer> {

    private static final String COLUMNS = "Columns";
    private static final String READING = "Reading";
    private static final String TIMES = "Times to fill";
    private static final String OUTPUT = "Output";
    private static final String TRAINING = "Model";

    private final Terminal terminal;
    private final Interruption interruption;
    private final ModelSource source;

    @Parameters(
            index = "0",
            paramLabel = "FILE.csv",
            description = "The observations: a CSV file, plain or packed by gzip. '-' is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
    private Path file;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            converter = ModelOptions.ModelConverter.class,
            description = "The model to fit: state-space (default), whose answers are exact for what it assumes. Others"
                    + " do not look back from later observations.")
    private @Nullable Model model;

    @Option(
            names = "--load",
            paramLabel = "MODEL.json",
            description = "Fill by a model that 'tidepath forecast --save' kept; nothing is fitted.")
    private @Nullable Path load;

    @Mixin(name = COLUMNS)
    private ColumnOptions columns = new ColumnOptions();

    @Mixin(name = READING)
    private ReadingOptions reading = new ReadingOptions();

    @Mixin(name = TIMES)
    private FillingOptions filling = new FillingOptions();

    @Mixin(name = OUTPUT)
    private ImputedOptions output = new ImputedOptions();

    @Mixin(name = TRAINING)
    private TrainingOptions training = new TrainingOptions();

    ImputeCommand(
            Terminal terminal, Interruption interruption, BiFunction<Model, ModelSettings, Forecaster> forecasters) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.source = new ModelSource(terminal, interruption, forecasters);
    }

    /**
     * The command with its help.
     *
     * @return for picocli
     */
    CommandLine commandLine() {
        return OptionGroups.commandLine(this, COLUMNS, TIMES, OUTPUT, TRAINING, READING);
    }

    @Override
    public Integer call() throws IOException {
        columns.check();
        reading.check();
        filling.check();
        output.check();
        training.check();
        checkModel();
        OutputFiles files = interruption.section(this::checkedFiles);
        Optional<StoredModel> stored =
                Optional.ofNullable(load).map(from -> ModelOptions.read(from, terminal.in(), false));
        LoadedSeries loaded = columns.applyTo(
                        load == null ? reading.open(file, terminal.in()) : reading.openForFitted(file, terminal.in()))
                .load();
        SeriesSet series = stored.isPresent()
                ? ModelSource.known(stored.get(), loaded.series(), StandardStream.nameOf(file))
                : loaded.series();
        FillingOptions.Asked asked = filling.load(loaded, columns.time(), reading.zone(), terminal.in());
        Findings.tell(loaded, StandardStream.nameOf(file), terminal.err());
        asked.notes().forEach(note -> say("note", note));
        Forecast imputed = impute(asked, series, stored, loaded.series());
        say("filled", filled(imputed));
        write(files, series, imputed, loaded);
        return ExitCode.OK;
    }

    private void checkModel() {
        if (load != null && model != null) {
            throw new UsageException("--model and --load exclude each other: the file tells which model it holds");
        }
        if (load != null && !training.given().isEmpty()) {
            throw new UsageException(String.join(" and ", training.given())
                    + " cannot go with --load: a loaded model is fitted already");
        }
        if (model != null && model != Model.STATE_SPACE) {
            throw new UsageException(
                    "--model " + model.text() + ": it cannot look back from later observations; state-space can");
        }
    }

    private OutputFiles checkedFiles() throws IOException {
        OutputFiles files = new OutputFiles(output.out().stream().toList(), terminal.out());
        List<Path> inputs = columns.inputs(file);
        filling.at().ifPresent(inputs::add);
        Optional.ofNullable(load).ifPresent(inputs::add);
        files.requireApartFrom(reading.taken(inputs));
        files.requireWritable();
        return files;
    }

    private Forecast impute(FillingOptions.Asked asked, SeriesSet series, Optional<StoredModel> stored, SeriesSet given)
            throws IOException {
        try {
            FittedForecaster fitted = stored.isPresent() && load != null
                    ? source.taken(stored.get(), load, given, reading.clock())
                    : source.trained(
                            model == null ? Model.STATE_SPACE : model,
                            training.settings(Optional.empty(), series.axis(), columns.time(), reading.clock()),
                            series);
            return fitted.impute(series, asked.times());
        } catch (DataException e) {
            throw Located.in(StandardStream.nameOf(file), e);
        }
    }

    private static String filled(Forecast imputed) {
        long times = imputed.series().stream()
                .map(SeriesForecast::times)
                .mapToLong(t -> t.size())
                .sum();
        return times == 0
                ? "nothing: no cell is blank and no gap is long"
                : Talk.count(times, "time", "times") + " in "
                        + Talk.count(imputed.series().size(), "series", "series");
    }

    private void write(OutputFiles files, SeriesSet series, Forecast imputed, LoadedSeries loaded) throws IOException {
        ImputedCsv table = new ImputedCsv(loaded.timeFormat(), output.isComplete(), output.levels());
        String where = interruption.section(() -> output.write(files, out -> table.write(series, imputed, out)));
        say("wrote", where);
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }
}
