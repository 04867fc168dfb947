package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.ode.Context;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maps of scores by flows. */
class ScoreFlowTest {

    private static final int UNITS = 5;

    private static double[] weights(int channels, long seed, double size) {
        double[] weights = new ScoreDensity(channels, UNITS, false).layout().initialValues(RandomKey.of(seed));
        for (int i = 0; i < weights.length; i++) {
            weights[i] += size * RandomKey.of(seed).gaussian(i);
        }
        return weights;
    }

    private static ScoreFlow flow(int channels, double size) {
        return flow(channels, size, false);
    }

    private static ScoreFlow flow(int channels, double size, boolean keepsMedian) {
        return ScoreFlow.of(new ScoreFlow.State(
                channels, UNITS, keepsMedian, List.of(weights(channels, 1, size), weights(channels, 2, size))));
    }

    /** The mean of what is the same at every score is no other number. */
    @Test
    void theMeanOfOneValueIsThatValue() {
        ScoreMap[][] maps = {{flow(1, 0.7).map(0, 0.5, Widening.NONE)}};
        for (double value : new double[] {3, 0.1, -7.3, 1e300, 0}) {
            Predictive one = new SampledPredictive(new double[][] {{value}}, new double[][][] {{{value, value}}});
            BlendPredictive blend = new BlendPredictive(List.of(one), new double[][] {{1}}, maps, List.of(Domain.REAL));
            assertEquals(value, blend.mean(0, 0), 0);
        }
    }

    @Test
    void withoutTrainingIntervalsAreWidenedOnly() {
        Widening widening = new Widening(1.2, 1.5);
        ScoreMap map = flow(1, 0).map(7, 0.37, widening);
        for (double z : new double[] {-30, -4, -2.01, 0, 0.3, 1.9, 5}) {
            assertEquals(widening.apply(z), map.apply(z), 1e-12);
        }
        assertFalse(map.keepsMean());
    }

    @Test
    void mediansStayWhereTheyAreToBeKept() {
        ScoreFlow flow = flow(2, 0.7, true);
        for (double share : new double[] {0, 0.33, 1}) {
            assertEquals(0, flow.map(1, share, new Widening(1.2, 1.5)).apply(0), 0);
        }
    }

    @Test
    void scoresKeepTheirOrder() {
        ScoreMap map = flow(2, 0.7).map(1, 0.4, Widening.NONE);
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -10; z <= 10; z += 0.01) {
            assertTrue(map.apply(z) > before, "at " + z);
            before = map.apply(z);
        }
    }

    /** Solved anew at leads and scores that are not in the table; of the table, a hundredth of a deviation comes of straight lines. */
    @Test
    void theMapIsTheMeanOfThoseOfTheFlows() {
        ScoreFlow flow = flow(2, 0.3);
        ScoreDensity density = new ScoreDensity(2, UNITS, false);
        try (WorkerPool pool = new WorkerPool("test", 1)) {
            for (double share : new double[] {0, 0.21, 0.77, 1}) {
                Matrix scores = Matrix.zeros(1, 3);
                Matrix conditions = density.conditions(3);
                for (int b = 0; b < 3; b++) {
                    scores.set(0, b, 1.3 * b - 1.57);
                    density.condition(conditions, b, share, 1);
                }
                double[] mean = new double[3];
                for (double[] own : flow.state().weights()) {
                    Matrix mapped = density.flow().fromBase(own, scores, Context.of(conditions), 1, pool);
                    for (int b = 0; b < 3; b++) {
                        mean[b] += mapped.get(0, b) / 2;
                    }
                }
                for (int b = 0; b < 3; b++) {
                    double found = flow.map(1, share, Widening.NONE).apply(scores.get(0, b));
                    assertEquals(mean[b], found, 0.01, "share " + share);
                }
            }
        }
    }

    @Test
    void beyondTheHorizonNothingChanges() {
        ScoreFlow flow = flow(1, 0.7);
        assertEquals(
                flow.map(0, 1, Widening.NONE).apply(0.8),
                flow.map(0, 3, Widening.NONE).apply(0.8));
        assertTrue(Math.abs(flow.map(0, 0, Widening.NONE).apply(0.8)
                        - flow.map(0, 1, Widening.NONE).apply(0.8))
                > 1e-3);
    }

    @Test
    void channelsHaveTheirOwn() {
        ScoreFlow flow = flow(3, 0.7);
        assertTrue(flow.fits(3) && !flow.fits(2) && flow(1, 0).fits(7));
        List<Double> found = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            found.add(flow.map(c, 0.5, Widening.NONE).apply(0.5));
        }
        assertEquals(3, found.stream().distinct().count());
    }

    @Test
    void weightsAreThoseOfTheNetwork() {
        ScoreFlow.State none = new ScoreFlow.State(1, UNITS, false, List.of());
        ScoreFlow.State other = new ScoreFlow.State(2, UNITS, false, List.of(weights(1, 1, 0)));
        ScoreFlow.State wild = new ScoreFlow.State(1, UNITS, false, List.of(weights(1, 1, 1e300)));
        assertThrows(IllegalArgumentException.class, () -> ScoreFlow.of(none));
        assertThrows(IllegalArgumentException.class, () -> ScoreFlow.of(other));
        assertThrows(IllegalArgumentException.class, () -> ScoreFlow.of(wild));
    }
}
