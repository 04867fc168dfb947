package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestSummary;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.Scoreboard;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.store.TrialFile;
import dev.tidepath.forecasting.tune.Dimension;
import dev.tidepath.forecasting.tune.Evaluation;
import dev.tidepath.forecasting.tune.Hyperparameter;
import dev.tidepath.forecasting.tune.SearchSpace;
import dev.tidepath.forecasting.tune.StartingPoint;
import dev.tidepath.forecasting.tune.Trial;
import dev.tidepath.forecasting.tune.TrialStore;
import dev.tidepath.forecasting.tune.Tuner;
import dev.tidepath.forecasting.tune.Tuning;
import dev.tidepath.io.LoadedSeries;
import dev.tidepath.io.TuningText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidepath tune}: searches for the settings that would have forecast the past best. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = {
            "Usage: tidepath tune FILE.csv --time COL --value COL[,COL...] [--id COL]",
            "                --horizon DURATION --try NAME=VALUES [--try NAME=VALUES...]",
            "                [--trials N] [--holdout DURATION] [--out FILE] [OPTIONS]"
        },
        descriptionHeading = "%n",
        description = {
            "Searches for the settings that forecast your series best.",
            "Settings are tried by backtests, by successive halving: networks are trained",
            "briefly at first, and the best of them longer. Other options are as they would",
            "be for 'forecast'; with those alone, the defaults, everything is compared.",
            "Trials and the winner go to standard output, everything else to standard error."
        },
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples",
            "  Which network, and how large? The last year is to tell whether it helped:",
            "    tidepath tune co2.csv --time date --value ppm --horizon 26w --cutoffs 4 \\",
            "        --try units=24,48,96 --try learning-rate=0.002..0.05 --holdout 52w \\",
            "        --out trials.jsonl",
            "  Which model and which period?",
            "    tidepath tune river.csv --time day --value flow --horizon 14d \\",
            "        --try model=state-space,fourier,auto --try period=7d,P1Y,7d+P1Y",
            "",
            "Exit codes",
            "  0 done; 1 no trial has a score; 2 wrong options; 65 bad data; 66 no input;",
            "  70 a defect of tidepath; 74 reading or writing failed; 130 interrupted."
        })
final class TuneCommand implements Callable<Integer> {

    private static final String COLUMNS = "Columns";
    private static final String SEARCH = "Search";
    private static final String TRAINING = "Training";
    private static final String READING = "Reading";

    private final Terminal terminal;
    private final Interruption interruption;
    private final BiFunction<Model, ModelSettings, Forecaster> forecasters;

    @Parameters(
            index = "0",
            paramLabel = "FILE.csv",
            description = "The observations: a CSV file, plain or packed by gzip. '-' is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Keep finished trials in FILE, a JSON object a line, and go on from there if it exists, to the"
                            + " same bytes. One of other data, values or options is refused; --trials may grow.")
    private @Nullable Path out;

    @Mixin(name = COLUMNS)
    private ColumnOptions columns = new ColumnOptions();

    @Mixin(name = READING)
    private ReadingOptions reading = new ReadingOptions();

    @Mixin(name = SEARCH)
    private TuneOptions options = new TuneOptions();

    @Mixin(name = TRAINING)
    private TrainingOptions training = new TrainingOptions();

    TuneCommand(
            Terminal terminal, Interruption interruption, BiFunction<Model, ModelSettings, Forecaster> forecasters) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.forecasters = forecasters;
    }

    /**
     * The command with its help.
     *
     * @return for picocli
     */
    CommandLine commandLine() {
        return OptionGroups.commandLine(this, COLUMNS, SEARCH, TRAINING, READING);
    }

    @Override
    public Integer call() throws IOException {
        columns.check();
        reading.check();
        options.check();
        training.check();
        requireWholeTrainings();
        interruption.section(this::checkedOutput);
        SearchSpace space = options.space();
        LoadedSeries loaded = columns.applyTo(reading.open(file, terminal.in())).load();
        Findings.tell(loaded, inputName(), terminal.err());
        try {
            search(space, loaded.series());
        } catch (DataException e) {
            throw e.location().isEmpty() ? Located.in(inputName(), e) : e;
        }
        return ExitCode.OK;
    }

    private void requireWholeTrainings() {
        List<String> cut = training.given().stream()
                .filter(Set.of("--stop-after", "--max-time")::contains)
                .toList();
        if (!cut.isEmpty()) {
            throw new UsageException(
                    String.join(" and ", cut) + " cannot go with tune: the search itself cuts trainings short");
        }
    }

    private boolean checkedOutput() throws IOException {
        if (out != null && StandardStream.is(out)) {
            throw new UsageException("--out -: name a file; standard output is for the table");
        }
        List<Path> inputs = new ArrayList<>(columns.inputs(file));
        options.spaceFile().ifPresent(inputs::add);
        OutputFiles files = new OutputFiles(Stream.ofNullable(out).toList(), terminal.out());
        files.requireApartFrom(reading.taken(inputs));
        files.requireWritable();
        return true;
    }

    private void search(SearchSpace space, SeriesSet series) throws IOException {
        Optional<KeptBack> kept = options.holdout().map(length -> KeptBack.of(series, length, options, columns.time()));
        StartingPoint start = start(series.axis());
        requirePeriods(space, start);
        Backtest backtest = options.backtest(
                Map.of(TuningText.DEFAULTS, forecasters.apply(start.model(), start.settings())),
                series,
                start.settings(),
                columns.time());
        Metric metric = options.metric(series.withoutCovariates().channels().size());
        Tuner tuner = new Tuner(space, start, backtest, metric, options.trials(), options.eta(), training.seed());
        say(
                "trials",
                tuner.configurations().size() + " of " + String.join(", ", names(space)) + ", by " + metric.title());
        Tuning tuning = run(tuner, kept.map(KeptBack::history).orElse(series));
        tuning.ranked().forEach(this::sayFailure);
        Trial winner = tuning.winner().trial();
        terminal.out().println(TuningText.table(tuning, metric));
        result("winner", TuningText.verdict(tuning, metric));
        kept.ifPresent(k -> sayHeldBack(backtest.cutOffs(k.cutOffs()), start, winner, metric, series));
        if (winner.number() > 0) {
            result("options", TuningText.options(winner));
        }
        say("wrote", out == null ? "standard output" : out + " and standard output");
    }

    private StartingPoint start(TimeAxis axis) {
        ModelSettings settings =
                training.settings(options.farEnd(axis, columns.time()), axis, columns.time(), reading.clock());
        return new StartingPoint(
                options.model(),
                settings,
                text -> TrainingOptions.onAxis(period(text), axis, columns.time()),
                forecasters);
    }

    private static TimeLength period(String text) {
        try {
            return TimeLength.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("a value of period: " + e.getMessage());
        }
    }

    /** Reads the periods to try before anything is fitted for them. */
    private static void requirePeriods(SearchSpace space, StartingPoint start) {
        if (space.dimensions().get(Hyperparameter.PERIOD) instanceof Dimension.Choice periods) {
            periods.values().forEach(text -> {
                if (start.periods(text).size() > ModelSettings.MOST_PERIODS) {
                    throw new UsageException(
                            "period " + text + ": at most " + ModelSettings.MOST_PERIODS + " periods at once");
                }
            });
        }
    }

    private static List<String> names(SearchSpace space) {
        return space.dimensions().keySet().stream().map(Hyperparameter::text).toList();
    }

    private Tuning run(Tuner tuner, SeriesSet series) {
        TrialStore store = out == null ? TrialStore.none() : new TrialFile(out);
        Tuning tuning;
        try (ProgressDisplay display = ProgressDisplay.on(terminal)) {
            tuning = tuner.run(series, store, new TuningReport(display, interruption));
        }
        interruption.check();
        return tuning;
    }

    private void sayFailure(Evaluation e) {
        if (!e.reason().isEmpty()) {
            String what = e.score().isEmpty() ? "has no score" : "failed on " + e.failures() + " cut-offs, first";
            say("warning", "trial " + e.trial().number() + " (" + e.trial().text() + ") " + what + ": " + e.reason());
        }
    }

    private void sayHeldBack(Backtest backtest, StartingPoint start, Trial winner, Metric metric, SeriesSet series) {
        Map<String, Forecaster> models = new LinkedHashMap<>();
        if (winner.number() > 0) {
            models.put(TuningText.TUNED, start.forecaster(winner));
        }
        models.put(TuningText.DEFAULTS, start.forecaster(new Trial(0, Map.of())));
        Scoreboard scores = new Scoreboard(LeadBuckets.equal(backtest.horizon().length(), 1), TuneOptions.LEVELS);
        BacktestSummary summary;
        try (ProgressDisplay display = ProgressDisplay.on(terminal)) {
            summary = backtest.models(models)
                    .levels(TuneOptions.LEVELS)
                    .run(series, new BacktestReport(display, interruption), scores::add);
        }
        interruption.check();
        result(
                "held back",
                Talk.count(summary.cuts(), "cut-off", "cut-offs") + ", "
                        + TuningText.heldBack(scores.rank(metric, Set.of(), 0, training.seed())));
    }

    private void result(String label, String text) {
        Talk.line(terminal.out(), label, text);
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }

    private String inputName() {
        return StandardStream.nameOf(file);
    }
}
