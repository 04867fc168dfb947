package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import dev.tidepath.train.TrainingListener;
import org.junit.jupiter.api.Test;

/** Whether and what is learnt of scores whose distribution is known. */
class ScoreTrainingTest {

    private static final RandomKey KEY = RandomKey.of(7);

    private interface Draw {
        double score(double share, RandomKey key, int point);
    }

    private static ScoreTraining of(int forecasts, int points, int threads, Draw draw) {
        ScoreTraining training = new ScoreTraining(1, KEY, threads);
        for (int f = 0; f < forecasts; f++) {
            for (int i = 0; i < points; i++) {
                double share = (i + 1.0) / points;
                training.add(new Scored(f, f, 0, share, draw.score(share, KEY.derive(f), i)));
            }
        }
        return training;
    }

    private static ScoreTraining.Learnt learn(ScoreTraining training, TrainingListener listener) {
        return training.learn(new StopOnce(listener));
    }

    /** Normal in the first half of the horizon, then an exponential variable less its mean. */
    private static double skewed(double share, RandomKey key, int point) {
        return share <= 0.5 ? key.gaussian(point) : -StrictMath.log(key.uniform(point)) - 1;
    }

    @Test
    void aShapeThatChangesWithTheLeadIsLearntTheSameOnAnyNumberOfThreads() {
        ScoreTraining.Learnt one = learn(of(150, 8, 1, ScoreTrainingTest::skewed), TrainingListener.silent());
        ScoreFlow flow = one.flow().orElseThrow(() -> new AssertionError(one.told()));
        ScoreMap end = flow.map(0, 1, Widening.NONE);
        ScoreMap start = flow.map(0, 0.125, Widening.NONE);
        assertFalse(flow.state().keepsMedian());
        assertTrue(end.apply(-2) > -1.3, "the least is −1: " + end.apply(-2));
        assertEquals(-StrictMath.log(0.5) - 1, end.apply(0), 0.15);
        assertEquals(-StrictMath.log(0.0227501319) - 1, end.apply(2), 0.5);
        assertEquals(-2, start.apply(-2), 0.35);
        ScoreTraining.Learnt two = learn(of(150, 8, 2, ScoreTrainingTest::skewed), TrainingListener.silent());
        assertEquals(one.told(), two.told());
        for (int k = 0; k < 3; k++) {
            assertArrayEquals(
                    flow.state().weights().get(k),
                    two.flow().orElseThrow().state().weights().get(k),
                    0);
        }
    }

    /** Of many forecasts the errors are small and about zero, of a fifth large and above: pooled, the median is above zero. */
    private static double quietOrNot(RandomKey key, int point) {
        boolean isLoud = key.derive("loud").uniform(0) < 0.2;
        return isLoud ? 2 + 0.5 * key.gaussian(point) : 0.1 * key.gaussian(point);
    }

    @Test
    void mediansThatWouldNotComeNearerAreKept() {
        ScoreTraining.Learnt learnt =
                learn(of(150, 8, 2, (share, key, point) -> quietOrNot(key, point)), TrainingListener.silent());
        ScoreFlow flow = learnt.flow().orElseThrow(() -> new AssertionError(learnt.told()));
        assertTrue(flow.state().keepsMedian() && learnt.told().startsWith("keeps medians and gains "), learnt.told());
        assertEquals(0, flow.map(0, 0.4, Widening.NONE).apply(0), 0);
        assertTrue(flow.map(0, 0.4, Widening.NONE).apply(1.3) > 1.5, "the loud ones are above");
    }

    @Test
    void ofNormalScoresNothingIsLearnt() {
        ScoreTraining.Learnt learnt =
                learn(of(100, 6, 2, (share, key, point) -> key.gaussian(point)), TrainingListener.silent());
        assertTrue(learnt.flow().isEmpty() && learnt.told().endsWith("which is not clear"), learnt.told());
    }

    /** Points of one forecast that say the same count once. */
    @Test
    void fewForecastsOfManyPointsAreNotClear() {
        ScoreTraining.Learnt learnt = learn(
                of(21, 30, 2, (share, key, point) -> key.gaussian(0) + 0.1 * key.gaussian(point)),
                TrainingListener.silent());
        assertTrue(learnt.flow().isEmpty(), learnt.told());
    }

    @Test
    void tooFewForecastsSaySo() {
        ScoreTraining.Learnt learnt = learn(of(19, 30, 1, ScoreTrainingTest::skewed), TrainingListener.silent());
        assertTrue(learnt.flow().isEmpty());
        assertEquals("too few for a flow", learnt.told());
    }

    @Test
    void aTrainingThatIsStoppedLeavesNoFlow() {
        ScoreTraining.Learnt learnt = learn(of(60, 8, 1, ScoreTrainingTest::skewed), progress -> false);
        assertTrue(learnt.flow().isEmpty());
        assertEquals("the training of a flow was stopped", learnt.told());
    }
}
