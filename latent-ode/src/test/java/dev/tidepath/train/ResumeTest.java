package dev.tidepath.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.random.RandomKey;
import dev.tidepath.train.TrainingResult.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Early stopping, and that a training goes on from a checkpoint as if nothing had happened. */
class ResumeTest {

    private static final int SIZE = 5;

    /** ½ ‖p − 1‖² with noise in the gradient, keyed by iteration and chunk. */
    private static final Objective NOISY = new Objective() {
        @Override
        public int chunks() {
            return 3;
        }

        @Override
        public Objective.Worker newWorker(double[] p) {
            return (iteration, chunk, gradient) -> {
                RandomKey key = RandomKey.of(iteration).derive(chunk);
                double loss = 0;
                for (int k = 0; k < SIZE; k++) {
                    double d = p[k] - 1 + 2 * key.gaussian(k);
                    loss += 0.5 * d * d;
                    gradient[k] += d;
                }
                return loss;
            };
        }
    };

    /** How far the weights are from 1, which noise keeps from falling for ever. */
    private static final Validation DISTANCE = new Validation() {
        @Override
        public int chunks() {
            return SIZE;
        }

        @Override
        public Validation.Worker newWorker(double[] p) {
            return chunk -> (p[chunk] - 1) * (p[chunk] - 1);
        }
    };

    private static TrainingOptions options(int iterations, int threads) {
        return new TrainingOptions(
                iterations,
                Adam.STANDARD.withWeightDecay(0.01),
                new Schedule.WarmUpCosine(0.3, 3, 60, 0.05),
                1,
                threads,
                Integer.MAX_VALUE,
                null);
    }

    private record Run(
            TrainingResult result, double[] weights, List<TrainingProgress> progress, List<Checkpoint> kept) {}

    private static Run run(TrainingLoop loop, Optional<Checkpoint> from) {
        double[] p = new double[SIZE];
        List<TrainingProgress> progress = new ArrayList<>();
        List<Checkpoint> kept = new ArrayList<>();
        TrainingResult result = loop.with(new Checkpointing(1, null, kept::add)).run(NOISY, p, from, progress::add);
        return new Run(result, p, progress, kept);
    }

    private static void assertResumesAnywhere(TrainingLoop loop, TrainingLoop resumed) {
        Run whole = run(loop, Optional.empty());
        int done = whole.result().iterations();
        assertEquals(done, whole.kept().size());
        for (Checkpoint from : whole.kept()) {
            Run rest = run(resumed, Optional.of(from));
            assertEquals(whole.result(), rest.result());
            assertArrayEquals(whole.weights(), rest.weights());
            assertEquals(whole.progress().subList(from.iteration(), done), rest.progress());
            assertEquals(done - from.iteration(), rest.kept().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aTrainingGoesOnFromAnyIterationBitForBit(int threads) {
        assertResumesAnywhere(new TrainingLoop(options(60, 1)), new TrainingLoop(options(60, threads)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void soDoesOneThatStopsEarly(int every) {
        EarlyStopping early = EarlyStopping.every(DISTANCE, every, 4, 60);
        assertResumesAnywhere(
                new TrainingLoop(options(60, 1)).with(early), new TrainingLoop(options(60, 2)).with(early));
    }

    /** Validated once an iteration by hand: the loop keeps the best of what it counts. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theBestWeightsAreKept(int every) {
        Run whole = run(new TrainingLoop(options(60, 1)), Optional.empty());
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        int since = 0;
        int at = 0;
        while (since < 3 && at < 60) {
            at += every;
            double loss = distance(whole.kept().get(at - 1).parameters());
            since = loss < least ? 0 : since + 1;
            if (loss < least) {
                least = loss;
                best = at;
            }
        }
        Run early = run(
                new TrainingLoop(options(60, 2)).with(EarlyStopping.every(DISTANCE, every, 3, 60)), Optional.empty());
        assertEquals(StopReason.PATIENCE, early.result().reason());
        assertEquals(at, early.result().iterations());
        assertEquals(best, early.result().bestIteration());
        assertArrayEquals(whole.kept().get(best - 1).parameters(), early.weights());
    }

    private static double distance(double[] p) {
        return Arrays.stream(p).map(v -> (v - 1) * (v - 1)).sum();
    }

    /** A loss that falls by less than the gain is kept, but does not count as better. */
    @Test
    void smallGainsEndTheTraining() {
        EarlyStopping early = new EarlyStopping(DISTANCE, new int[] {1, 2, 3}, 1, 1e9);
        Run run = run(new TrainingLoop(options(60, 1)).with(early), Optional.empty());
        assertEquals(StopReason.PATIENCE, run.result().reason());
        assertEquals(2, run.result().iterations());
    }

    @Test
    void roundsBeginAnew() {
        Schedule rounds = new Schedule.Rounds(0.1, new int[] {40, 100});
        assertEquals(Schedule.cosine(0.1, 40).rate(39), rounds.rate(39));
        assertEquals(Schedule.cosine(0.1, 60).rate(0), rounds.rate(40));
        assertEquals(Schedule.cosine(0.1, 60).rate(59), rounds.rate(99));
        assertEquals(0, rounds.rate(100));
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Rounds(0.1, new int[] {40, 40}));
    }

    @Test
    void theLastIterationIsValidatedToo() {
        Run run =
                run(new TrainingLoop(options(5, 1)).with(EarlyStopping.every(DISTANCE, 1000, 1, 5)), Optional.empty());
        assertEquals(5, run.result().bestIteration());
        assertEquals(StopReason.ITERATIONS, run.result().reason());
        assertEquals(5, run.kept().get(4).best().orElseThrow().iteration());
        assertEquals(Optional.empty(), run.kept().get(3).best());
    }

    @Test
    void aValidationThatIsNotFiniteEndsWithTheBestWeights() {
        Validation breaks = new Validation() {
            private int calls;

            @Override
            public int chunks() {
                return 1;
            }

            @Override
            public Validation.Worker newWorker(double[] p) {
                return chunk -> ++calls < 4 ? 1.0 / calls : Double.NaN;
            }
        };
        Run run = run(new TrainingLoop(options(60, 1)).with(EarlyStopping.every(breaks, 2, 3, 60)), Optional.empty());
        assertEquals(StopReason.NON_FINITE, run.result().reason());
        assertEquals(
                Optional.of("the validation loss is not finite"), run.result().failure());
        assertEquals(6, run.result().bestIteration());
        assertArrayEquals(run.kept().get(5).parameters(), run.weights());
        assertEquals(7, run.kept().size(), "no checkpoint passes over the evaluation");
    }

    @Test
    void aCheckpointIsHandedOutWhenTheTrainingEnds() {
        List<Integer> counted = new ArrayList<>();
        double[] p = new double[SIZE];
        new TrainingLoop(options(60, 1))
                .with(new Checkpointing(4, null, c -> counted.add(c.iteration())))
                .run(NOISY, p, progress -> progress.iteration() < 10);
        assertEquals(List.of(4, 8, 10), counted);
        List<Integer> timed = new ArrayList<>();
        new TrainingLoop(options(6, 1))
                .with(new Checkpointing(0, Duration.ofSeconds(Long.MAX_VALUE), c -> timed.add(c.iteration())))
                .run(NOISY, p, TrainingListener.silent());
        new TrainingLoop(options(2, 1))
                .with(new Checkpointing(0, Duration.ZERO, c -> timed.add(c.iteration())))
                .run(NOISY, p, TrainingListener.silent());
        assertEquals(List.of(6, 1, 2), timed);
    }

    @Test
    void aCheckpointIsWhatItWasThen() {
        double[] weights = {1, 2};
        Checkpoint checkpoint = new Checkpoint(1, 3, 3, weights, weights, weights, Optional.empty());
        weights[0] = 7;
        checkpoint.parameters()[1] = 7;
        checkpoint.firstMoment()[1] = 7;
        checkpoint.secondMoment()[1] = 7;
        assertArrayEquals(new double[] {1, 2}, checkpoint.parameters());
        assertArrayEquals(new double[] {1, 2}, checkpoint.firstMoment());
        assertArrayEquals(new double[] {1, 2}, checkpoint.secondMoment());
    }

    @Test
    void aCheckpointOfAnotherSizeIsRefused() {
        double[] two = {1, 2};
        Checkpoint other = new Checkpoint(1, 3, 3, two, two, two, Optional.empty());
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> run(new TrainingLoop(options(5, 1)), Optional.of(other)));
        assertEquals("a checkpoint of 2 parameters for 5", e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Checkpoint(1, 3, 3, two, new double[3], two, Optional.empty()));
    }

    @Test
    void countsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> EarlyStopping.every(DISTANCE, 0, 1, 60));
        assertThrows(IllegalArgumentException.class, () -> EarlyStopping.every(DISTANCE, 1, 0, 60));
        assertThrows(IllegalArgumentException.class, () -> new Checkpointing(-1, null, c -> {}));
        assertThrows(IllegalArgumentException.class, () -> new Checkpointing(0, Duration.ofNanos(-1), c -> {}));
    }
}
