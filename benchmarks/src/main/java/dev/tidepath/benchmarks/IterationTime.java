package dev.tidepath.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepath.latent.DecoderOptions;
import dev.tidepath.latent.EncoderOptions;
import dev.tidepath.latent.FieldOptions;
import dev.tidepath.latent.ImtsMixer;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.latent.LatentOdeOptions;
import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.MixerOptions;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.OdeRnn;
import dev.tidepath.latent.RecurrentOptions;
import dev.tidepath.latent.RnnDelta;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.latent.Window;
import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Adam;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times training iterations (gradient and a step of Adam) of several models on one thread against the length of the series,
 * the batch and the channels; each of the three is varied, the other two stay as they are. The series are sine waves over two
 * units of time from initial weights: longer ones are observed more often, not for longer. One JSON object a result.
 */
@Command(
        name = "IterationTime",
        mixinStandardHelpOptions = true,
        description = "Times training iterations against length, batch and channels; one JSON object a result.")
public final class IterationTime implements Callable<Integer> {

    private static final double SPAN = 2;
    private static final int SIZE = 25;
    private static final int HIDDEN = 20;
    private static final int LATENT = 4;
    private static final double NOISE = 0.3;
    private static final double RATE = 0.001;
    private static final OdeSolver SOLVER = OdeSolver.tsit5(1e-3, 1e-4, 10_000);

    @Option(names = "--plot", paramLabel = "FILE", description = "the times, as an SVG")
    private @Nullable Path plot;

    @Option(names = "--budget", paramLabel = "SECONDS", description = "to warm up, and again to measure, a result")
    private double budget = 1;

    @Option(names = "--printed", paramLabel = "FILE", split = ",", description = "results to draw, without measuring")
    private List<Path> printed = List.of();

    @Option(names = "--quick", description = "few and small ones")
    private boolean quick;

    private final PrintStream out;

    private IterationTime(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    static int run(String[] args, PrintStream out) {
        return new CommandLine(new IterationTime(out)).execute(args);
    }

    /** What is timed. */
    private enum Model {
        LATENT_ODE("latent ODE"),
        ODE_RNN("ODE-RNN"),
        RNN("RNN Δt"),
        MIXER("mixer");

        private final String text;

        Model(String text) {
            this.text = text;
        }

        SequenceModel of(int channels, double gap) {
            DecoderOptions decoder = new DecoderOptions(false, HIDDEN, Activation.RELU, Likelihood.gaussian(NOISE));
            TimeFeatures none = new TimeFeatures(List.of());
            RecurrentOptions recurrent = new RecurrentOptions(channels, SIZE, HIDDEN, gap, decoder, none);
            return switch (this) {
                case LATENT_ODE ->
                    new LatentOde(new LatentOdeOptions(
                            channels,
                            new EncoderOptions(EncoderOptions.Cell.RNN, SIZE, 0, false, gap),
                            new FieldOptions.Network(LATENT, HIDDEN),
                            decoder,
                            none));
                case ODE_RNN -> new OdeRnn(recurrent);
                case RNN -> new RnnDelta(recurrent);
                case MIXER -> new ImtsMixer(new MixerOptions(channels, SIZE, HIDDEN, 1, gap, decoder, none));
            };
        }
    }

    /** What the times are drawn against. */
    private enum Varied {
        LENGTH("length", 25, 2, 5),
        BATCH("batch", 1, 4, 5),
        CHANNELS("channels", 1, 2, 6);

        private final String text;
        private final int least;
        private final int factor;
        private final int count;

        Varied(String text, int least, int factor, int count) {
            this.text = text;
            this.least = least;
            this.factor = factor;
            this.count = count;
        }

        int[] sizes() {
            return IntStream.iterate(least, n -> n * factor).limit(count).toArray();
        }
    }

    private record Shape(int length, int batch, int channels) {

        Shape with(Varied varied, int value) {
            return switch (varied) {
                case LENGTH -> new Shape(value, batch, channels);
                case BATCH -> new Shape(length, value, channels);
                case CHANNELS -> new Shape(length, batch, value);
            };
        }

        List<Window> windows() {
            return IntStream.range(0, batch).mapToObj(this::window).toList();
        }

        /** All channels at random times of the series' own. */
        private Window window(int series) {
            RandomKey key = RandomKey.of(7).derive(series);
            double[] times = new double[length];
            Arrays.setAll(times, i -> SPAN * (i + 0.9 * key.uniform(i)) / length);
            double[][] values = new double[channels][length];
            for (int c = 0; c < channels; c++) {
                RandomKey own = key.derive(c);
                double phase = own.uniform(length);
                Arrays.setAll(
                        values[c], i -> StrictMath.sin(Math.PI * (times[i] + 2 * phase)) + NOISE * own.gaussian(i));
            }
            double[][] all = new double[channels][];
            Arrays.fill(all, times);
            Observations observations = Observations.merge(all, values);
            return new Window(observations, observations, key);
        }
    }

    @Override
    public Integer call() throws IOException {
        List<JsonNode> rows = printed.isEmpty() ? measured() : ResultLines.readFrom(printed);
        if (plot != null) {
            Files.writeString(plot, drawing(rows).svg());
        }
        return 0;
    }

    private List<JsonNode> measured() {
        Shape usual = quick ? new Shape(10, 4, 2) : new Shape(100, 100, 2);
        List<JsonNode> rows = new ArrayList<>();
        for (Model unseen : Model.values()) {
            measure(unseen, Varied.LENGTH, usual); // for the compiler
        }
        for (Varied varied : Varied.values()) {
            for (Model model : Model.values()) {
                for (int size : quick ? new int[] {2, 8} : varied.sizes()) {
                    rows.add(new ResultLines(out).print(measure(model, varied, usual.with(varied, size))));
                }
            }
        }
        return rows;
    }

    /** The least processor times, which are those without the collector's. */
    private static LinePlot drawing(List<JsonNode> rows) {
        List<LinePlot.Panel> panels = new ArrayList<>();
        for (Varied varied : Varied.values()) {
            List<LinePlot.Line> lines = new ArrayList<>();
            for (Model model : Model.values()) {
                List<LinePlot.Point> points = rows.stream()
                        .filter(row -> row.path("varied").asText().equals(varied.text)
                                && row.path("model").asText().equals(model.text))
                        .map(row -> new LinePlot.Point(
                                row.path(varied.text).asDouble(),
                                row.path("cpu_min_ms").asDouble()))
                        .toList();
                lines.add(new LinePlot.Line(model.text, points));
            }
            panels.add(new LinePlot.Panel("ms of processor time an iteration", varied.text, lines));
        }
        return new LinePlot("Training iterations, one thread", LinePlot.Scale.LOG, LinePlot.Scale.LOG, panels);
    }

    private Map<String, Object> measure(Model kind, Varied varied, Shape shape) {
        SequenceModel model = kind.of(shape.channels, SPAN / shape.length);
        List<Window> windows = shape.windows();
        double[] values = model.initialValues(RandomKey.of(1));
        double[] gradient = new double[values.length];
        SequenceModel.Run run = model.newRun(values, shape.batch, SOLVER, CheckpointedAdjoint.standard());
        Adam.State adam = Adam.STANDARD.newState(values.length);
        double seconds = quick ? 0 : budget;
        Timing timing = Timing.of(
                () -> {
                    Arrays.fill(gradient, 0);
                    run.lossAndGradient(windows, 1, 1.0 / shape.batch, gradient);
                    adam.step(values, gradient, RATE);
                },
                new Timing.Effort(seconds, seconds, 3, 200));
        Map<String, Object> row = ResultLines.row("iteration_time", "sines", shape.batch);
        row.put("model", kind.text);
        row.put("varied", varied.text);
        row.put("length", shape.length);
        row.put("channels", shape.channels);
        timing.describe(row);
        return row;
    }
}
