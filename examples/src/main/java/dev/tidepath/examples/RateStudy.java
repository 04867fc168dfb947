package dev.tidepath.examples;

import dev.tidepath.latent.DecoderOptions;
import dev.tidepath.latent.EncoderOptions;
import dev.tidepath.latent.FieldOptions;
import dev.tidepath.latent.IntensityOptions;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.latent.LatentOdeOptions;
import dev.tidepath.latent.LatentOdeRun;
import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.latent.Window;
import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A latent ODE that is told nothing but when events of many series of one known rate were, and gives that rate back. */
final class RateStudy {

    /** How many series there are, and how long is trained. */
    record Budget(int series, int iterations) {

        static final Budget FULL = new Budget(500, 600);
        static final Budget QUICK = new Budget(100, 240);
    }

    /**
     * What came back; errors are {@code ∫ |λ̂ − λ| dt / ∫ λ dt}.
     *
     * @param rate the true one
     * @param events of all series
     * @param found the mean of the rate over the posterior, at {@link KnownRate#grid}
     * @param error of that
     * @param alongMean error of the rate along the path of the posterior's mean
     * @param histogram error of a histogram of all events
     */
    record Figures(KnownRate rate, int events, double[] found, double error, double alongMean, double histogram) {}

    /**
     * The likelihood is a sum over the whole stretch: its error has to stay small beside one nat, or training finds paths on
     * which the solver is wrong.
     */
    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-5, 1e-5, 10_000);

    private static final Adjoint ADJOINT = CheckpointedAdjoint.fullMemory();
    private static final int CHUNKS = 2;
    private static final int CHUNK = 25;
    private static final int DRAWS = 200;
    private static final int BARS = 20;

    private final KnownRate rate;
    private final Budget budget;
    private final RandomKey key;
    private final List<double[]> series;
    private final List<Observations> targets;
    private final LatentOde model = new LatentOde(new LatentOdeOptions(
                    1,
                    new EncoderOptions(EncoderOptions.Cell.GRU, 4, 0, false, 0.1),
                    new FieldOptions.Modes(0, 2, 16, 1, 6),
                    new DecoderOptions(true, 0, Activation.TANH, Likelihood.gaussian(1)),
                    new TimeFeatures(List.of()))
            .withIntensity(new IntensityOptions(0, 1)));
    private final double[] values;

    RateStudy(KnownRate rate, Budget budget, long seed) {
        this.rate = rate;
        this.budget = budget;
        key = RandomKey.of(seed).derive("rates").derive(rate.label());
        series = IntStream.range(0, budget.series())
                .mapToObj(i -> rate.draw(key.derive("series").derive(i)))
                .toList();
        targets = series.stream().map(RateStudy::watched).toList();
        values = model.initialValues(key.derive("values"));
    }

    /** Events without a size, watched for from the beginning to the end. */
    private static Observations watched(double[] times) {
        return Observations.merge(new double[][] {times}, new double[1][times.length])
                .withTimes(0, KnownRate.END);
    }

    /** Nothing is read but that watching began: what is inferred is what all series share. */
    private static Window window(Observations asked, RandomKey draw) {
        return new Window(Observations.at(0), asked, draw);
    }

    void train(int threads, TrainingListener listener) {
        int batch = CHUNKS * CHUNK;
        Objective objective = Objective.of(CHUNKS, parameters -> {
            LatentOdeRun run = model.newRun(parameters, CHUNK, SOLVER, ADJOINT);
            return (iteration, chunk, gradient) -> {
                RandomKey draws = key.derive("draws").derive(iteration);
                int first = iteration * batch + chunk * CHUNK;
                List<Window> windows = IntStream.range(first, first + CHUNK)
                        .mapToObj(i -> window(targets.get(i % targets.size()), draws.derive(i)))
                        .toList();
                return run.lossAndGradient(windows, 1, 1.0 / batch, gradient);
            };
        });
        new TrainingLoop(new TrainingOptions(budget.iterations(), 0.02, 10, threads, null))
                .run(objective, values, listener);
    }

    Figures measure() {
        LatentOdeRun run = model.newRun(values, DRAWS, SOLVER, ADJOINT);
        Window asked = window(Observations.at(KnownRate.grid()), key.derive("asked"));
        double[] found = row(run.intensities(asked, DRAWS));
        double[] alongMean = row(run.intensities(List.of(asked)));
        return new Figures(
                rate,
                series.stream().mapToInt(t -> t.length).sum(),
                found,
                rate.error(found),
                rate.error(alongMean),
                rate.error(histogram()));
    }

    private static double[] row(Matrix rates) {
        return Arrays.copyOf(rates.row(0), rates.batch());
    }

    private double[] histogram() {
        double[] bars = new double[BARS];
        for (double[] times : series) {
            for (double t : times) {
                bars[Math.min(BARS - 1, (int) (t / KnownRate.END * BARS))]++;
            }
        }
        double each = series.size() * KnownRate.END / BARS;
        return Arrays.stream(KnownRate.grid())
                .map(t -> bars[(int) (t / KnownRate.END * BARS)] / each)
                .toArray();
    }
}
