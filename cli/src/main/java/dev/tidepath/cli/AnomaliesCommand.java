package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.evaluate.AnomalyScore;
import dev.tidepath.forecasting.evaluate.AnomalyScorer;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.store.StoredModel;
import dev.tidepath.io.AnomalyCsv;
import dev.tidepath.io.ForecastPlot;
import dev.tidepath.io.LoadedSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidepath anomalies}: scores every observation of a file by the forecast made just before it. */
@Command(
        name = "anomalies",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = {
            "Usage: tidepath anomalies FILE.csv --time COL --value COL[,COL...] [--id COL]",
            "                [--channel COL] [--model NAME | --load MODEL.json] [OPTIONS]"
        },
        descriptionHeading = "%n",
        description = {
            "Scores every observation by the forecast made just before it, from all earlier ones of its series.",
            "The score is -log10 of the probability of a value at least as far out, if the model holds: 1 for one in ten,"
                    + " 3 for one in a thousand.",
            "The model is fitted once, to the whole file (or loaded); only what it has read grows from observation to"
                    + " observation.",
            "The scores go to standard output or --out, everything else to standard error. Columns: id, time, channel,"
                    + " value, expected, lo-95, hi-95, score, flag; n/a where a series begins."
        },
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples",
            "  Which values of a sensor stand out?",
            "    tidepath anomalies pump.csv --time at --value pressure --plot pump.html",
            "  Fit on a month without trouble, score today:",
            "    tidepath forecast may.csv --time at --value pressure --horizon 1h \\",
            "        --model state-space --save pump.json --out forecast.csv",
            "    tidepath anomalies today.csv --time at --value pressure --load pump.json",
            "",
            "Exit codes",
            "  0 done; 1 no model could be fitted; 2 wrong options; 65 bad data or model;",
            "  66 no input; 70 a defect of tidepath; 74 reading or writing failed;",
            "  130 interrupted."
        })
final class AnomaliesCommand implements Callable<Integer> {

    private static final String COLUMNS = "Columns";
    private static final String READING = "Reading";
    private static final String ANOMALIES = "Anomalies";
    private static final String TRAINING = "Training";

    /** So many median gaps ahead a model is made to forecast. */
    private static final int HORIZON_GAPS = 10;

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

    @Mixin(name = ANOMALIES)
    private AnomalyOptions options = new AnomalyOptions();

    @Mixin(name = TRAINING)
    private TrainingOptions training = new TrainingOptions();

    AnomaliesCommand(
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
        return OptionGroups.commandLine(this, COLUMNS, ANOMALIES, TRAINING, READING);
    }

    @Override
    public Integer call() throws IOException {
        columns.check();
        reading.check();
        training.check();
        options.check(training.given());
        ForecastFiles files = interruption.section(this::checkedFiles);
        Optional<StoredModel> stored = options.stored(terminal.in());
        LoadedSeries loaded = columns.applyTo(
                        stored.isPresent()
                                ? reading.openForFitted(file, terminal.in())
                                : reading.open(file, terminal.in()))
                .load();
        Findings.tell(loaded, StandardStream.nameOf(file), terminal.err());
        SeriesSet series = stored.isPresent()
                ? ModelSource.known(stored.get(), loaded.series(), StandardStream.nameOf(file))
                : loaded.series();
        try {
            FittedForecaster fitted = stored.isPresent()
                    ? source.taken(stored.get(), options.load().orElseThrow(), loaded.series(), reading.clock())
                    : source.trained(options.model(), settings(series), series);
            write(loaded, series, fitted, interruption.section(() -> scores(series, fitted)), files);
        } catch (DataException e) {
            throw Located.in(StandardStream.nameOf(file), e);
        }
        return ExitCode.OK;
    }

    private ForecastFiles checkedFiles() throws IOException {
        ForecastFiles files =
                new ForecastFiles(options.out(), options.plot(), Optional.empty(), Optional.empty(), terminal.out());
        List<Path> inputs = columns.inputs(file);
        options.load().ifPresent(inputs::add);
        files.check(reading.taken(inputs));
        return files;
    }

    /** Made for forecasts of the next few observations; models that know their quantiles draw no paths to speak of. */
    private ModelSettings settings(SeriesSet series) {
        double gap = series.series().stream()
                .filter(s -> s.observations() > 0 && s.first().compare(0, s.last(), 0) < 0)
                .mapToDouble(TimeSeries::medianGap)
                .max()
                .orElse(1);
        Horizon horizon = series.axis() == TimeAxis.CALENDAR
                ? Horizon.lasting(Duration.ofNanos((long) Math.ceil(1e9 * HORIZON_GAPS * gap)))
                : Horizon.lasting(HORIZON_GAPS * gap);
        ModelSettings settings = training.settings(horizon, series.axis(), columns.time(), reading.clock());
        return options.model().isTrained() ? settings : settings.withPaths(1);
    }

    private Map<String, List<AnomalyScore>> scores(SeriesSet series, FittedForecaster fitted) {
        Map<String, List<AnomalyScore>> scores = new LinkedHashMap<>();
        try (ProgressDisplay display = ProgressDisplay.on(terminal)) {
            int done = 0;
            for (TimeSeries s : series.series()) {
                display.show(new Progress("scoring", done++, series.series().size(), "series", ""));
                scores.put(s.id(), AnomalyScorer.scores(fitted, s, options.warmUp()));
                interruption.check();
            }
        }
        return scores;
    }

    private void write(
            LoadedSeries loaded,
            SeriesSet series,
            FittedForecaster fitted,
            Map<String, List<AnomalyScore>> scores,
            ForecastFiles files)
            throws IOException {
        List<AnomalyScore.Expected> expected = scores.values().stream()
                .flatMap(List::stream)
                .flatMap(s -> s.expected().stream())
                .toList();
        boolean sampled = expected.stream().anyMatch(AnomalyScore.Expected::sampled);
        double threshold = options.threshold(sampled);
        long flagged = expected.stream().filter(e -> e.score() >= threshold).count();
        say(
                "flagged",
                Talk.count(flagged, "observation", "observations") + " of "
                        + Talk.count(expected.size(), "scored one", "scored ones") + " with a score of "
                        + Talk.number(threshold) + " or more");
        if (sampled) {
            double highest = expected.stream()
                    .mapToDouble(AnomalyScore.Expected::highestScore)
                    .max()
                    .orElse(0);
            say(
                    highest < threshold ? "warning" : "note",
                    "the model tells no more than its sample paths: no score is higher than " + Talk.number(highest));
        }
        ForecastPlot page = ForecastPlot.scored(series, scores, threshold)
                .timeLabel(columns.time())
                .facts(facts(fitted, flagged, threshold));
        AnomalyCsv table = new AnomalyCsv(loaded.timeFormat(), threshold);
        say(
                "wrote",
                interruption.section(() -> files.write(new ForecastFiles.Contents(
                        out -> table.write(scores, out), page::write, out -> {}, out -> {}))));
    }

    private static Map<String, String> facts(FittedForecaster fitted, long flagged, double threshold) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", fitted.provenance().model());
        facts.put("flagged", flagged + " with a score of " + Talk.number(threshold) + " or more");
        facts.putAll(fitted.provenance().facts());
        return facts;
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }
}
