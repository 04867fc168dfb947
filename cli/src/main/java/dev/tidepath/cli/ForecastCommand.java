package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.model.LatentOdeForecaster;
import dev.tidepath.io.Csv;
import dev.tidepath.io.ForecastCsv;
import dev.tidepath.io.ForecastPlot;
import dev.tidepath.io.LoadedHorizon;
import dev.tidepath.io.LoadedSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
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
            "                (--horizon DURATION [--every DURATION] | --at TIMES.csv |",
            "                --holdout DURATION)",
            "                [OPTIONS]"
        },
        descriptionHeading = "%n",
        description = {
            "Forecasts the series in a CSV file by a latent ODE trained on that file.",
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
            "",
            "Exit codes",
            "  0 done; 1 no model could be fitted; 2 wrong options; 65 bad data; 66 no input;",
            "  70 a defect of tidepath; 74 reading or writing failed; 130 interrupted."
        })
final class ForecastCommand implements Callable<Integer> {

    private static final String COLUMNS = "Columns";
    private static final String TIMES = "Times to forecast";
    private static final String OUTPUT = "Output";
    private static final String TRAINING = "Training";

    private final Terminal terminal;
    private final Interruption interruption;
    private final Function<LatentOdeForecaster.Builder, Forecaster> forecasters;
    private final ModelSource models;

    @Parameters(
            index = "0",
            paramLabel = "FILE.csv",
            description = "The observations: a CSV file with a header, one row a time. '-' is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
    private Path file;

    @Mixin(name = COLUMNS)
    private ColumnOptions columns = new ColumnOptions();

    @Mixin(name = TIMES)
    private HorizonOptions horizon = new HorizonOptions();

    @Mixin(name = OUTPUT)
    private OutputOptions output = new OutputOptions();

    @Mixin(name = TRAINING)
    private TrainingOptions training = new TrainingOptions();

    ForecastCommand(
            Terminal terminal,
            Interruption interruption,
            Function<LatentOdeForecaster.Builder, Forecaster> forecasters,
            ModelSource models) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.forecasters = forecasters;
        this.models = models;
    }

    /**
     * The command with its help.
     *
     * @return for picocli
     */
    CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(this);
        commandLine
                .getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        new OptionGroups(List.of(COLUMNS, TIMES, OUTPUT, TRAINING)));
        return commandLine;
    }

    @Override
    public Integer call() throws IOException {
        columns.check();
        horizon.check();
        output.check();
        training.check();
        ForecastFiles files = interruption.section(this::checkedFiles);
        forecast(load(), files);
        return ExitCode.OK;
    }

    private ForecastFiles checkedFiles() throws IOException {
        ForecastFiles files = new ForecastFiles(output.out(), output.plot(), terminal.out());
        files.requireApartFrom(inputs());
        files.requireWritable();
        return files;
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(List.of(file));
        horizon.at().ifPresent(inputs::add);
        if (inputs.stream().filter(StandardStream::is).count() > 1) {
            throw new UsageException("FILE.csv and --at are both standard input");
        }
        return inputs;
    }

    private LoadedSeries load() {
        Csv csv = StandardStream.is(file) ? Csv.read(terminal.in(), inputName()) : Csv.read(file);
        csv = csv.time(columns.time()).values(columns.values().toArray(String[]::new));
        return columns.id().map(csv::id).orElse(csv).load();
    }

    private void forecast(LoadedSeries loaded, ForecastFiles files) throws IOException {
        Optional<HeldBack> held = heldBack(loaded);
        SeriesSet series = held.map(HeldBack::history).orElse(loaded.series());
        LoadedHorizon asked =
                held.map(HeldBack::horizon).orElseGet(() -> horizon.load(loaded, columns.time(), terminal.in()));
        AskedTimes times = horizon.resolve(asked.horizon(), series);
        LatentOdeForecaster.Builder builder = LatentOdeForecaster.builder().horizon(asked.horizon());
        training.applyTo(builder, series.axis(), columns.time());
        sayFound(loaded, asked, times);
        held.ifPresent(h -> say("holdout", h.text()));

        FittedForecaster fitted;
        Forecast forecast;
        try {
            fitted = interruption.section(() -> train(forecasters.apply(builder), series));
            forecast = fitted.forecast(series, asked.horizon());
        } catch (DataException e) {
            throw Located.in(inputName(), e);
        }
        held.ifPresent(h -> h.sayScores(forecast, fitted.provenance().model(), output.levels(), terminal.err()));
        ForecastCsv table = new ForecastCsv(loaded.timeFormat(), output.levels());
        ForecastPlot page = page(loaded, forecast, fitted.provenance());
        say("wrote", interruption.section(() -> files.write(out -> table.write(forecast, out), page::write)));
    }

    private Optional<HeldBack> heldBack(LoadedSeries loaded) {
        try {
            return horizon.holdout().map(length -> HeldBack.of(loaded, length, columns.time(), training, models));
        } catch (DataException e) {
            throw Located.in(inputName(), e);
        }
    }

    private FittedForecaster train(Forecaster forecaster, SeriesSet series) {
        long start = System.nanoTime();
        TrainingReport report;
        FittedForecaster fitted;
        try (ProgressDisplay display = ProgressDisplay.on(terminal)) {
            report = new TrainingReport(display, interruption);
            fitted = forecaster.fit(series, report);
        }
        interruption.check();
        sayTrained(report, fitted.provenance(), 1e-9 * (System.nanoTime() - start));
        return fitted;
    }

    private ForecastPlot page(LoadedSeries loaded, Forecast forecast, Provenance provenance) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", provenance.model());
        facts.putAll(provenance.facts());
        return ForecastPlot.of(loaded.series(), forecast)
                .title("Forecast of " + String.join(", ", columns.values()))
                .timeLabel(columns.time())
                .levels(output.levels())
                .facts(facts);
    }

    private void sayFound(LoadedSeries loaded, LoadedHorizon asked, AskedTimes times) {
        Findings findings = new Findings(loaded.series(), loaded.timeFormat());
        say("read", inputName() + ": " + Talk.count(loaded.rows(), "row", "rows") + ", " + findings.amounts());
        say("times", findings.span());
        loaded.notes().forEach(note -> say("note", note));
        say("forecast", times.text(loaded.timeFormat()));
        asked.notes().forEach(note -> say("note", note));
        times.warnings().forEach(warning -> say("warning", warning));
    }

    private void sayTrained(TrainingReport report, Provenance provenance, double seconds) {
        report.last()
                .ifPresent(last -> say(
                        "trained",
                        last.iteration() + " of " + Talk.count(last.iterations(), "iteration", "iterations") + ", "
                                + TrainingReport.loss(last) + ", " + Talk.duration(seconds)));
        say("model", provenance.model());
        provenance.facts().forEach((name, fact) -> say("", name + ": " + fact));
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }

    private String inputName() {
        return StandardStream.is(file) ? StandardStream.INPUT : file.toString();
    }
}
