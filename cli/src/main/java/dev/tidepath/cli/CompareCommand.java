package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.Scoreboard;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.BacktestResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidepath compare}: makes a leaderboard of the results of backtests. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = "Usage: tidepath compare RESULTS.csv [RESULTS.csv...] [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Ranks the models in the results of one or more backtests.",
            "Results are what 'tidepath backtest --out' writes; models are compared on the",
            "values that all of them have forecast. The leaderboard goes to standard output,",
            "everything else to standard error."
        },
        parameterListHeading = "%n",
        footer = {
            "",
            "Example",
            "  tidepath compare yesterday.csv today.csv --metric mase --report report.html",
            "",
            "Exit codes",
            "  0 done; 2 wrong options; 65 bad data; 66 no input; 70 a defect of tidepath;",
            "  74 reading or writing failed; 130 interrupted."
        })
final class CompareCommand implements Callable<Integer> {

    private static final String LEADERBOARD = "Leaderboard";

    private final Terminal terminal;
    private final Interruption interruption;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "RESULTS.csv",
            description = "Results of backtests. A model that is in several files is told apart by the file.")
    private List<Path> files = new ArrayList<>();

    @Mixin(name = LEADERBOARD)
    private BoardOptions boardOptions = new BoardOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the leaderboard to a CSV file too: over all values, by lead time and by channel.")
    private @Nullable Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the bootstrap (default 1).")
    private @Nullable Long seed;

    /** What a first look at the files finds. */
    private static final class Contents {

        private final Map<Path, BacktestResults> results = new LinkedHashMap<>();
        private final Map<Path, Set<String>> models = new LinkedHashMap<>();
        private final Set<TimeAxis> axes = new LinkedHashSet<>();
        private double longestLead;

        private void see(Path file, ScoredPoint point) {
            models.computeIfAbsent(file, f -> new LinkedHashSet<>()).add(point.model());
            axes.add(point.time().axis());
            longestLead = Math.max(longestLead, point.lead());
        }

        /** The levels that all files have, in the order of the first. */
        private List<Double> levels() {
            List<Double> shared = new ArrayList<>();
            results.values().stream().findFirst().ifPresent(first -> shared.addAll(first.levels()));
            results.values().forEach(r -> shared.retainAll(r.levels()));
            return shared;
        }

        /** Names of a file's models on the leaderboard. */
        private Function<String, String> names(Path file) {
            Map<String, Long> files = models.values().stream()
                    .flatMap(Set::stream)
                    .collect(Collectors.groupingBy(m -> m, Collectors.counting()));
            return model -> files.getOrDefault(model, 0L) > 1 ? model + " (" + file + ")" : model;
        }
    }

    CompareCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    /**
     * The command with its help.
     *
     * @return for picocli
     */
    CommandLine commandLine() {
        return OptionGroups.commandLine(this, LEADERBOARD);
    }

    @Override
    public Integer call() throws IOException {
        boardOptions.check();
        if (new LinkedHashSet<>(files).size() < files.size()) {
            throw new UsageException("a file of results is named twice");
        }
        LeaderboardOutput output = new LeaderboardOutput(
                Optional.empty(), Optional.ofNullable(out), boardOptions.report(), terminal.out());
        interruption.section(() -> {
            output.check(files);
            return true;
        });
        Contents contents = look();
        TimeAxis axis = contents.axes.iterator().next();
        double[] levels =
                contents.levels().stream().mapToDouble(Double::doubleValue).toArray();
        Optional<Metric> metric = boardOptions.metric(levels);
        Scoreboard scores = new Scoreboard(boardOptions.buckets(contents.longestLead, axis, "time"), levels);
        Set<String> rules = read(contents, scores);
        Leaderboard board = scores.rank(metric.orElseGet(scores::usualRanking), rules, 0, seed());
        sayFound(contents, board);
        requireCommon(board);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("results", files.stream().map(Path::toString).collect(Collectors.joining(", ")));
        facts.put("seed", Long.toString(seed()));
        facts.put("version", Version.text());
        say("wrote", interruption.section(() -> {
            output.write(board, axis, "Comparison of models", facts);
            return output.places();
        }));
        return ExitCode.OK;
    }

    private long seed() {
        return seed == null ? ModelSettings.DEFAULTS.seed() : seed;
    }

    private Contents look() {
        Contents contents = new Contents();
        for (Path file : files) {
            BacktestResults results = BacktestResults.open(file);
            contents.results.put(file, results);
            results.read(List.of(), point -> contents.see(file, point));
        }
        if (contents.axes.size() > 1) {
            throw new UsageException("some results are on a calendar and some on a numeric time axis");
        }
        return contents;
    }

    /** Reads all points; the names of the simple rules among the models. */
    private static Set<String> read(Contents contents, Scoreboard scores) {
        Set<String> rules = new LinkedHashSet<>();
        List<Double> levels = contents.levels();
        contents.results.forEach((file, results) -> {
            Function<String, String> names = contents.names(file);
            results.read(levels, point -> {
                String name = names.apply(point.model());
                if (Model.simpleRuleNames().contains(point.model())) {
                    rules.add(name);
                }
                scores.add(point.of(name));
            });
        });
        return rules;
    }

    private void requireCommon(Leaderboard board) {
        if (board.entries().get(0).overall().count() == 0) {
            throw new DataException(
                    "TP-D071",
                    files.stream().map(Path::toString).collect(Collectors.joining(", ")),
                    "there is no value that all models have forecast from the same cut-off",
                    "compare backtests of the same file, horizon and cut-offs");
        }
    }

    private void sayFound(Contents contents, Leaderboard board) {
        contents.models.forEach((file, models) -> say("read", file + ": " + String.join(", ", models)));
        long values = board.entries().get(0).overall().count();
        String left = board.leftOut() == 0
                ? ""
                : "; " + Talk.count(board.leftOut(), "value is", "values are")
                        + " left out, as not every model has a forecast of them with the same truth";
        say("compared", Talk.count(values, "value", "values") + " that all models have forecast" + left);
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }
}
