package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FitException;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestSummary;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.Scoreboard;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.AtomicFile;
import dev.tidepath.io.BacktestCsv;
import dev.tidepath.io.LoadedSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidepath backtest}: lets models forecast the past and ranks them. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = {
            "Usage: tidepath backtest FILE.csv --time COL --value COL[,COL...] [--id COL]",
            "                --horizon DURATION [--every DURATION] [--cutoffs N]",
            "                [--model NAME[,NAME...]] [OPTIONS]"
        },
        descriptionHeading = "%n",
        description = {
            "Ranks models by how well they would have forecast the past.",
            "At each cut-off, they see what was observed until then, and are compared with",
            "what was observed within the horizon after it.",
            "The leaderboard goes to standard output, everything else to standard error."
        },
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples",
            "  Two years ahead from five cut-offs a year apart:",
            "    tidepath backtest co2.csv --time date --value ppm --horizon 104w \\",
            "        --every 52w --cutoffs 5 --out results.csv --report report.html",
            "  Six hours ahead, every day from March on, fitted again each week:",
            "    tidepath backtest ward.csv --id patient --time charted_at --value hr \\",
            "        --horizon 6h --every 1d --from 2024-03-01 --refit 7 --buckets 1h,3h",
            "",
            "Exit codes",
            "  0 done; 1 no model could be fitted; 2 wrong options; 65 bad data; 66 no input;",
            "  70 a defect of tidepath; 74 reading or writing failed; 130 interrupted."
        })
final class BacktestCommand implements Callable<Integer> {

    private static final String COLUMNS = "Columns";
    private static final String BACKTEST = "Backtest";
    private static final String LEADERBOARD = "Leaderboard";
    private static final String OUTPUT = "Output";
    private static final String TRAINING = "Training";
    private static final String READING = "Reading";

    /** Models that have forecast less than this share of the others' values do not take part. */
    private static final double LEAST_SHARE = 0.5;

    private final Terminal terminal;
    private final Interruption interruption;
    private final BiFunction<Model, ModelSettings, Forecaster> forecasters;

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

    @Mixin(name = BACKTEST)
    private BacktestOptions options = new BacktestOptions();

    @Mixin(name = LEADERBOARD)
    private BoardOptions boardOptions = new BoardOptions();

    @Mixin(name = OUTPUT)
    private ResultOptions results = new ResultOptions();

    @Mixin(name = TRAINING)
    private TrainingOptions training = new TrainingOptions();

    BacktestCommand(
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
        return OptionGroups.commandLine(this, COLUMNS, BACKTEST, LEADERBOARD, OUTPUT, TRAINING, READING);
    }

    @Override
    public Integer call() throws IOException {
        columns.check();
        reading.check();
        options.check();
        results.check();
        boardOptions.check();
        boardOptions.metric(results.levels());
        training.check();
        LeaderboardOutput output = interruption.section(this::checkedOutput);
        LoadedSeries loaded = load();
        TimeAxis axis = loaded.series().axis();
        ModelSettings settings =
                training.settings(options.farEnd(axis, columns.time()), axis, columns.time(), reading.clock());
        Backtest backtest = backtest(loaded, settings);
        Scoreboard scores = new Scoreboard(
                boardOptions.buckets(backtest.horizon().length(), axis, columns.time()), results.levels());
        sayFound(loaded);
        say("wrote", interruption.section(() -> run(backtest, loaded, scores, output)));
        return ExitCode.OK;
    }

    private LeaderboardOutput checkedOutput() throws IOException {
        LeaderboardOutput output =
                new LeaderboardOutput(results.out(), results.leaderboard(), boardOptions.report(), terminal.out());
        output.check(reading.taken(columns.inputs(file)));
        return output;
    }

    private LoadedSeries load() {
        return columns.applyTo(reading.open(file, terminal.in())).load();
    }

    private Backtest backtest(LoadedSeries loaded, ModelSettings settings) {
        Map<String, Forecaster> unfitted = new LinkedHashMap<>();
        options.models().forEach(model -> unfitted.put(model.text(), forecasters.apply(model, settings)));
        return options.backtest(unfitted, loaded.series(), settings, columns.time())
                .levels(results.levels());
    }

    /** Runs and writes; the results take their place when the leaderboard is written, too. */
    private String run(Backtest backtest, LoadedSeries loaded, Scoreboard scores, LeaderboardOutput output)
            throws IOException {
        AtomicFile.Content content = out -> {
            Leaderboard board = run(backtest, loaded, scores, out);
            out.flush();
            output.write(board, loaded.series().axis(), title(), facts());
        };
        if (results.out().isPresent()) {
            AtomicFile.write(results.out().get(), content);
        } else {
            content.writeTo(Writer.nullWriter());
        }
        return output.places();
    }

    private Leaderboard run(Backtest backtest, LoadedSeries loaded, Scoreboard scores, Writer out) throws IOException {
        BacktestCsv csv = new BacktestCsv(results.levels());
        csv.header(out);
        Consumer<ScoredPoint> sink = point -> {
            scores.add(point);
            try {
                csv.row(point, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        BacktestReport report;
        BacktestSummary summary;
        try (ProgressDisplay display = ProgressDisplay.on(terminal)) {
            report = new BacktestReport(display, interruption);
            summary = backtest.run(loaded.series(), report, sink);
        } catch (DataException e) {
            throw Located.in(inputName(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        interruption.check();
        saySummary(summary, report);
        Metric ranking = boardOptions.metric(results.levels()).orElseGet(scores::usualRanking);
        Leaderboard board = scores.rank(ranking, Model.simpleRuleNames(), LEAST_SHARE, training.seed());
        requireForecasts(board, report);
        sayLeftOut(board);
        return board;
    }

    private static void requireForecasts(Leaderboard board, BacktestReport report) {
        if (board.entries().isEmpty()) {
            String why = String.join("; ", report.firstFailures().values());
            throw new FitException("TP-M002", "no model has given a forecast: " + why, "name other models (--model)");
        }
    }

    private void sayFound(LoadedSeries loaded) {
        Findings.tell(loaded, inputName(), terminal.err());
        say("models", modelNames());
        if (options.drop() > 0) {
            say("hidden", hidden());
        }
    }

    private String hidden() {
        return options.drop() + " % of the observations before each cut-off";
    }

    private void saySummary(BacktestSummary summary, BacktestReport report) {
        String skipped = "";
        if (summary.tooShort() > 0) {
            skipped += "; skipped " + summary.tooShort() + " with fewer than " + options.minHistory()
                    + " observation times before";
        }
        if (summary.withoutTruth() > 0) {
            skipped += "; skipped " + summary.withoutTruth() + " with nothing observed in the horizon after";
        }
        say("cut-offs", String.format(Locale.ROOT, "%,d used", summary.cuts()) + skipped);
        summary.failures().forEach((model, count) -> {
            if (count > 0) {
                say(
                        "warning",
                        model + " failed on " + count + " of " + summary.cuts() + ", first with "
                                + report.firstFailures().getOrDefault(model, ""));
            }
        });
    }

    private void sayLeftOut(Leaderboard board) {
        board.incomplete()
                .forEach(model -> say("warning", model + " has too few forecasts to be compared and is left out"));
        if (board.leftOut() > 0) {
            say(
                    "note",
                    Talk.count(board.leftOut(), "value is", "values are")
                            + " left out of the comparison: not every model has a forecast of them");
        }
    }

    private String modelNames() {
        return options.models().stream().map(Model::text).collect(Collectors.joining(", "));
    }

    private String title() {
        return "Backtest of " + String.join(", ", columns.values());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("models", modelNames());
        facts.put("fitted", options.refitEvery() == 0 ? "once" : "every " + options.refitEvery() + " cut-offs");
        if (options.drop() > 0) {
            facts.put("hidden", hidden());
        }
        facts.put("seed", Long.toString(training.seed()));
        facts.put("version", Version.text());
        return facts;
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }

    private String inputName() {
        return StandardStream.nameOf(file);
    }
}
