package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.store.CheckpointFile;
import dev.tidepath.forecasting.store.StoredModel;
import dev.tidepath.io.AtomicFile;
import dev.tidepath.io.ExplanationCsv;
import dev.tidepath.io.ForecastPlot;
import dev.tidepath.io.LoadedHorizon;
import dev.tidepath.io.LoadedSeries;
import dev.tidepath.io.ModelFile;
import dev.tidepath.io.TimeFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidepath explain}: says which observations a forecast hangs on. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = {
            "Usage: tidepath explain FILE.csv --time COL --value COL[,COL...] [--id COL]",
            "                [--channel COL]",
            "                (--horizon DURATION [--every DURATION] | --at TIMES.csv)",
            "                [OPTIONS]"
        },
        descriptionHeading = "%n",
        description = {
            "Says which observations a forecast hangs on.",
            "Of the last time asked for: by how much the mean moves when an observation moves",
            "by one unit (gradient), and how much higher it lies than if the observation were",
            "the mean of its channel (contribution). By state-space and latent-ode."
        },
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples",
            "  What a year ahead hangs on, as a table and a page:",
            "    tidepath explain co2.csv --time date --value ppm --horizon 52w \\",
            "        --model state-space --out gradient.csv --plot gradient.html",
            "  By a model that was saved before:",
            "    tidepath explain ward.csv --id patient --time charted_at --value hr,spo2 \\",
            "        --horizon 6h --of spo2 --load ward.json",
            "",
            "Exit codes",
            "  0 done; 1 no model could be fitted; 2 wrong options; 65 bad data or model;",
            "  66 no input; 70 a defect of tidepath; 74 reading or writing failed;",
            "  130 interrupted."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final String COLUMNS = "Columns";
    private static final String READING = "Reading";
    private static final String TIMES = "Time to explain: the last of";
    private static final String OUTPUT = "Output";
    private static final String MODEL = "Model";
    private static final String TRAINING = "Training";

    private final Terminal terminal;
    private final Interruption interruption;
    private final ModelSource source;

    @Parameters(
            index = "0",
            paramLabel = "FILE.csv",
            description = "The observations: a CSV file, plain or packed by gzip. '-' is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
    private Path file;

    @Mixin(name = COLUMNS)
    private ColumnOptions columns = new ColumnOptions();

    @Mixin(name = READING)
    private ReadingOptions reading = new ReadingOptions();

    @Mixin(name = TIMES)
    private AheadOptions ahead = new AheadOptions();

    @Mixin(name = OUTPUT)
    private ExplainOptions output = new ExplainOptions();

    @Mixin(name = MODEL)
    private ModelOptions model = new ModelOptions(Model.LATENT_ODE);

    @Mixin(name = TRAINING)
    private TrainingOptions training = new TrainingOptions();

    ExplainCommand(
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
        return OptionGroups.commandLine(this, COLUMNS, TIMES, OUTPUT, MODEL, TRAINING, READING);
    }

    @Override
    public Integer call() throws IOException {
        columns.check();
        reading.check();
        ahead.check();
        output.check();
        training.check();
        model.check(training.given(), training.rehearsed(), training.networks());
        if (model.load().isEmpty() && !model.model().canExplain()) {
            throw new UsageException("--model " + model.model().text()
                    + ": it does not tell how its forecasts follow the observations; auto, latent-ode, state-space models and"
                    + " rules do");
        }
        OutputFiles files = interruption.section(this::checkedFiles);
        Optional<StoredModel> stored = model.stored(terminal.in());
        LoadedSeries loaded = columns.applyTo(
                        stored.isPresent()
                                ? reading.openForFitted(file, terminal.in())
                                : reading.open(file, terminal.in()))
                .load();
        explain(loaded, stored, files);
        return ExitCode.OK;
    }

    private OutputFiles checkedFiles() throws IOException {
        List<Path> inputs = columns.inputs(file);
        ahead.at().ifPresent(inputs::add);
        model.load().ifPresent(inputs::add);
        model.checkpoint().ifPresent(inputs::add);
        OutputFiles files = new OutputFiles(
                Stream.of(output.out(), output.plot(), model.save())
                        .flatMap(Optional::stream)
                        .toList(),
                terminal.out());
        files.requireApartFrom(reading.taken(inputs));
        files.requireWritable();
        new OutputFiles(model.checkpoint().stream().toList(), terminal.out()).requireWritable();
        return files;
    }

    private void explain(LoadedSeries loaded, Optional<StoredModel> stored, OutputFiles files) throws IOException {
        SeriesSet series = stored.isPresent()
                ? ModelSource.known(stored.get(), loaded.series(), StandardStream.nameOf(file))
                : loaded.series();
        LoadedHorizon asked = ahead.load(loaded, columns.time(), reading.zone(), terminal.in());
        AskedTimes times = ahead.resolve(asked.horizon(), series);
        Findings.tell(loaded, StandardStream.nameOf(file), terminal.err());
        asked.notes().forEach(note -> say("note", note));
        times.warnings().forEach(warning -> say("warning", warning));
        String channel =
                output.of().orElse(series.withoutCovariates().specs().get(0).name());
        if (!series.withoutCovariates().channels().contains(channel)) {
            throw new UsageException("--of " + channel + ": there is no such channel, but "
                    + String.join(", ", series.withoutCovariates().channels()));
        }
        Optional<CheckpointFile> checkpoint = model.checkpoint().map(CheckpointFile::new);
        ModelSettings plain = training.settings(asked.horizon(), series.axis(), columns.time(), reading.clock());
        ModelSettings settings = checkpoint.map(plain::withCheckpoints).orElse(plain);
        FittedForecaster fitted;
        Forecast forecast;
        Explanation explanation;
        try {
            fitted = stored.isPresent()
                    ? source.taken(stored.get(), model.load().orElseThrow(), loaded.series(), reading.clock())
                    : source.trained(model.model(), settings, series);
            explanation = fitted.explain(series, asked.horizon(), channel);
            forecast = fitted.forecast(series, asked.horizon());
        } catch (DataException e) {
            throw Located.in(StandardStream.nameOf(file), e);
        }
        explanation.series().forEach(e -> say("explained", text(e, loaded.timeFormat())));
        ForecastPlot page = ForecastPlot.of(series, forecast)
                .title("What the forecast of " + channel + " hangs on")
                .timeLabel(columns.time())
                .facts(fitted.provenance().all())
                .explained(explanation);
        ExplanationCsv table = new ExplanationCsv(loaded.timeFormat());
        write(files, out -> table.write(explanation, out), page::write, ModelFile.content(fitted));
        if (checkpoint.isPresent() && source.isTrainingOver()) {
            checkpoint.get().remove();
        }
    }

    private static String text(SeriesExplanation e, TimeFormat format) {
        return (e.id().isEmpty() ? "" : "series '" + e.id() + "': ") + "'" + e.channel() + "' at "
                + format.fitting(List.of(e.time())).text(e.time(), 0) + ", mean " + Talk.number(e.mean());
    }

    private void write(OutputFiles files, AtomicFile.Content table, AtomicFile.Content page, AtomicFile.Content fitted)
            throws IOException {
        List<OutputFiles.Output> outputs = new ArrayList<>();
        output.out().ifPresent(path -> outputs.add(new OutputFiles.Output(path, table)));
        output.plot().ifPresent(path -> outputs.add(new OutputFiles.Output(path, page)));
        model.save().ifPresent(path -> outputs.add(new OutputFiles.Output(path, fitted)));
        boolean isPiped = output.out().isEmpty();
        interruption.section(() -> {
            files.write(outputs, isPiped ? Optional.of(table) : Optional.empty());
            return true;
        });
        List<String> names = new ArrayList<>(isPiped ? List.of("standard output") : List.of());
        outputs.forEach(o -> names.add(o.file().toString()));
        say("wrote", String.join(" and ", names));
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }
}
