package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.store.CheckpointFile;
import dev.tidepath.forecasting.store.StoredModel;
import dev.tidepath.io.ForecastCsv;
import dev.tidepath.io.ForecastPlot;
import dev.tidepath.io.LoadedHorizon;
import dev.tidepath.io.LoadedSeries;
import dev.tidepath.io.ModelFile;
import dev.tidepath.io.PathsCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidepath forecast}: reads a file, trains a model on it and writes the forecast. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = {
            "Usage: tidepath forecast FILE.csv --time COL --value COL[,COL...] [--id COL]",
            "                [--channel COL]",
            "                (--horizon DURATION [--every DURATION] | --at TIMES.csv |",
            "                --holdout DURATION)",
            "                [OPTIONS]"
        },
        descriptionHeading = "%n",
        description = {
            "Forecasts the series in a CSV file by a model fitted to that file or saved before.",
            "The forecast goes to standard output or --out, everything else to standard error."
        },
        parameterListHeading = "%n",
        footer = {
            "",
            "Durations",
            "  On dates:   104w, 2d, 36h, 15m, 30s (m is minutes), or ISO-8601 such as PT36H,",
            "              P1M (a month) and P1Y.",
            "  On numbers: a plain number in the unit of the time column, such as 24.",
            "",
            "Examples",
            "  Two years of weekly CO2, as a table and a page:",
            "    tidepath forecast co2.csv --time date --value ppm --horizon 104w \\",
            "        --out forecast.csv --plot forecast.html",
            "  Several patients, two channels, every half hour:",
            "    tidepath forecast ward.csv --id patient --time charted_at --value hr,spo2 \\",
            "        --horizon 6h --every 30m",
            "  From a pipe, with a daily and a weekly cycle, 50 %% and 90 %% intervals:",
            "    zcat load.csv.gz | tidepath forecast - --time ts --value mw --horizon P7D \\",
            "        --period 24h,7d --levels 50,90 > forecast.csv",
            "  Fit once, forecast other patients by the same model later:",
            "    tidepath forecast ward.csv --id patient --time charted_at --value hr \\",
            "        --horizon 6h --save ward.json --out forecast.csv",
            "    tidepath forecast today.csv --id patient --time charted_at --value hr \\",
            "        --horizon 6h --load ward.json --out forecast.csv",
            "  A long training that may be interrupted: the same command goes on with it:",
            "    tidepath forecast grid.csv --time ts --value mw --horizon 7d \\",
            "        --model latent-ode --checkpoint grid.checkpoint --out forecast.csv",
            "",
            "Exit codes",
            "  0 done; 1 no model could be fitted; 2 wrong options; 65 bad data or model;",
            "  66 no input; 70 a defect of tidepath; 74 reading or writing failed;",
            "  130 interrupted."
        })
final class ForecastCommand implements Callable<Integer> {

    private static final String COLUMNS = "Columns";
    private static final String READING = "Reading";
    private static final String TIMES = "Times to forecast";
    private static final String OUTPUT = "Output";
    private static final String MODEL = "Model";
    private static final String TRAINING = "Training";

    private static final int MOST_IN_TITLE = 5;

    private final Terminal terminal;
    private final Interruption interruption;
    private final BiFunction<Model, ModelSettings, Forecaster> forecasters;
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
    private HorizonOptions horizon = new HorizonOptions();

    @Mixin(name = OUTPUT)
    private OutputOptions output = new OutputOptions();

    @Mixin(name = MODEL)
    private ModelOptions model = new ModelOptions(Model.AUTO);

    @Mixin(name = TRAINING)
    private TrainingOptions training = new TrainingOptions();

    ForecastCommand(
            Terminal terminal, Interruption interruption, BiFunction<Model, ModelSettings, Forecaster> forecasters) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.forecasters = forecasters;
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
        horizon.check();
        output.check();
        training.check();
        model.check(training.given(), training.rehearsed(), training.networks());
        ForecastFiles files = interruption.section(this::checkedFiles);
        Optional<StoredModel> stored = model.stored(terminal.in());
        forecast(load(stored.isPresent()), stored, files);
        return ExitCode.OK;
    }

    private ForecastFiles checkedFiles() throws IOException {
        ForecastFiles files =
                new ForecastFiles(output.out(), output.plot(), output.paths(), model.save(), terminal.out());
        List<Path> inputs = columns.inputs(file);
        horizon.at().ifPresent(inputs::add);
        model.load().ifPresent(inputs::add);
        model.checkpoint().ifPresent(inputs::add);
        files.check(reading.taken(inputs));
        new OutputFiles(model.checkpoint().stream().toList(), terminal.out()).requireWritable();
        return files;
    }

    private LoadedSeries load(boolean isFitted) {
        return columns.applyTo(
                        isFitted ? reading.openForFitted(file, terminal.in()) : reading.open(file, terminal.in()))
                .load();
    }

    private void forecast(LoadedSeries loaded, Optional<StoredModel> stored, ForecastFiles files) throws IOException {
        SeriesSet given =
                stored.isPresent() ? ModelSource.known(stored.get(), loaded.series(), inputName()) : loaded.series();
        Optional<HeldBack> held = heldBack(given);
        SeriesSet series = held.map(HeldBack::history).orElse(given);
        LoadedHorizon asked = held.map(HeldBack::horizon)
                .orElseGet(() -> horizon.load(loaded, columns.time(), reading.zone(), terminal.in()));
        AskedTimes times = horizon.resolve(asked.horizon(), series);
        Optional<CheckpointFile> checkpoint = model.checkpoint().map(CheckpointFile::new);
        ModelSettings plain = training.settings(asked.horizon(), series.axis(), columns.time(), reading.clock());
        ModelSettings settings = checkpoint.map(plain::withCheckpoints).orElse(plain);
        sayFound(loaded, asked, times);
        held.ifPresent(h -> say("holdout", h.text()));

        FittedForecaster fitted;
        Forecast forecast;
        try {
            fitted = stored.isPresent()
                    ? source.taken(stored.get(), model.load().orElseThrow(), loaded.series(), reading.clock())
                    : source.trained(model.model(), settings, series);
            forecast = fitted.forecast(series, asked.horizon());
        } catch (DataException e) {
            throw Located.in(inputName(), e);
        }
        held.ifPresent(h -> h.sayScores(forecast, fitted.provenance().model(), output.levels(), terminal.err()));
        ForecastCsv table = new ForecastCsv(loaded.timeFormat(), output.levels());
        ForecastPlot page = page(given, forecast, fitted.provenance());
        PathsCsv paths = new PathsCsv(loaded.timeFormat());
        ForecastFiles.Contents contents = new ForecastFiles.Contents(
                out -> table.write(forecast, out),
                page::write,
                out -> paths.write(forecast, out),
                ModelFile.content(fitted));
        say("wrote", interruption.section(() -> files.write(contents)));
        if (checkpoint.isPresent() && source.isTrainingOver()) {
            checkpoint.get().remove();
        }
    }

    private Optional<HeldBack> heldBack(SeriesSet series) {
        try {
            return horizon.holdout()
                    .map(length -> HeldBack.of(series, length, columns.time(), training, reading.clock(), forecasters));
        } catch (DataException e) {
            throw Located.in(inputName(), e);
        }
    }

    private ForecastPlot page(SeriesSet series, Forecast forecast, Provenance provenance) {
        return ForecastPlot.of(series, forecast)
                .title("Forecast of " + titled(series.withoutCovariates().channels()))
                .timeLabel(columns.time())
                .levels(output.levels())
                .facts(provenance.all());
    }

    private static String titled(List<String> channels) {
        String all = String.join(", ", channels);
        return channels.size() <= MOST_IN_TITLE ? all : Talk.count(channels.size(), "channel", "channels");
    }

    private void sayFound(LoadedSeries loaded, LoadedHorizon asked, AskedTimes times) {
        Findings.tell(loaded, inputName(), terminal.err());
        say("forecast", times.text(loaded.timeFormat()));
        asked.notes().forEach(note -> say("note", note));
        times.warnings().forEach(warning -> say("warning", warning));
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }

    private String inputName() {
        return StandardStream.nameOf(file);
    }
}
