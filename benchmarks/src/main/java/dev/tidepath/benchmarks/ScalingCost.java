package dev.tidepath.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepath.forecasting.model.Model;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures processor time and memory of forecasts with default settings against the number of observations, in one long
 * series and in many short ones: a file is read, a model fitted, a day forecast and written, each time in a fresh JVM. One
 * JSON object a result. Fails unless all rows are read and all series are forecast.
 */
@Command(
        name = "ScalingCost",
        mixinStandardHelpOptions = true,
        description = "Measures time and memory of forecasts by the number of observations; one JSON object a result.")
public final class ScalingCost implements Callable<Integer> {

    private static final int QUICK_ROWS = 200;
    private static final int QUICK_ITERATIONS = 5;

    @Option(names = "--models", paramLabel = "NAME", split = ",", description = "models: ${DEFAULT-VALUE}")
    private List<String> models = List.of("latent-ode", "auto", "shared-state-space", "state-space");

    @Option(names = "--sizes", paramLabel = "N", split = ",", description = "rows of the files: ${DEFAULT-VALUE}")
    private List<Integer> sizes = List.of(1_000, 10_000, 100_000, 1_000_000);

    @Option(names = "--shapes", paramLabel = "SHAPE", split = ",", description = "of ${COMPLETION-CANDIDATES}; all")
    private List<ScalingShape> shapes = List.of(ScalingShape.values());

    @Option(names = "--channels", paramLabel = "N", description = "values in each row: ${DEFAULT-VALUE}")
    private int channels = 1;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "processor time; sizes after one that took longer are left out: ${DEFAULT-VALUE}")
    private double limit = 100;

    @Option(names = "--folder", paramLabel = "DIR", description = "where the files are kept; else they are deleted")
    private @Nullable Path folder;

    @Option(names = "--plot", paramLabel = "FILE", description = "time and memory, as an SVG")
    private @Nullable Path plot;

    @Option(names = "--table", description = "a Markdown table after the objects")
    private boolean table;

    @Option(names = "--printed", paramLabel = "FILE", split = ",", description = "results to draw, without measuring")
    private List<Path> printed = List.of();

    @Option(names = "--quick", description = "two models on little data, hardly trained")
    private boolean quick;

    private final PrintStream out;
    private final PrintStream err;

    private ScalingCost(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        return new CommandLine(new ScalingCost(out, err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (quick) {
            models = List.of(Model.LATENT_ODE.text(), Model.FOURIER.text());
            sizes = List.of(QUICK_ROWS);
        }
        Optional<String> unknown =
                models.stream().filter(m -> Model.named(m).isEmpty()).findFirst();
        if (unknown.isPresent()) {
            err.println("no model is called " + unknown.get());
            return CommandLine.ExitCode.USAGE;
        }
        List<JsonNode> rows = new ArrayList<>(ResultLines.readFrom(printed));
        boolean good = !printed.isEmpty() || measure(rows);
        ScalingFigures figures = new ScalingFigures(rows);
        if (table) {
            out.print(figures.table());
        }
        if (plot != null) {
            Files.writeString(plot, figures.plot().svg());
        }
        return good ? 0 : 1;
    }

    private boolean measure(List<JsonNode> rows) throws IOException {
        boolean good = true;
        for (ScalingShape shape : shapes) {
            for (String name : models) {
                Model model = Model.named(name).orElseThrow();
                double taken = 0;
                for (int size : sizes) {
                    if (taken > limit) {
                        break;
                    }
                    HourlyCsv content = shape.of(size, channels);
                    ForecastCost cost = measured(model, content);
                    taken = cost.cpu();
                    rows.add(print(model, shape, content, cost));
                    good &= isComplete(name, content, cost);
                }
            }
        }
        return good;
    }

    private boolean isComplete(String model, HourlyCsv content, ForecastCost cost) {
        boolean all = cost.rows() == (long) content.series() * content.length() && cost.forecasts() == content.series();
        if (!all) {
            err.println("FAILED: " + model + " read " + cost.rows() + " rows and forecast " + cost.forecasts()
                    + " series of " + content);
        }
        return all;
    }

    private ForecastCost measured(Model model, HourlyCsv content) throws IOException {
        Path file = folder == null
                ? Files.createTempFile("scaling-cost", ".csv")
                : Files.createDirectories(folder)
                        .resolve(content.series() + "x" + content.length() + "x" + content.channels() + ".csv");
        try {
            content.writeTo(file);
            return ForecastCost.inFreshJvm(model, file, channels, quick ? QUICK_ITERATIONS : 0);
        } finally {
            if (folder == null) {
                Files.delete(file);
            }
        }
    }

    private JsonNode print(Model model, ScalingShape shape, HourlyCsv content, ForecastCost cost) {
        Map<String, Object> row = ResultLines.row("scaling_cost", shape.text(), 1);
        row.put("model", model.text());
        row.put("rows", cost.rows());
        row.put("series", content.series());
        row.put("channels", content.channels());
        row.put("wall_s", hundredths(cost.wall()));
        row.put("cpu_s", hundredths(cost.cpu()));
        double[] stages = {cost.read(), cost.fit(), cost.forecast(), cost.write()};
        row.put(
                "cpu_stages_s",
                Arrays.stream(stages).map(ScalingCost::hundredths).toArray());
        row.put("cpu_us_a_row", hundredths(1e6 * cost.cpu() / cost.rows()));
        row.put("live_mb", hundredths(cost.live() / 1e6));
        row.put("peak_rss_mb", hundredths(cost.peak() / 1e6));
        return new ResultLines(out).print(row);
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }
}
