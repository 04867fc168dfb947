package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sampling from a latent ODE, and that it learns. */
class LatentOdeRunTest {

    private static final LatentOdeOptions OPTIONS =
            Shapes.modal(2, 2, 2, 6, 6, 4, new TimeFeatures(List.of(new TimeFeatures.Cycle(6.3, 2))));
    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-3, 1e-3, 10_000);
    private static final double[] AHEAD = {0.2, 0.9, 1, 1.3, 2, 4};

    private final LatentOde model = new LatentOde(OPTIONS);
    private final double[] values = model.initialValues(RandomKey.of(3));
    private final Window window = new Window(
            Observations.merge(
                    new double[][] {{0, 0.1, 0.4, 0.9}, {0.1, 0.5}}, new double[][] {{1, 0.5, -1, 0.2}, {2, -0.3}}),
            Observations.at(AHEAD),
            RandomKey.of(7).derive("series"));

    private record Paths(double[][][] means, double[][][] draws) {}

    private LatentOdeRun run(double[] at, int capacity) {
        return model.newRun(at, capacity, SOLVER, CheckpointedAdjoint.standard());
    }

    private static Paths sample(LatentOdeRun run, Window w, int paths) {
        int times = w.targets().size();
        Paths p = new Paths(new double[2][times][paths], new double[2][times][paths]);
        run.sample(w, paths, p.means(), p.draws());
        return p;
    }

    private static void assertSamePaths(Paths expected, Paths found, int paths) {
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < AHEAD.length; i++) {
                for (int p = 0; p < paths; p++) {
                    assertEquals(expected.means()[c][i][p], found.means()[c][i][p]);
                    assertEquals(expected.draws()[c][i][p], found.draws()[c][i][p]);
                }
            }
        }
    }

    @Test
    void aPathDependsOnItsKeyAndNotOnHowManyThereAre() {
        LatentOdeRun run = run(values, 70);
        Paths all = sample(run, window, 70);
        assertSamePaths(all, sample(run, window, 1), 1);
        assertSamePaths(all, sample(run, window, 17), 17);
        assertSamePaths(all, sample(run(values, 3), window, 3), 3);
        assertSamePaths(all, sample(run, window, 70), 70);
        Paths other = sample(run, new Window(window.context(), window.targets(), RandomKey.of(8)), 1);
        assertTrue(all.draws()[0][0][0] != other.draws()[0][0][0]);
        assertTrue(all.means()[0][0][0] != all.means()[0][0][1], "each path has a start of its own");
    }

    @Test
    void laterTargetsDoNotChangeEarlierDraws() {
        Paths all = sample(run(values, 4), window, 4);
        Window shorter = new Window(window.context(), window.targets().slice(0, 4), window.key());
        Paths some = sample(run(values, 4), shorter, 4);
        for (int i = 0; i < 4; i++) {
            double step = all.draws()[1][i][2] - all.means()[1][i][2];
            assertEquals(step, some.draws()[1][i][2] - some.means()[1][i][2], 1e-14);
        }
    }

    @Test
    void drawsSpreadAsTheLikelihoodSays() {
        double[] set = values.clone();
        model.setNoiseVariances(set, 0, window, 0.04, 0.5, 0.3);
        model.setNoiseVariances(set, 1, window, 4, 0, 0);
        double[] read = model.noiseVariances(set, 0, window);
        assertEquals(0.04, read[0], 1e-15);
        assertEquals(0.5, read[1], 1e-15);
        assertEquals(0.3, read[2], 1e-15);
        assertEquals(1e-12, model.noiseVariances(set, 1, window)[2], 1e-24, "never quite zero, to stay a logarithm");
        int n = 4000;
        Paths p = sample(run(set, n), window, n);
        for (int i = 0; i < AHEAD.length; i++) {
            double lead = Math.max(0, AHEAD[i] - 0.9);
            double expected = 0.04 + 0.5 * lead + 0.3 * lead * lead;
            assertEquals(expected, spread(p, 0, i), 5 * expected * Math.sqrt(2.0 / n), "lead " + lead);
            assertEquals(4, spread(p, 1, i), 5 * 4 * Math.sqrt(2.0 / n));
        }
    }

    private static double spread(Paths p, int channel, int time) {
        double[] means = p.means()[channel][time];
        double[] draws = p.draws()[channel][time];
        return IntStream.range(0, means.length)
                        .mapToDouble(k -> (draws[k] - means[k]) * (draws[k] - means[k]))
                        .sum()
                / means.length;
    }

    @Test
    void nothingAskedForIsNothingGiven() {
        Window none = new Window(window.context(), Observations.at(), window.key());
        assertEquals(0, sample(run(values, 2), none, 2).means()[0].length);
    }

    @Test
    void optionsAreChecked() {
        assertMessage("channels must be at least 1: 0", () -> Shapes.plain(0, 1, Likelihood.gaussian()));
        assertMessage("latent size must be at least 1: 0", () -> Shapes.plain(1, 0, Likelihood.gaussian()));
        assertMessage("modes must be at least 1: 0", () -> new FieldOptions.Modes(0, 0, 1, 1, 1));
        assertMessage(
                "frequencies must be positive and in order: slowest 2.0, fastest 1.0",
                () -> new FieldOptions.Modes(0, 1, 1, 2, 1));
        assertMessage(
                "a decoder needs a linear part, a network, or both",
                () -> new DecoderOptions(false, 0, Activation.TANH, Likelihood.gaussian()));
        assertMessage("the deviation must be positive: 0.0", () -> Likelihood.gaussian(0));
        assertEquals(9, new FieldOptions.Modes(3, 3, 1, 1, 1).latentSize());
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    /** Eight sine waves of different phase, the first half read, all of it asked for. */
    private static Window sine(int series) {
        double[] t = new double[24];
        double[] v = new double[24];
        for (int i = 0; i < 24; i++) {
            t[i] = (i + 0.8 * RandomKey.of(series).uniform(i)) / 12;
            v[i] = StrictMath.sin(5 * t[i] + series * Math.PI / 4);
        }
        Observations all = Observations.merge(new double[][] {t}, new double[][] {v});
        return new Window(all.slice(0, 12), all, RandomKey.of(series));
    }

    @Test
    void eightSinesAreLearntInShortTime() {
        LatentOde small = new LatentOde(Shapes.modal(1, 2, 2, 16, 12, 0, new TimeFeatures(List.of())));
        double[] at = small.initialValues(RandomKey.of(1));
        List<Window> windows =
                IntStream.range(0, 8).mapToObj(LatentOdeRunTest::sine).toList();
        Objective objective = Objective.of(1, parameters -> {
            LatentOdeRun run = small.newRun(parameters, 8, SOLVER, CheckpointedAdjoint.standard());
            return (iteration, chunk, gradient) -> run.lossAndGradient(windows, 0.01, 1 / (8 * 24.0), gradient);
        });
        double[] losses = new double[150];
        new TrainingLoop(new TrainingOptions(150, 0.02, 1, 1, null)).run(objective, at, progress -> {
            losses[progress.iteration() - 1] = progress.loss();
            return true;
        });
        double end = Arrays.stream(losses, 140, 150).average().orElseThrow();
        // ln σ + ½ + ½ ln 2π: a fit to within 0.1 has −0.9, no fit at all 1.07.
        assertTrue(losses[0] > 0.9, "first loss " + losses[0]);
        assertTrue(end < 0.2, "last loss " + end);
    }
}
