package dev.tidepath.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import dev.tidepath.train.TrainingResult.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TrainingLoopTest {

    private static final int CHUNKS = 7;

    private static TrainingOptions options(int iterations, int threads) {
        return new TrainingOptions(iterations, 0.1, 1e9, threads, null);
    }

    /** Σ over chunks of ½ Σ_k (p_k − target_k)² plus a gradient noise that depends on iteration and chunk. */
    private static Objective quadratic(double noise, double... target) {
        return Objective.of(CHUNKS, p -> (iteration, chunk, gradient) -> {
            RandomKey key = RandomKey.of(iteration).derive(chunk);
            double loss = 0;
            for (int k = 0; k < target.length; k++) {
                double d = p[k] - target[k] + noise * key.gaussian(k);
                loss += 0.5 * d * d;
                gradient[k] += d;
            }
            return loss;
        });
    }

    @Test
    void aQuadraticIsMinimised() {
        double[] p = {3, -2, 0.5};
        TrainingResult result =
                new TrainingLoop(options(400, 2)).run(quadratic(0, 1, 2, 3), p, TrainingListener.silent());
        assertArrayEquals(new double[] {1, 2, 3}, p, 1e-3);
        assertEquals(400, result.iterations());
        assertEquals(StopReason.ITERATIONS, result.reason());
        assertTrue(result.smoothedLoss() < 0.1, "loss " + result.smoothedLoss());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12})
    void resultsDoNotDependOnTheNumberOfThreads(int threads) {
        List<TrainingProgress> expectedProgress = new ArrayList<>();
        double[] expected = noisy(1, expectedProgress);
        List<TrainingProgress> progress = new ArrayList<>();
        assertArrayEquals(expected, noisy(threads, progress));
        assertEquals(expectedProgress, progress);
    }

    private static double[] noisy(int threads, List<TrainingProgress> progress) {
        double[] p = new double[50];
        new TrainingLoop(options(60, threads)).run(quadratic(3, new double[50]), p, progress::add);
        return p;
    }

    @Test
    void progressIsToldAfterEveryIteration() {
        List<TrainingProgress> told = new ArrayList<>();
        new TrainingLoop(options(5, 2)).run(quadratic(0, 1), new double[] {2}, told::add);
        assertEquals(
                List.of(1, 2, 3, 4, 5),
                told.stream().map(TrainingProgress::iteration).toList());
        assertEquals(5, told.get(0).iterations());
        assertEquals(0.5 * CHUNKS, told.get(0).loss());
        assertEquals(0.5 * CHUNKS, told.get(0).smoothedLoss());
        assertTrue(told.get(4).loss() < told.get(4).smoothedLoss());
    }

    @Test
    void theListenerStopsAndKeepsWhatWasLearnt() {
        double[] p = {5};
        List<Double> after = new ArrayList<>();
        TrainingResult result = new TrainingLoop(options(100, 1)).run(quadratic(0, 0), p, progress -> {
            after.add(p[0]);
            return progress.iteration() < 3;
        });
        assertEquals(StopReason.REQUEST, result.reason());
        assertEquals(3, result.iterations());
        assertEquals(3, after.size());
        assertEquals(after.get(2), p[0]);
        assertTrue(p[0] < 5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aLossThatIsNotFiniteStopsBeforeItsStep(double bad) {
        assertStopsAtFour(Objective.of(3, p -> (iteration, chunk, gradient) -> {
            gradient[0] += p[0];
            return iteration == 4 && chunk == 1 ? bad : 1;
        }));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void aGradientThatIsNotFiniteStopsBeforeItsStep(double bad) {
        assertStopsAtFour(Objective.of(3, p -> (iteration, chunk, gradient) -> {
            gradient[0] += iteration == 4 && chunk == 2 ? bad : p[0];
            return 1;
        }));
    }

    private static void assertStopsAtFour(Objective objective) {
        double[] p = {5};
        List<Double> after = new ArrayList<>();
        TrainingResult result = new TrainingLoop(options(100, 2)).run(objective, p, progress -> after.add(p[0]));
        assertEquals(StopReason.NON_FINITE, result.reason());
        assertEquals(4, result.iterations());
        assertEquals(4, after.size());
        assertEquals(after.get(3), p[0]);
        assertEquals(3, result.smoothedLoss());
    }

    @Test
    void withoutAnyIterationThereIsNoLoss() {
        TrainingResult result = new TrainingLoop(options(10, 1))
                .run(Objective.of(1, p -> (i, c, gradient) -> Double.NaN), new double[1], TrainingListener.silent());
        assertEquals(0, result.iterations());
        assertEquals(Double.NaN, result.smoothedLoss());
    }

    @Test
    void theTimeLimitStops() {
        TrainingOptions brief = new TrainingOptions(1_000_000_000, 0.1, 1, 2, Duration.ofNanos(1));
        TrainingResult result = new TrainingLoop(brief).run(quadratic(0, 1), new double[1], TrainingListener.silent());
        assertEquals(StopReason.MAX_TIME, result.reason());
        assertEquals(1, result.iterations());
    }

    @Test
    void aTimeLimitMayBeLongerThanNanosecondsCanCount() {
        TrainingOptions patient = new TrainingOptions(3, 0.1, 1, 1, Duration.ofSeconds(Long.MAX_VALUE));
        TrainingResult result =
                new TrainingLoop(patient).run(quadratic(0, 1), new double[1], TrainingListener.silent());
        assertEquals(StopReason.ITERATIONS, result.reason());
    }

    /** A huge gradient that is clipped weighs as much in the moments as the next, ordinary one. */
    @Test
    void gradientsAreClippedToTheNorm() {
        Objective spike = Objective.of(2, p -> (iteration, chunk, gradient) -> {
            gradient[0] += iteration == 0 ? 1.5e6 : 0.3;
            gradient[1] += iteration == 0 ? 2e6 : 0.4;
            return 0;
        });
        double[] clipped = new double[2];
        new TrainingLoop(new TrainingOptions(2, 0.1, 1, 1, null)).run(spike, clipped, TrainingListener.silent());
        double[] expected = new double[2];
        Adam.State adam = Adam.STANDARD.newState(2);
        adam.step(expected, new double[] {0.6, 0.8}, 0.1);
        adam.step(expected, new double[] {0.6, 0.8}, 0.1);
        assertArrayEquals(expected, clipped, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aWorkersFailureComesThrough(int threads) {
        RuntimeException failure = new IllegalStateException("chunk 1 failed");
        Objective failing = Objective.of(2, p -> (iteration, chunk, gradient) -> {
            if (chunk == 1) {
                throw failure;
            }
            return 1;
        });
        TrainingLoop loop = new TrainingLoop(options(3, threads));
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> loop.run(failing, new double[1], TrainingListener.silent())));
    }

    @Test
    void anErrorInThePoolComesThroughAsItIs() {
        Error failure = new OutOfMemoryError("in the pool");
        Thread caller = Thread.currentThread();
        Objective failing = Objective.of(2, p -> (iteration, chunk, gradient) -> {
            if (Thread.currentThread() != caller) {
                throw failure;
            }
            return 1;
        });
        TrainingLoop endless = new TrainingLoop(options(1_000_000_000, 2));
        assertSame(
                failure,
                assertThrows(
                        OutOfMemoryError.class, () -> endless.run(failing, new double[1], TrainingListener.silent())));
    }

    @Test
    void aTrainingIsStoppedAfterACount() {
        double[] stopped = {5};
        TrainingResult result = new TrainingLoop(options(100, 1).withStopAfter(3))
                .run(quadratic(0, 0), stopped, TrainingListener.silent());
        assertEquals(StopReason.REQUEST, result.reason());
        assertEquals(3, result.iterations());
        double[] asked = {5};
        new TrainingLoop(options(100, 1)).run(quadratic(0, 0), asked, progress -> progress.iteration() < 3);
        assertArrayEquals(asked, stopped);
    }

    /** Of several chunks that fail, the lowest is told of, whatever thread meets which. */
    @Test
    void aWorkerSaysWhatIsNotFinite() {
        for (int round = 0; round < 200; round++) {
            double[] p = {5};
            List<TrainingResult> ended = new ArrayList<>();
            Objective failing = Objective.of(6, v -> (iteration, chunk, gradient) -> {
                if (iteration == 2 && chunk > 1) {
                    throw new NonFiniteLossException(chunk, 0.5, "chunk " + chunk);
                }
                gradient[0] += v[0];
                return 1;
            });
            TrainingResult result = new TrainingLoop(options(10, 4)).run(failing, p, new TrainingListener() {
                @Override
                public boolean onProgress(TrainingProgress progress) {
                    return true;
                }

                @Override
                public void onEnd(TrainingResult end) {
                    ended.add(end);
                }
            });
            assertEquals(StopReason.NON_FINITE, result.reason());
            assertEquals(Optional.of("chunk 2"), result.failure());
            assertEquals(2, result.iterations());
            assertEquals(List.of(result), ended);
        }
    }

    @Test
    void optionsArePositive() {
        assertMessage("iterations must be positive: 0.0", () -> options(0, 1));
        assertMessage("threads must be positive: 0.0", () -> options(1, 0));
        assertMessage("peak must be positive: NaN", () -> new TrainingOptions(1, Double.NaN, 1, 1, null));
        assertMessage("clipNorm must be positive: -1.0", () -> new TrainingOptions(1, 1, -1, 1, null));
        assertMessage("maxTime must be positive: PT0S", () -> new TrainingOptions(1, 1, 1, 1, Duration.ZERO));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
