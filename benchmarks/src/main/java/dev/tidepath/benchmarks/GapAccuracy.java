package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.StateSpaceForecaster;
import dev.tidepath.io.Csv;
import dev.tidepath.random.RandomKey;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Leaves half of a series' observations out at random and fills them in, by the state-space model and by straight lines
 * between neighbours. One JSON object a seed: mean square errors over the variance of the series, and how many of the values
 * left out lie in the bands.
 */
@Command(
        name = "GapAccuracy",
        mixinStandardHelpOptions = true,
        description = "Fills in what was left out of a series; one JSON object a seed.")
public final class GapAccuracy implements Callable<Integer> {

    private static final double[] LEVELS = {80, 95};

    @Parameters(index = "0", paramLabel = "FILE.csv", description = "one series")
    private Path file = Path.of("");

    @Option(names = "--time", required = true, paramLabel = "COL", description = "column of its times")
    private String time = "";

    @Option(names = "--value", required = true, paramLabel = "COL", description = "column of its values")
    private String value = "";

    @Option(names = "--share", paramLabel = "S", description = "share that is left out")
    private double share = 0.5;

    @Option(names = "--seeds", paramLabel = "N", description = "runs from seed 0 on")
    private int seeds = 3;

    private final PrintStream out;

    private GapAccuracy(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new GapAccuracy(System.out))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    @Override
    public Integer call() {
        TimeSeries series =
                Csv.read(file).time(time).values(value).load().series().series().get(0);
        ResultLines lines = new ResultLines(out);
        for (int seed = 0; seed < seeds; seed++) {
            lines.print(run(series.channels().get(0), seed));
        }
        return 0;
    }

    private Map<String, Object> run(Channel whole, int seed) {
        RandomKey key = RandomKey.of(seed).derive("left out");
        int last = whole.size() - 1;
        int[] kept = IntStream.rangeClosed(0, last)
                .filter(i -> i == 0 || i == last || key.uniform(i) >= share)
                .toArray();
        int[] left = IntStream.range(0, last)
                .filter(i -> i > 0 && key.uniform(i) < share)
                .toArray();
        SeriesSet seen = SeriesSet.of(new TimeSeries("", List.of(picked(whole, kept))));
        Channel truth = picked(whole, left);
        SeriesForecast filled = new StateSpaceForecaster(ModelSettings.DEFAULTS)
                .fit(seen)
                .impute(seen, Filling.at(truth.times()))
                .series()
                .get(0);
        double squares = 0;
        double ofLines = 0;
        int[] inside = new int[LEVELS.length];
        for (int i = 0; i < truth.size(); i++) {
            double y = truth.value(i);
            double line = line(seen.series().get(0).channels().get(0), truth, i);
            squares += (filled.mean(0, i) - y) * (filled.mean(0, i) - y);
            ofLines += (line - y) * (line - y);
            for (int k = 0; k < LEVELS.length; k++) {
                inside[k] += filled.lower(0, i, LEVELS[k]) <= y && y <= filled.upper(0, i, LEVELS[k]) ? 1 : 0;
            }
        }
        double scale = truth.size() * variance(whole.values());
        Map<String, Object> row =
                ResultLines.row("GapAccuracy", file.getFileName().toString(), truth.size());
        row.put("seed", seed);
        row.put("lines", ofLines / scale);
        row.put("state-space", squares / scale);
        for (int k = 0; k < LEVELS.length; k++) {
            row.put("in " + LEVELS[k], (double) inside[k] / truth.size());
        }
        return row;
    }

    private static Channel picked(Channel whole, int[] indices) {
        double[] values = IntStream.of(indices).mapToDouble(whole::value).toArray();
        Times all = whole.times();
        Times times = all.axis() == TimeAxis.NUMERIC
                ? Times.ofNumbers(IntStream.of(indices).mapToDouble(all::number).toArray())
                : Times.ofInstants(IntStream.of(indices).mapToObj(all::instant).toList());
        return new Channel(whole.name(), times, values);
    }

    /** The straight line between the neighbours of a time. */
    private static double line(Channel seen, Channel truth, int i) {
        int after = seen.countUntil(truth.times(), i);
        double from = truth.times().since(i, seen.times(), after - 1);
        double gap = seen.times().since(after, seen.times(), after - 1);
        return seen.value(after - 1) + (seen.value(after) - seen.value(after - 1)) * from / gap;
    }

    private static double variance(double[] values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double sum = 0;
        for (double v : values) {
            sum += (v - mean) * (v - mean) / values.length;
        }
        return sum;
    }
}
