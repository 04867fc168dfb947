package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A known rate of observations and known classes are found again. */
class BoundTermsLearningTest {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-3, 1e-4, 10_000);
    private static final TimeFeatures NONE = new TimeFeatures(List.of());
    private static final double END = 4;

    private static LatentOdeRun trained(
            LatentOde model, List<Window> windows, int iterations, double rate, int capacity) {
        double[] at = model.initialValues(RandomKey.of(1));
        int n = windows.size();
        Objective objective = Objective.of(1, parameters -> {
            LatentOdeRun run = model.newRun(parameters, n, SOLVER, CheckpointedAdjoint.standard());
            return (iteration, chunk, gradient) -> {
                List<Window> drawn =
                        windows.stream().map(w -> redrawn(w, iteration)).toList();
                return run.lossAndGradient(drawn, 0.01, 1.0 / n, gradient);
            };
        });
        new TrainingLoop(new TrainingOptions(iterations, rate, 10, 1, null)).run(objective, at, progress -> true);
        return model.newRun(at, capacity, SOLVER, CheckpointedAdjoint.standard());
    }

    /** With fresh noise in every iteration. */
    private static Window redrawn(Window w, long iteration) {
        RandomKey key = w.key().derive(iteration);
        return new Window(w.context(), w.targets(), key, w.lastSeen(), w.conditions(), w.label());
    }

    private static double rate(double t) {
        return 8 + 6 * StrictMath.sin(Math.PI * t);
    }

    /** The times of an inhomogeneous Poisson process on [0, END], by thinning; all values are alike. */
    private static Window events(int series) {
        RandomKey key = RandomKey.of(5).derive(series);
        double[] times = new double[200];
        int n = 0;
        double t = 0;
        for (int i = 0; ; i++) {
            t -= StrictMath.log(1 - key.derive("wait").uniform(i)) / 14;
            if (t > END) {
                break;
            }
            if (14 * key.derive("kept").uniform(i) < rate(t)) {
                times[n++] = t;
            }
        }
        Observations seen = Observations.merge(new double[][] {Arrays.copyOf(times, n)}, new double[1][n]);
        return new Window(Observations.at(0), seen.withTimes(0, END), key);
    }

    @Test
    void aKnownRateIsRecovered() {
        LatentOde model = new LatentOde(new LatentOdeOptions(
                        1,
                        new EncoderOptions(EncoderOptions.Cell.GRU, 4, 0, false, 0.1),
                        new FieldOptions.Modes(0, 1, 8, 2, 5),
                        new DecoderOptions(true, 0, Activation.TANH, Likelihood.gaussian(1)),
                        NONE)
                .withIntensity(new IntensityOptions(0, 1)));
        List<Window> windows =
                IntStream.range(0, 60).mapToObj(BoundTermsLearningTest::events).toList();
        LatentOdeRun run = trained(model, windows, 250, 0.03, 1);
        double[] grid =
                IntStream.range(0, 400).mapToDouble(i -> END * (i + 0.5) / 400).toArray();
        Matrix found = run.intensities(List.of(new Window(Observations.at(0), Observations.at(grid), RandomKey.of(1))));
        double apart = 0;
        double all = 0;
        for (int i = 0; i < grid.length; i++) {
            apart += Math.abs(found.get(0, i) - rate(grid[i]));
            all += rate(grid[i]);
        }
        assertTrue(apart < 0.08 * all, "integrated error " + apart / all);
    }

    /** Oscillators of class 1 are damped; 12 to 20 observations over two units of time with noise of 0.1. */
    private static Window oscillator(int series) {
        RandomKey key = RandomKey.of(6).derive(series);
        int n = 12 + key.below(0, 9);
        double omega = 5 + 3 * key.uniform(1);
        double phase = 2 * Math.PI * key.uniform(2);
        double decay = series % 2 == 0 ? 0 : 1;
        double[] t = new double[n];
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = 2 * (i + 0.9 * key.derive("time").uniform(i)) / n;
            v[i] = StrictMath.exp(-decay * t[i]) * StrictMath.cos(omega * t[i] + phase)
                    + 0.1 * key.derive("noise").gaussian(i);
        }
        Observations all = Observations.merge(new double[][] {t}, new double[][] {v});
        return new Window(all, all, key).labelled(series % 2);
    }

    @Test
    void dampedOscillatorsAreToldFromUndampedOnes() {
        LatentOde model = new LatentOde(Shapes.modal(1, 2, 1, 16, 8, 0, NONE).withClasses(new ClassOptions(2, 8, 10)));
        List<Window> windows = IntStream.range(0, 80)
                .mapToObj(BoundTermsLearningTest::oscillator)
                .toList();
        LatentOdeRun run = trained(model, windows, 150, 0.02, 100);
        Matrix found = run.classProbabilities(IntStream.range(100, 200)
                .mapToObj(BoundTermsLearningTest::oscillator)
                .toList());
        int right = 0;
        for (int b = 0; b < 100; b++) {
            right += found.get(b % 2, b) > 0.5 ? 1 : 0;
        }
        assertTrue(right >= 90, "right of 100: " + right);
    }
}
