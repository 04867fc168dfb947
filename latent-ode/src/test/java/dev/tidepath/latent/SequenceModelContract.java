package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every sequence model keeps to. */
abstract class SequenceModelContract {

    private static final OdeSolver FIXED = new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(2), 1000);
    private static final OdeSolver ADAPTIVE = OdeSolver.dopri5(1e-3, 1e-4, 10_000);
    private static final TimeFeatures NONE = new TimeFeatures(List.of());
    private static final TimeFeatures YEAR = new TimeFeatures(List.of(new TimeFeatures.Cycle(6.3, 2)));

    private final SequenceModel model = model(2, YEAR, Likelihood.gaussian());
    private final double[] values = shaken(model, 3);
    private final List<Window> chunk =
            List.of(window(1, 3, 0, 2), window(0, 7, 4, 5), window(2, 1, 6, 0), window(3, 1, 0, 3));

    /** The model under test, with a state of a few features. */
    abstract SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood);

    /** What each series is subject to; what the first is does not change. */
    Conditions conditions(int series) {
        return Conditions.none();
    }

    /** Whether predictions within the context depend on earlier observations only. */
    boolean causal() {
        return true;
    }

    /** Whether a block is learnt, and not set by a calibration alone. */
    boolean isLearnt(Parameters.Block block) {
        return true;
    }

    /** Whether so short a training teaches to go on with a sine; a drift that starts without any rotation does not learn it. */
    boolean goesOnWithSines() {
        return true;
    }

    /** Away from the initial values, where some parameters may have no effect yet. */
    private static double[] shaken(SequenceModel model, int seed) {
        double[] values = model.initialValues(RandomKey.of(seed));
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.1 * RandomKey.of(seed).derive("shaken").gaussian(i);
        }
        return values;
    }

    /** Two channels of so many observations over a unit of time; all of them asked for, and the first channel beyond. */
    private Window window(int series, int first, int second, int later) {
        RandomKey key = RandomKey.of(11).derive(series);
        double[][] times = {times(key.derive("a"), first), times(key.derive("b"), second)};
        double[][] seen = {values(key.derive("c"), first), values(key.derive("d"), second)};
        double[][] all = {times(key.derive("a"), first + later), times[1]};
        for (int i = 0; i < first + later; i++) {
            all[0][i] = i < first ? times[0][i] : 1 + (i - first + key.uniform(i)) / 3;
        }
        double[][] asked = {values(key.derive("c"), first + later), seen[1]};
        return new Window(Observations.merge(times, seen), Observations.merge(all, asked), key)
                .under(conditions(series));
    }

    private static double[] times(RandomKey key, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> (i + 0.9 * key.uniform(i)) / n)
                .toArray();
    }

    private static double[] values(RandomKey key, int n) {
        return IntStream.range(0, n).mapToDouble(key::gaussian).toArray();
    }

    private SequenceModel.Run run(int capacity) {
        return model.newRun(values, capacity, ADAPTIVE, CheckpointedAdjoint.standard());
    }

    private void assertGradient(SequenceModel checked) {
        double[] at = shaken(checked, 5);
        double[] gradient = new double[at.length];
        SequenceModel.Run run = checked.newRun(at, chunk.size(), FIXED, CheckpointedAdjoint.standard());
        run.lossAndGradient(chunk, 0.7, 0.1, gradient);
        for (Parameters.Block block : checked.parameters().blocks()) {
            assertEquals(
                    isLearnt(block),
                    Differences.largest(block, gradient) > 1e-4,
                    block.name() + " has an effect if it is learnt");
        }
        List<Parameters.Block> learnt =
                checked.parameters().blocks().stream().filter(this::isLearnt).toList();
        Differences.assertAgree(learnt, at, gradient, run, chunk, 1e-6);
    }

    @Test
    void gradientAgreesWithDifferencesBlockByBlock() {
        assertGradient(model);
    }

    @Test
    void gradientWithoutTimeFeaturesAndWithKnownNoiseAgrees() {
        assertGradient(model(2, NONE, Likelihood.gaussian(0.3)));
    }

    @Test
    void aWindowsMeansAreTheSameBitsAloneAndAmongOthers() {
        SequenceModel.Run run = run(40);
        List<Window> many =
                IntStream.range(0, 40).mapToObj(i -> chunk.get(i % 4)).toList();
        Matrix together = run.means(many);
        int column = 0;
        for (Window window : many) {
            Matrix alone = run.means(List.of(window));
            assertEquals(window.targets().size(), alone.batch());
            for (int i = 0; i < alone.batch(); i++) {
                for (int c = 0; c < 2; c++) {
                    assertEquals(alone.get(c, i), together.get(c, column));
                }
                column++;
            }
        }
        assertEquals(column, together.batch());
    }

    @Test
    void aChunksLossIsTheSumOfItsWindows() {
        SequenceModel.Run run = run(4);
        double[] gradient = new double[values.length];
        double[] sum = new double[values.length];
        double together = run.lossAndGradient(chunk, 0.7, 1, gradient);
        double apart = 0;
        for (Window w : chunk) {
            apart += run.lossAndGradient(List.of(w), 0.7, 1, sum);
        }
        assertEquals(apart, together, 1e-12 * Math.abs(apart));
        for (int k = 0; k < sum.length; k++) {
            assertEquals(sum[k], gradient[k], 1e-9 * (1 + Math.abs(sum[k])));
        }
    }

    @Test
    void repeatedPassesGiveTheSameBytes() {
        SequenceModel.Run run = run(4);
        double[] first = new double[values.length];
        double[] again = new double[values.length];
        double loss = run.lossAndGradient(chunk, 1, 1, first);
        run.means(chunk.subList(0, 2));
        assertEquals(loss, run.lossAndGradient(chunk, 1, 1, again));
        assertArrayEquals(first, again);
    }

    @Test
    void whatIsObservedNowOrLaterDoesNotChangeAPrediction() {
        assumeTrue(causal());
        Window window = chunk.get(1);
        Observations context = window.context();
        Matrix before = run(1).means(List.of(window));
        double cut = context.time(context.size() / 2);
        Observations changed = context.converted((t, c, v) -> t >= cut ? v + 1 : v);
        Matrix after = run(1).means(List.of(new Window(changed, window.targets(), window.key(), window.lastSeen())));
        for (int i = 0; i < before.batch(); i++) {
            for (int c = 0; c < 2; c++) {
                if (window.targets().time(i) <= cut) {
                    assertEquals(before.get(c, i), after.get(c, i));
                } else {
                    assertNotEquals(before.get(c, i), after.get(c, i));
                }
            }
        }
    }

    @Test
    void nothingAskedForIsNothingGiven() {
        Window none = new Window(chunk.get(0).context(), Observations.at(), RandomKey.of(1)).under(conditions(1));
        assertEquals(0, run(2).means(List.of(none, none)).batch());
        run(1).sample(none, 1, new double[2][0][1], new double[2][0][1]);
        double[] gradient = new double[values.length];
        assertEquals(0, run(1).lossAndGradient(List.of(none), 0, 1, gradient));
    }

    @Test
    void pathsDependOnTheirKeysAndNotOnHowManyThereAre() {
        Window window = chunk.get(1);
        int targets = window.targets().size();
        double[][][] draws = new double[2][targets][9];
        double[][][] fewer = new double[2][targets][3];
        run(9).sample(window, 9, new double[2][targets][9], draws);
        run(3).sample(window, 3, new double[2][targets][3], fewer);
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < targets; i++) {
                for (int p = 0; p < 3; p++) {
                    assertEquals(draws[c][i][p], fewer[c][i][p]);
                }
                assertNotEquals(draws[c][i][0], draws[c][i][1]);
            }
        }
    }

    @Test
    void noiseVariancesAreThoseThatWereSet() {
        double[] set = values.clone();
        model.setNoiseVariances(set, 1, chunk.get(1), 0.04, 0.5, 0.3);
        double[] read = model.noiseVariances(set, 1, chunk.get(1));
        assertEquals(0.04, read[0], 1e-15);
        assertEquals(0.5, read[1], 1e-15);
        assertEquals(0.3, read[2], 1e-15);
    }

    /** Sine waves of different phase, the first half read, all of it asked for. */
    private Window sine(int series) {
        double[] t = times(RandomKey.of(series), 24);
        double[] v = new double[24];
        for (int i = 0; i < 24; i++) {
            v[i] = StrictMath.sin(10 * t[i] + series * Math.PI / 4);
        }
        Observations all = Observations.merge(new double[][] {t}, new double[][] {v});
        return new Window(all.slice(0, 12), all, RandomKey.of(series)).under(conditions(0));
    }

    @Test
    void sinesAreForetoldBetterThanByTheirMean() {
        assumeTrue(goesOnWithSines());
        SequenceModel small = model(1, NONE, Likelihood.gaussian());
        double[] at = small.initialValues(RandomKey.of(1));
        List<Window> windows = IntStream.range(0, 8).mapToObj(this::sine).toList();
        Objective objective = Objective.of(1, parameters -> {
            SequenceModel.Run run = small.newRun(parameters, 8, ADAPTIVE, CheckpointedAdjoint.standard());
            return (iteration, chunk, gradient) -> run.lossAndGradient(windows, 0.01, 1 / (8 * 24.0), gradient);
        });
        new TrainingLoop(new TrainingOptions(200, 0.02, 1, 1, null)).run(objective, at, progress -> true);
        Matrix means =
                small.newRun(at, 8, ADAPTIVE, CheckpointedAdjoint.standard()).means(windows);
        double ofModel = 0;
        double ofMean = 0;
        for (int b = 0; b < 8; b++) {
            for (int i = 12; i < 24; i++) {
                double value = windows.get(b).targets().value(i);
                ofModel += (value - means.get(0, 24 * b + i)) * (value - means.get(0, 24 * b + i));
                ofMean += value * value;
            }
        }
        double share = ofModel / ofMean;
        assertTrue(share < 0.5, "squared error by that of the mean: " + share);
    }
}
