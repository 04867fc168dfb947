package dev.tidepath.benchmarks;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.latent.DecoderOptions;
import dev.tidepath.latent.EncoderOptions;
import dev.tidepath.latent.FieldOptions;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.latent.LatentOdeOptions;
import dev.tidepath.latent.LatentOdeRun;
import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.latent.Window;
import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Adam;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Times training iterations of the latent ODE of Chen et al. (2018, section 5.1) on 1,000 noisy spirals of 100 points: one
 * draw, the gradient and a step of Adam, on one thread, from weights that another program can make too; one JSON object a
 * result.
 */
@Command(
        name = "SpiralTraining",
        mixinStandardHelpOptions = true,
        description = "Times training iterations of a latent ODE on spirals; one JSON object a result.")
public final class SpiralTraining implements Callable<Integer> {

    private static final int SERIES = 1000;
    private static final int POINTS = 100;
    private static final int GRID = 500;
    private static final double NOISE = 0.3;
    private static final double RATE = 0.01;
    private static final int HIDDEN = 20;
    private static final int LATENT = 4;
    private static final int ENCODER = 25;
    private static final double LOG_VARIANCE = 3;

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Option(names = "--batch", split = ",", paramLabel = "N", description = "windows of an iteration")
    private List<Integer> batches = List.of(SERIES, 100);

    @Option(names = "--rtol", paramLabel = "TOLERANCE", description = "relative; the absolute one is a tenth")
    private double rtol = 1e-3;

    @Option(names = "--gradient", paramLabel = "METHOD", description = "${COMPLETION-CANDIDATES}")
    private GradientMethod gradient = GradientMethod.CHECKPOINTED;

    private final PrintStream out;

    private SpiralTraining(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SpiralTraining(System.out)).execute(args));
    }

    @Override
    public Integer call() {
        for (int batch : batches) {
            Iteration iteration = new Iteration(batch, OdeSolver.tsit5(rtol, rtol / 10, 10_000), gradient);
            Map<String, Object> row = ResultLines.row("spiral_train", "spirals", batch);
            row.put("variant", gradient.text());
            row.put("rtol", rtol);
            Timing.of(iteration, measuring.effort(5)).describe(row);
            row.put("loss_last", iteration.loss);
            new ResultLines(out).print(row);
        }
        return 0;
    }

    /** A true training step on the next slice of the series. */
    private static final class Iteration implements Runnable {
        private final int batch;
        private final List<Observations> series = series();
        private final double[] values;
        private final double[] slope;
        private final LatentOdeRun run;
        private final Adam.State adam;
        private int done;
        private double loss;

        Iteration(int batch, OdeSolver solver, GradientMethod gradient) {
            this.batch = batch;
            LatentOde model = new LatentOde(new LatentOdeOptions(
                    2,
                    new EncoderOptions(EncoderOptions.Cell.RNN, ENCODER, 0, false, 1),
                    new FieldOptions.Network(LATENT, HIDDEN),
                    new DecoderOptions(false, HIDDEN, Activation.RELU, Likelihood.gaussian(NOISE)),
                    new TimeFeatures(List.of())));
            values = weights(model.parameters());
            slope = new double[values.length];
            run = model.newRun(values, batch, solver, gradient.with(solver));
            adam = Adam.STANDARD.newState(values.length);
        }

        @Override
        public void run() {
            List<Window> chunk = new ArrayList<>();
            RandomKey key = RandomKey.of(done);
            for (int i = 0; i < batch; i++) {
                Observations all = series.get((done * batch + i) % SERIES);
                chunk.add(new Window(all, all, key.derive(i)));
            }
            java.util.Arrays.fill(slope, 0);
            loss = run.lossAndGradient(chunk, 1, 1.0 / batch, slope);
            adam.step(values, slope, RATE);
            done++;
        }
    }

    private static List<Observations> series() {
        Random random = new Random(7);
        List<Observations> all = new ArrayList<>();
        double step = 6 * Math.PI / (GRID - 1);
        for (int k = 0; k < SERIES; k++) {
            int start = 100 + (int) (300 * random.nextDouble());
            double[] times = new double[POINTS];
            double[][] values = new double[2][POINTS];
            for (int i = 0; i < POINTS; i++) {
                double theta = step * (start + i);
                double z = 6 * Math.PI + 1 - theta;
                double radius = k % 2 == 0 ? 15 / z : 0.3 * theta;
                double angle = k % 2 == 0 ? z : theta;
                times[i] = step * i;
                values[0][i] = radius * Math.cos(angle) + (k % 2 == 0 ? -5 : 5) + NOISE * random.nextGaussian();
                values[1][i] = radius * Math.sin(angle) + NOISE * random.nextGaussian();
            }
            all.add(Observations.merge(new double[][] {times, times}, values));
        }
        return all;
    }

    /** The weights that the other program starts from: our blocks are the transposes of its matrices. */
    private static double[] weights(Parameters layout) {
        Random random = new Random(8);
        double[] values = new double[layout.size()];
        int[] seen = new int[2 + ENCODER];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = i < 2 ? i : i + 3;
        }
        put(layout, values, "encoder", random, ENCODER, seen);
        put(layout, values, "posterior.0", random, 2 * LATENT, upTo(ENCODER));
        for (int i = LATENT; i < 2 * LATENT; i++) {
            values[block(layout, "posterior.0.bias").offset() + i] += LOG_VARIANCE;
        }
        put(layout, values, "field.network.0", random, HIDDEN, upTo(LATENT));
        put(layout, values, "field.network.1", random, LATENT, upTo(HIDDEN));
        put(layout, values, "decoder.network.0", random, HIDDEN, upTo(LATENT));
        put(layout, values, "decoder.network.1", random, 2, upTo(HIDDEN));
        return values;
    }

    private static int[] upTo(int n) {
        return java.util.stream.IntStream.range(0, n).toArray();
    }

    private static Parameters.Block block(Parameters layout, String name) {
        return layout.blocks().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void put(Parameters layout, double[] values, String name, Random random, int out, int[] inputs) {
        double bound = 1 / Math.sqrt(inputs.length);
        double[][] matrix = Uniform.matrix(random, out, inputs.length, -bound, bound);
        double[] bias = Uniform.matrix(random, 1, out, -bound, bound)[0];
        int at = block(layout, name + ".weight").offset();
        for (int j = 0; j < out; j++) {
            for (int i = 0; i < inputs.length; i++) {
                values[at + inputs[i] * out + j] = matrix[j][i];
            }
        }
        System.arraycopy(bias, 0, values, block(layout, name + ".bias").offset(), out);
    }
}
