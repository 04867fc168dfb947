package dev.tidepath.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepath.latent.InferenceOptions;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Objective;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The same training of the latent ODE on spirals with the discrete adjoint over checkpoints and with the adjoint equation
 * solved backwards: errors, processor times, memory and calls of the field, those over the training too. One JSON object a training;
 * {@code --quick} takes half a minute and fails if the errors are far apart.
 */
@Command(
        name = "AdjointTraining",
        mixinStandardHelpOptions = true,
        description = "Trains on spirals with two gradients; one JSON object a training.")
public final class AdjointTraining implements Callable<Integer> {

    private static final List<GradientMethod> METHODS = List.of(GradientMethod.CHECKPOINTED, GradientMethod.BACKSOLVE);
    private static final int EPOCHS = 20;
    private static final int PLACES = 20;
    private static final int QUICK_ITERATIONS = 200;
    private static final double QUICK_BOUND = 0.2;

    @Option(names = "--observed", paramLabel = "N", description = "points observed of 100")
    private int observed = 100;

    @Option(names = "--seeds", paramLabel = "N", description = "runs from seed 0 on")
    private int seeds = 3;

    @Option(names = "--iterations", paramLabel = "N", description = "of a training")
    private int iterations = 2000;

    @Option(names = "--batch", paramLabel = "N", description = "series of an iteration")
    private int batch = 100;

    @Option(names = "--table", description = "a Markdown table after the objects")
    private boolean table;

    @Option(names = "--plot", paramLabel = "FILE", description = "calls of the field over the training, as an SVG")
    private @Nullable Path plot;

    @Option(names = "--printed", paramLabel = "FILE", split = ",", description = "results to show, without training")
    private List<Path> printed = List.of();

    @Option(names = "--quick", description = "a short training, which fails if the errors are far apart")
    private boolean quick;

    private final PrintStream out;
    private final PrintStream err;

    private AdjointTraining(PrintStream out, PrintStream err) {
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
        return new CommandLine(new AdjointTraining(out, err)).execute(args);
    }

    /** A training that has ended; calls are means an iteration, one an epoch. */
    private record Trained(
            GradientMethod method,
            int seed,
            Spirals.Errors errors,
            double millis,
            double[] forward,
            double[] backward,
            LiveHeap heap) {}

    @Override
    public Integer call() throws IOException {
        if (quick) {
            seeds = 1;
            iterations = QUICK_ITERATIONS;
        }
        List<JsonNode> rows = new ArrayList<>(ResultLines.readFrom(printed));
        for (int seed = 0; seed < seeds && printed.isEmpty(); seed++) {
            for (GradientMethod method : METHODS) {
                rows.add(new ResultLines(out).print(row(train(method, seed))));
            }
        }
        if (table) {
            printTable(rows);
        }
        if (plot != null) {
            Files.writeString(plot, drawing(rows).svg());
        }
        return quick && apart(rows) ? 1 : 0;
    }

    private boolean apart(List<JsonNode> rows) {
        double one = rows.get(0).get("rmse_pooled").asDouble();
        double other = rows.get(1).get("rmse_pooled").asDouble();
        boolean apart = Math.abs(one - other) > QUICK_BOUND * one;
        if (apart) {
            err.println("FAILED: the errors are " + one + " and " + other + ", farther apart than a share of "
                    + QUICK_BOUND);
        }
        return apart;
    }

    private Objective objective(LatentOde model, int seed, CountedAdjoint adjoint) {
        return SpiralLatentOde.objective(
                model,
                SpiralAccuracy.training(observed, seed),
                batch,
                adjoint,
                RandomKey.of(seed).derive("batches"));
    }

    private Trained train(GradientMethod method, int seed) {
        LatentOde model = SpiralLatentOde.model(new InferenceOptions(1, SpiralLatentOde.CONTINUITY, 0));
        double[] values = model.initialValues(RandomKey.of(seed).derive("latent"));
        CountedAdjoint counted = new CountedAdjoint(method.with(SpiralLatentOde.SOLVER), () -> {});
        double[] forward = new double[iterations + 1];
        double[] backward = new double[iterations + 1];
        double[] nanos = new double[iterations + 1];
        nanos[0] = Timing.cpuTime();
        SpiralAccuracy.loop(iterations, 1).run(objective(model, seed, counted), values, progress -> {
            forward[progress.iteration()] = counted.forward();
            backward[progress.iteration()] = counted.backward();
            nanos[progress.iteration()] = Timing.cpuTime();
            return true;
        });
        Spirals test = SpiralAccuracy.test(observed, seed);
        return new Trained(
                method,
                seed,
                test.errors(SpiralLatentOde.predict(model, values, test)),
                medianIncrease(nanos) / 1e6,
                increases(forward),
                increases(backward),
                heap(model, values, seed, method));
    }

    /** What one more iteration keeps alive and allocates, the workspaces of a new run included. */
    private LiveHeap heap(LatentOde model, double[] values, int seed, GradientMethod method) {
        return LiveHeap.of(
                checkpoint -> {
                    CountedAdjoint watched = new CountedAdjoint(method.with(SpiralLatentOde.SOLVER), checkpoint);
                    objective(model, seed, watched).newWorker(values).lossAndGradient(0, 0, new double[values.length]);
                },
                PLACES);
    }

    private static double medianIncrease(double[] sums) {
        double[] each = new double[sums.length - 1];
        Arrays.setAll(each, i -> sums[i + 1] - sums[i]);
        Arrays.sort(each);
        return each[each.length / 2];
    }

    /** Means over equal parts of the training. */
    private static double[] increases(double[] sums) {
        int count = Math.min(EPOCHS, sums.length - 1);
        double[] means = new double[count];
        for (int e = 0; e < count; e++) {
            int from = e * (sums.length - 1) / count;
            int to = (e + 1) * (sums.length - 1) / count;
            means[e] = (sums[to] - sums[from]) / (to - from);
        }
        return means;
    }

    private Map<String, Object> row(Trained run) {
        Map<String, Object> row = ResultLines.row("adjoint_training", "spirals", batch);
        row.put("variant", run.method.text());
        row.put("observed", observed);
        row.put("seed", run.seed);
        row.put("iterations", iterations);
        row.put("rmse_pooled", run.errors.pooled());
        row.put("rmse_median", run.errors.median());
        row.put("cpu_med_ms", run.millis);
        row.put("nfe_fwd", Arrays.stream(run.forward).average().orElseThrow());
        row.put("nfe_bwd", Arrays.stream(run.backward).average().orElseThrow());
        row.put("nfe_fwd_epochs", run.forward);
        row.put("nfe_bwd_epochs", run.backward);
        row.put("peak_live_mb", run.heap.peakMegabytes());
        row.put("allocated_mb", run.heap.allocatedMegabytes());
        return row;
    }

    private void printTable(List<JsonNode> rows) {
        out.println("| gradient | seed | RMSE pooled | RMSE median | processor ms | calls forward | calls back"
                + " | MB alive | MB allocated |\n|---|---|---|---|---|---|---|---|---|");
        for (JsonNode row : rows) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.4f | %.4f | %.1f | %.1f | %.1f | %.2f | %.2f |%n",
                    row.path("variant").asText(),
                    row.path("seed").asInt(),
                    row.path("rmse_pooled").asDouble(),
                    row.path("rmse_median").asDouble(),
                    row.path("cpu_med_ms").asDouble(),
                    row.path("nfe_fwd").asDouble(),
                    row.path("nfe_bwd").asDouble(),
                    row.path("peak_live_mb").asDouble(),
                    row.path("allocated_mb").asDouble());
        }
    }

    /** Means over the seeds. */
    private static LinePlot drawing(List<JsonNode> rows) {
        List<LinePlot.Line> lines = new ArrayList<>();
        for (GradientMethod method : METHODS) {
            List<JsonNode> own = rows.stream()
                    .filter(row -> row.path("variant").asText().equals(method.text()))
                    .toList();
            lines.add(line(method.text() + ", forward", own, "nfe_fwd_epochs"));
            lines.add(line(method.text() + ", back", own, "nfe_bwd_epochs"));
        }
        return new LinePlot(
                "Gradients over a training on spirals",
                LinePlot.Scale.LINEAR,
                LinePlot.Scale.LOG,
                List.of(new LinePlot.Panel("calls of the field in an iteration", "iteration", lines)));
    }

    private static LinePlot.Line line(String name, List<JsonNode> runs, String epochs) {
        List<LinePlot.Point> points = new ArrayList<>();
        int count = runs.isEmpty() ? 0 : runs.get(0).path(epochs).size();
        for (int e = 0; e < count; e++) {
            int epoch = e;
            double middle = (e + 0.5) * runs.get(0).path("iterations").asInt() / count;
            double mean = runs.stream()
                    .mapToDouble(run -> run.path(epochs).path(epoch).asDouble())
                    .average()
                    .orElseThrow();
            points.add(new LinePlot.Point(middle, mean));
        }
        return new LinePlot.Line(name, points);
    }
}
