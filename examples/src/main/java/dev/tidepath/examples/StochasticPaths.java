package dev.tidepath.examples;

import dev.tidepath.io.AtomicFile;
import dev.tidepath.latent.DecoderOptions;
import dev.tidepath.latent.EncoderOptions;
import dev.tidepath.latent.FieldOptions;
import dev.tidepath.latent.LatentSde;
import dev.tidepath.latent.LatentSdeOptions;
import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.latent.Window;
import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.sde.SdeSolver;
import dev.tidepath.sde.StochasticTableau;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A latent SDE on a process of which everything is known: Ornstein and Uhlenbeck's, seen through noise at 20 irregular times a
 * series. The evidence lower bound of series it was not trained on is set beside their exact likelihood by the Kalman filter,
 * and what comes next beside its 80 % band. With {@code --out} a picture shows sampled paths between the observations and after
 * them beside the exact band.
 *
 * <p>Fails unless the bound is within 0.05 nats an observation of the exact likelihood and the band covers 75 to 85 %; with
 * {@code --quick}, unless half of what there is to know beyond independent observations has been learnt.
 *
 * <p>Options: {@code --seed N}; {@code --out FOLDER} for the picture; {@code --threads N}; {@code --quick} for a small budget.
 */
public final class StochasticPaths {

    private static final String USAGE = "Usage: StochasticPaths [--seed N] [--out FOLDER] [--threads N] [--quick]";
    private static final OrnsteinUhlenbeck PROCESS = new OrnsteinUhlenbeck(1, StrictMath.sqrt(2), 0.4);
    /** Quantile of the standard normal distribution. */
    private static final double NINE_TENTHS = 1.2815515655446004;

    private static final int SEEN = 20;
    private static final int AHEAD = 5;
    private static final int CHUNKS = 2;
    private static final int CHUNK = 32;
    private static final OdeSolver NO_ODE = OdeSolver.dopri5(1e-3, 1e-3, 1000);

    private final PrintStream out;
    private final RandomKey key;
    private final boolean quick;
    private final int threads;
    private final LatentSde model = model(new SdeSolver(StochasticTableau.SRA1, 4, 2));
    /** With so many steps that the bound is that of continuous time. */
    private final LatentSde fine = model(new SdeSolver(StochasticTableau.SRA1, 16, 2));

    private final double[] values;

    private StochasticPaths(Arguments arguments, PrintStream out) {
        this.out = out;
        key = RandomKey.of(arguments.seed());
        quick = arguments.quick();
        threads = arguments.threads();
        values = model.initialValues(key.derive("values"));
    }

    private static LatentSde model(SdeSolver solver) {
        return new LatentSde(new LatentSdeOptions(
                1,
                new EncoderOptions(EncoderOptions.Cell.GRU, 16, 0, false, 0.3),
                new FieldOptions.Network(1, 8),
                24,
                new DecoderOptions(true, 0, Activation.TANH, Likelihood.gaussian()),
                new TimeFeatures(List.of()),
                solver,
                Double.POSITIVE_INFINITY));
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = StochasticPaths::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.ofTraining(words, Set.of(), Set.of());
        StochasticPaths example = new StochasticPaths(arguments, out);
        TrainingLines lines = new TrainingLines("latent SDE", err);
        example.train(lines);
        err.println(String.format(Locale.ROOT, "trained in %.1f s", lines.seconds()));
        boolean kept = example.compare().kept(err);
        arguments.path("--out").ifPresent(folder -> example.draw(folder, err));
        return kept;
    }

    /** Times and values of a series: what is seen, and what comes next. */
    private record Series(double[] times, double[] values) {

        static Series of(RandomKey key) {
            double[] times = new double[SEEN + AHEAD];
            for (int i = 1; i < times.length; i++) {
                times[i] = times[i - 1] + 0.05 + 0.5 * key.derive("wait").uniform(i);
            }
            return new Series(times, PROCESS.observe(times, key.derive("process")));
        }

        double[] seenTimes() {
            return Arrays.copyOf(times, SEEN);
        }

        double[] seenValues() {
            return Arrays.copyOf(values, SEEN);
        }

        Observations seen() {
            return Observations.merge(new double[][] {seenTimes()}, new double[][] {seenValues()});
        }

        Window ofSeen(RandomKey draw) {
            return new Window(seen(), seen(), draw);
        }
    }

    private static SequenceModel.Run newRun(LatentSde model, double[] parameters, int capacity) {
        return model.newRun(parameters, capacity, NO_ODE, CheckpointedAdjoint.standard());
    }

    /** New series in every iteration: the process is known, so that there are as many as one likes. */
    private void train(TrainingLines lines) {
        int iterations = quick ? 300 : 600;
        int batch = CHUNKS * CHUNK;
        Objective objective = Objective.of(CHUNKS, parameters -> {
            SequenceModel.Run run = newRun(model, parameters, CHUNK);
            return (iteration, chunk, gradient) -> {
                RandomKey own = key.derive("train").derive(iteration);
                List<Window> windows = IntStream.range(chunk * CHUNK, (chunk + 1) * CHUNK)
                        .mapToObj(i -> Series.of(own.derive(i))
                                .ofSeen(own.derive("draw").derive(i)))
                        .toList();
                return run.lossAndGradient(windows, 1, 1.0 / (batch * SEEN), gradient);
            };
        });
        TrainingOptions options = new TrainingOptions(iterations, 0.01, 1, threads, null);
        new TrainingLoop(options).run(objective, values, lines);
    }

    private Bars compare() {
        int count = quick ? 60 : 200;
        List<Series> test = IntStream.range(0, count)
                .mapToObj(i -> Series.of(key.derive("test").derive(i)))
                .toList();
        double exact = 0;
        double independent = 0;
        for (Series series : test) {
            exact += PROCESS.logLikelihood(series.seenTimes(), series.seenValues()) / (count * SEEN);
            independent += PROCESS.independentLogLikelihood(series.seenValues()) / (count * SEEN);
        }
        double bound = bound(test);
        double ours = covered(test);
        double kalman = coveredByKalman(test);
        double[] noise = model.noiseVariances(values, 0, test.get(0).ofSeen(key));
        out.println("Ornstein-Uhlenbeck process, " + SEEN + " observations a series; nats an observation");
        out.println(String.format(Locale.ROOT, "  exact likelihood, Kalman filter      %.4f", exact));
        out.println(String.format(Locale.ROOT, "  latent SDE, evidence lower bound     %.4f", bound));
        out.println(String.format(Locale.ROOT, "  gap                                  %.4f", exact - bound));
        out.println(String.format(Locale.ROOT, "  observations taken as independent    %.4f", independent));
        out.println(String.format(Locale.ROOT, "80 %% band of the next %d observations covers", AHEAD));
        out.println(String.format(Locale.ROOT, "  latent SDE                           %.1f %%", 100 * ours));
        out.println(String.format(Locale.ROOT, "  Kalman filter                        %.1f %%", 100 * kalman));
        out.println(String.format(
                Locale.ROOT, "deviation of the noise: %.3f (true: %.3f)", Math.sqrt(noise[0]), PROCESS.noise()));
        double gap = exact - bound;
        return quick
                ? new Bars().below("gap, against half of that of independence", gap, (exact - independent) / 2)
                : new Bars().within("gap", gap, -0.05, 0.05).within("coverage", 100 * ours, 75, 85);
    }

    /** The mean over several draws a series. */
    private double bound(List<Series> test) {
        int draws = quick ? 2 : 4;
        SequenceModel.Run run = newRun(fine, values, test.size());
        double sum = 0;
        for (int d = 0; d < draws; d++) {
            RandomKey own = key.derive("bound").derive(d);
            List<Window> windows = IntStream.range(0, test.size())
                    .mapToObj(i -> test.get(i).ofSeen(own.derive(i)))
                    .toList();
            sum -= run.lossAndGradient(windows, 1, 1, new double[values.length]);
        }
        return sum / (draws * test.size() * SEEN);
    }

    private double covered(List<Series> test) {
        int paths = quick ? 100 : 200;
        double[] parameters = values.clone();
        Window any = test.get(0).ofSeen(key);
        double white = model.noiseVariances(parameters, 0, any)[0];
        model.setNoiseVariances(parameters, 0, any, white, 0, 0);
        SequenceModel.Run run = newRun(model, parameters, paths);
        int inside = 0;
        for (int i = 0; i < test.size(); i++) {
            Series series = test.get(i);
            double[] ahead = Arrays.copyOfRange(series.times(), SEEN, SEEN + AHEAD);
            Window window = new Window(
                    series.seen(), Observations.at(ahead), key.derive("ahead").derive(i));
            double[][][] draws = new double[1][AHEAD][paths];
            run.sample(window, paths, new double[1][AHEAD][paths], draws);
            for (int k = 0; k < AHEAD; k++) {
                double value = series.values()[SEEN + k];
                inside += value >= quantile(draws[0][k], 0.1) && value <= quantile(draws[0][k], 0.9) ? 1 : 0;
            }
        }
        return (double) inside / (test.size() * AHEAD);
    }

    private static double quantile(double[] draws, double level) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        double at = level * (sorted.length - 1);
        int below = (int) at;
        return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }

    private static double coveredByKalman(List<Series> test) {
        int inside = 0;
        for (Series series : test) {
            OrnsteinUhlenbeck.Moments known = PROCESS.given(series.seenTimes(), series.seenValues(), series.times());
            for (int k = SEEN; k < SEEN + AHEAD; k++) {
                double spread = Math.sqrt(known.variances()[k] + PROCESS.noise() * PROCESS.noise());
                inside += Math.abs(series.values()[k] - known.means()[k]) <= NINE_TENTHS * spread ? 1 : 0;
            }
        }
        return (double) inside / (test.size() * AHEAD);
    }

    /** The process itself, between the observations of one series and after them. */
    private void draw(Path folder, PrintStream err) {
        Pages.create(folder);
        Series series = Series.of(key.derive("picture"));
        double end = Math.ceil(series.times()[SEEN - 1]) + 2;
        double[] fine =
                IntStream.rangeClosed(0, 160).mapToDouble(i -> end * i / 160).toArray();
        double[] grid = series.seen().withTimes(fine).times();
        int paths = 400;
        double[][][] means = new double[1][grid.length][paths];
        newRun(model, values, paths)
                .sample(
                        new Window(series.seen(), Observations.at(grid), key.derive("drawn")),
                        paths,
                        means,
                        new double[1][grid.length][paths]);
        OrnsteinUhlenbeck.Moments exact = PROCESS.given(series.seenTimes(), series.seenValues(), grid);
        double[] lower = new double[grid.length];
        double[] upper = new double[grid.length];
        double[] exactLower = new double[grid.length];
        double[] exactUpper = new double[grid.length];
        for (int i = 0; i < grid.length; i++) {
            lower[i] = quantile(means[0][i], 0.1);
            upper[i] = quantile(means[0][i], 0.9);
            double spread = NINE_TENTHS * Math.sqrt(exact.variances()[i]);
            exactLower[i] = exact.means()[i] - spread;
            exactUpper[i] = exact.means()[i] + spread;
        }
        PathPicture picture = new PathPicture("A latent SDE between and after observations", "time", 0, end, -3.2, 3.2)
                .legend(
                        "80 % of its paths", "#cfe0f3",
                        "six of them", "#7fa8d6",
                        "exact 80 % (dashed)", "#b0413e",
                        "observations", "#222")
                .band(grid, lower, upper, "#cfe0f3");
        for (int p = 0; p < 6; p++) {
            int path = 2 * p;
            double[] one = Arrays.stream(means[0]).mapToDouble(at -> at[path]).toArray();
            picture.curve(grid, one, "#7fa8d6", 0.8, "");
        }
        picture.curve(grid, exactLower, "#b0413e", 1.4, "5 4")
                .curve(grid, exactUpper, "#b0413e", 1.4, "5 4")
                .dots(series.seenTimes(), series.seenValues(), "#222");
        AtomicFile.write(folder.resolve("stochastic-paths.svg"), picture::write);
        err.println("wrote stochastic-paths.svg in " + folder);
    }
}
