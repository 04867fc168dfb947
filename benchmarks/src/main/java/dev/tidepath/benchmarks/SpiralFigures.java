package dev.tidepath.benchmarks;

import dev.tidepath.latent.InferenceOptions;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.latent.LatentOdeRun;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.Window;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Draws the spirals of {@link SpiralAccuracy} as in figures 8 and 9 of Chen et al. (2018): the first test series with what the
 * latent ODE and the recurrent network make of them, and the latent paths along their two principal axes.
 */
@Command(
        name = "SpiralFigures",
        mixinStandardHelpOptions = true,
        description = "Draws reconstructions, extrapolations and latent paths of spirals.")
public final class SpiralFigures implements Callable<Integer> {

    private static final int BATCH = 100;
    private static final int DRAWN = 4;
    private static final int LATENT_PATHS = 50;
    private static final int LATENT_EVERY = 5;
    private static final String BLUE = "#0072b2";
    private static final String VERMILION = "#d55e00";

    @Option(names = "--folder", required = true, paramLabel = "DIR", description = "where the SVGs go")
    private Path folder;

    @Option(names = "--observed", split = ",", paramLabel = "N", description = "points observed of 100")
    private List<Integer> observed = List.of(30, 100);

    @Option(names = "--seed", paramLabel = "N", description = "of series, weights and batches")
    private int seed;

    @Option(names = "--iterations", paramLabel = "N", description = "of a training")
    private int iterations = 12_000;

    private SpiralFigures() {
        folder = Path.of(".");
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new SpiralFigures()).execute(args);
    }

    /** Some series as the latent ODE sees them, each at its own times. */
    private record Paths(List<double[]> times, Matrix latent, Matrix means) {

        int first(int series) {
            return times.subList(0, series).stream().mapToInt(t -> t.length).sum();
        }
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        List<PathPlot.Panel> latents = new ArrayList<>();
        for (int n : observed) {
            LatentOde model = SpiralLatentOde.model(new InferenceOptions(1, SpiralLatentOde.CONTINUITY, 0));
            double[] values = trained(model, n);
            List<Spirals.Spiral> test = SpiralAccuracy.test(n, seed).series();
            write("spirals-" + n, reconstructions(n, paths(model, values, test.subList(0, DRAWN))));
            latents.add(latentPanel(paths(model, values, test.subList(0, LATENT_PATHS))));
        }
        List<String> columns =
                observed.stream().map(n -> n + " points observed").toList();
        write("spirals-latent", new PathPlot("Latent paths of spirals, principal axes", columns, latents));
        return 0;
    }

    private void write(String name, PathPlot plot) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), plot.svg());
    }

    private double[] trained(LatentOde model, int n) {
        double[] values = model.initialValues(RandomKey.of(seed).derive("latent"));
        SpiralAccuracy.loop(iterations, 1)
                .run(
                        SpiralLatentOde.objective(
                                model,
                                SpiralAccuracy.training(n, seed),
                                BATCH,
                                CheckpointedAdjoint.standard(),
                                RandomKey.of(seed).derive("batches")),
                        values,
                        TrainingListener.silent());
        return values;
    }

    /** From each series' first observation to the last point ahead. */
    private static Paths paths(LatentOde model, double[] values, List<Spirals.Spiral> series) {
        List<double[]> times = new ArrayList<>();
        List<Window> windows = new ArrayList<>();
        for (Spirals.Spiral s : series) {
            double[] own = IntStream.range(0, Spirals.SEEN + Spirals.AHEAD)
                    .mapToDouble(i -> Spirals.STEP * i)
                    .filter(t -> t >= s.observed().time(0))
                    .toArray();
            times.add(own);
            windows.add(new Window(s.observed(), Observations.at(own), RandomKey.of(0)));
        }
        LatentOdeRun run = model.newRun(values, series.size(), SpiralLatentOde.SOLVER, CheckpointedAdjoint.standard());
        return new Paths(times, run.path(windows), run.means(windows));
    }

    private PathPlot reconstructions(int n, Paths paths) {
        Spirals drawn = new Spirals(SpiralAccuracy.test(n, seed).series().subList(0, DRAWN));
        SpiralRnn rnn = new SpiralRnn();
        double[] values = rnn.initialValues(RandomKey.of(seed).derive("rnn"));
        SpiralAccuracy.loop(iterations, 1)
                .run(
                        rnn.objective(
                                SpiralAccuracy.training(n, seed),
                                BATCH,
                                RandomKey.of(seed).derive("batches")),
                        values,
                        TrainingListener.silent());
        double[][][] fitted = rnn.fit(values, drawn);
        double[][][] ahead = rnn.predict(values, drawn);
        List<PathPlot.Panel> panels = new ArrayList<>();
        for (int k = 0; k < DRAWN; k++) {
            Spirals.Spiral spiral = drawn.series().get(k);
            int from = paths.first(k);
            int end = paths.first(k + 1);
            int turn = end - Spirals.AHEAD;
            panels.add(panel(spiral, part(paths.means, from, turn), part(paths.means, turn - 1, end)));
            panels.add(panel(spiral, fitted[k], joined(fitted[k], ahead[k])));
        }
        String title = "Spirals, " + n + " of 100 points observed";
        return new PathPlot(title, List.of("latent ODE", "recurrent network"), panels);
    }

    private static double[][] part(Matrix means, int from, int end) {
        return new double[][] {Arrays.copyOfRange(means.row(0), from, end), Arrays.copyOfRange(means.row(1), from, end)
        };
    }

    /** The points ahead, after the last one before. */
    private static double[][] joined(double[][] before, double[][] ahead) {
        double[][] both = new double[2][];
        for (int c = 0; c < 2; c++) {
            both[c] = new double[1 + ahead[c].length];
            both[c][0] = before[c][before[c].length - 1];
            System.arraycopy(ahead[c], 0, both[c], 1, ahead[c].length);
        }
        return both;
    }

    private static PathPlot.Panel panel(Spirals.Spiral spiral, double[][] fit, double[][] ahead) {
        double[][] truth = new double[2][Spirals.SEEN + Spirals.AHEAD];
        double[][] seen = new double[2][spiral.observed().size()];
        for (int c = 0; c < 2; c++) {
            int coordinate = c;
            Arrays.setAll(truth[c], i -> spiral.truth(coordinate, i));
            Arrays.setAll(seen[c], i -> spiral.observed().value(2 * i + coordinate));
        }
        return new PathPlot.Panel(List.of(
                trace("truth", "#c8c8c8", PathPlot.Style.BROAD, true, truth),
                trace("observed", "#1a1a1a", PathPlot.Style.DOTS, true, seen),
                trace("reconstruction", BLUE, PathPlot.Style.LINE, false, fit),
                trace("extrapolation", VERMILION, PathPlot.Style.LINE, false, ahead)));
    }

    private static PathPlot.Trace trace(
            String name, String colour, PathPlot.Style style, boolean frames, double[][] points) {
        return new PathPlot.Trace(name, colour, style, frames, points[0], points[1]);
    }

    /** The paths along the two axes of their largest variance, and where they start. */
    private static PathPlot.Panel latentPanel(Paths paths) {
        double[][] states = new double[paths.latent.batch()][];
        Arrays.setAll(states, paths.latent::sample);
        EigenDecomposition axes = new EigenDecomposition(new Covariance(states).getCovarianceMatrix());
        double[][] projected = new double[2][states.length];
        for (int c = 0; c < 2; c++) {
            RealVector axis = axes.getEigenvector(c);
            Arrays.setAll(projected[c], i -> axis.dotProduct(new ArrayRealVector(states[i], false)));
        }
        List<PathPlot.Trace> traces = new ArrayList<>();
        double[][] starts = new double[2][paths.times.size()];
        for (int k = 0; k < paths.times.size(); k++) {
            boolean clockwise = k % 2 == 0;
            String name = clockwise ? "clockwise" : "counter-clockwise";
            String colour = clockwise ? BLUE : VERMILION;
            int first = paths.first(k);
            traces.add(trace(name, colour, PathPlot.Style.FAINT, true, some(projected, first, paths.first(k + 1))));
            starts[0][k] = projected[0][first];
            starts[1][k] = projected[1][first];
        }
        traces.add(trace("start of a path", "#1a1a1a", PathPlot.Style.DOTS, true, starts));
        return new PathPlot.Panel(traces);
    }

    private static double[][] some(double[][] points, int from, int end) {
        int[] chosen = IntStream.range(from, end)
                .filter(i -> (end - 1 - i) % LATENT_EVERY == 0 || i == from)
                .toArray();
        double[][] some = new double[2][];
        for (int c = 0; c < 2; c++) {
            double[] row = points[c];
            some[c] = Arrays.stream(chosen).mapToDouble(i -> row[i]).toArray();
        }
        return some;
    }
}
