package dev.tidepath.benchmarks;

import dev.tidepath.latent.InferenceOptions;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The spirals of Chen et al. (2018, section 5.1, Table 2): 1,000 series to train on, 200 to test, n of 100 noisy points
 * observed, the next 100 predicted and scored against the curve without noise. The models are the latent ODE, with and
 * without continuity and refinement; a recurrent network; an oracle that fits only start and direction. One JSON object a
 * result; {@code --quick} takes half a minute and fails unless the latent ODE learns.
 */
@Command(
        name = "SpiralAccuracy",
        mixinStandardHelpOptions = true,
        description = "Extrapolates noisy spirals; one JSON object a result.")
public final class SpiralAccuracy implements Callable<Integer> {

    private static final List<String> MODELS = List.of("oracle", "rnn", "latent", "plain");
    private static final int TRAINING = 1000;
    private static final int TEST = 200;
    private static final double LAST_TRAINED = 300;
    private static final double LAST_TESTED = 200;
    private static final double RATE = 0.01;
    private static final double CLIP = 1e9;
    private static final int MOST_REFINED = 20;
    private static final int QUICK_ITERATIONS = 600;
    private static final double QUICK_BOUND = 0.6;

    @Option(names = "--observed", split = ",", paramLabel = "N", description = "points observed of 100")
    private List<Integer> observed = List.of(30, 50, 100);

    @Option(names = "--seeds", paramLabel = "N", description = "runs from seed 0 on")
    private int seeds = 5;

    @Option(names = "--first-seed", paramLabel = "N", description = "the first of them")
    private int firstSeed;

    @Option(names = "--iterations", paramLabel = "N", description = "of a training")
    private int iterations = 12_000;

    @Option(names = "--batch", paramLabel = "N", description = "series of an iteration")
    private int batch = 100;

    @Option(names = "--threads", paramLabel = "N", description = "threads of a training")
    private int threads = 1;

    @Option(names = "--continuity", paramLabel = "S", description = "deviation of the latent ODE's continuity")
    private double continuity = SpiralLatentOde.CONTINUITY;

    @Option(names = "--gradient", paramLabel = "METHOD", description = "${COMPLETION-CANDIDATES}")
    private GradientMethod gradient = GradientMethod.CHECKPOINTED;

    @Option(names = "--models", split = ",", paramLabel = "NAME", description = "oracle, rnn, latent, plain")
    private List<String> models = MODELS;

    @Option(names = "--quick", description = "a short training on few points, which fails if nothing is learnt")
    private boolean quick;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final PrintStream out;
    private final PrintStream err;

    private SpiralAccuracy(PrintStream out, PrintStream err) {
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
        return new CommandLine(new SpiralAccuracy(out, err))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(args);
    }

    @Override
    public Integer call() {
        if (quick) {
            iterations = QUICK_ITERATIONS;
            double error = latent("latent", continuity, 50, 0);
            boolean good = error < QUICK_BOUND;
            if (!good) {
                err.println("FAILED: error of the latent ODE is " + error + ", not below " + QUICK_BOUND);
            }
            return good ? 0 : 1;
        }
        for (String model : models) {
            if (!MODELS.contains(model)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "no model is called " + model);
            }
        }
        for (int n : observed) {
            for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
                for (String model : models) {
                    switch (model) {
                        case "oracle" ->
                            print("oracle", n, seed, test(n, seed), new SpiralOracle().predict(test(n, seed)), 0);
                        case "rnn" -> rnn(n, seed);
                        case "latent" -> latent("latent", continuity, n, seed);
                        case "plain" -> latent("plain", 0, n, seed);
                        default -> throw new AssertionError(model);
                    }
                }
            }
        }
        return 0;
    }

    static Spirals training(int n, int seed) {
        return Spirals.draw(RandomKey.of(seed).derive("training"), TRAINING, LAST_TRAINED, n);
    }

    static Spirals test(int n, int seed) {
        return Spirals.draw(RandomKey.of(seed).derive("test"), TEST, LAST_TESTED, n);
    }

    private TrainingLoop loop() {
        return loop(iterations, threads);
    }

    static TrainingLoop loop(int iterations, int threads) {
        return new TrainingLoop(new TrainingOptions(iterations, RATE, CLIP, threads, null));
    }

    private void rnn(int n, int seed) {
        SpiralRnn model = new SpiralRnn();
        double[] values = model.initialValues(RandomKey.of(seed).derive("rnn"));
        long start = System.nanoTime();
        loop().run(
                        model.objective(
                                training(n, seed), batch, RandomKey.of(seed).derive("batches")),
                        values,
                        TrainingListener.silent());
        Spirals test = test(n, seed);
        print("rnn", n, seed, test, model.predict(values, test), System.nanoTime() - start);
    }

    /** The error of the encoder's predictions and of the refined ones, which is returned. */
    private double latent(String name, double link, int n, int seed) {
        LatentOde model = SpiralLatentOde.model(new InferenceOptions(1, link, 0));
        double[] values = model.initialValues(RandomKey.of(seed).derive("latent"));
        long start = System.nanoTime();
        loop().run(
                        SpiralLatentOde.objective(
                                model,
                                training(n, seed),
                                batch,
                                gradient.with(SpiralLatentOde.SOLVER),
                                RandomKey.of(seed).derive("batches")),
                        values,
                        TrainingListener.silent());
        long took = System.nanoTime() - start;
        Spirals test = test(n, seed);
        print(name, n, seed, test, SpiralLatentOde.predict(model, values, test), took);
        LatentOde refining = SpiralLatentOde.model(new InferenceOptions(1, 0, MOST_REFINED));
        return print(name + ", refined", n, seed, test, SpiralLatentOde.predict(refining, values, test), took);
    }

    private double print(String model, int n, int seed, Spirals test, double[][][] predicted, long nanos) {
        Spirals.Errors errors = test.errors(predicted);
        Map<String, Object> row = ResultLines.row("spirals", model, batch);
        row.put("observed", n);
        row.put("seed", seed);
        row.put("iterations", iterations);
        row.put("gradient", gradient.text());
        row.put("rmse_pooled", errors.pooled());
        row.put("rmse_median", errors.median());
        row.put("train_s", Math.rint(nanos / 1e8) / 10);
        new ResultLines(out).print(row);
        return errors.pooled();
    }
}
