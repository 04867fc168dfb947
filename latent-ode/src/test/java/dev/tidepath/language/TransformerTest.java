package dev.tidepath.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.PidController;
import dev.tidepath.ode.SharedSteps;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformerTest {

    private static final int TOKENS = 5;
    private static final int LAG = 3;
    private static final TransformerShape SHAPE = new TransformerShape(TOKENS, 19, 2, 6, 2, 7, 3);
    private static final Transformer MODEL = new Transformer(SHAPE);
    private static final int[] TEXT = text(6_000);
    private static final Windows WINDOWS = new Windows(TEXT, 0, 5_500, 2, 3, RandomKey.of(3));
    private static final Depth LAYERS = new Depth.Layers();
    private static final Depth EULER = fixed(ExplicitRungeKutta.euler(), SHAPE.layers());

    private static Depth fixed(ExplicitRungeKutta method, int steps) {
        return new Depth.Continuous(
                new OdeSolver(method, new FixedStep(steps), 1_000), CheckpointedAdjoint.snapshots(4));
    }

    private static Depth tolerant(double rtol) {
        return new Depth.Continuous(
                new OdeSolver(ExplicitRungeKutta.bosh3(), new SharedSteps(PidController.integral(rtol, rtol)), 10_000),
                CheckpointedAdjoint.fullMemory());
    }

    /** Each token is mostly that of three places before, which no embedding of two tokens sees. */
    private static int[] text(int length) {
        RandomKey key = RandomKey.of(11);
        int[] text = new int[length];
        for (int i = 0; i < length; i++) {
            text[i] = i < LAG || key.uniform(i) < 0.1 ? key.derive("other").below(i, TOKENS) : text[i - LAG];
        }
        return text;
    }

    private static double[] weights() {
        return MODEL.layout().initialValues(RandomKey.of(2));
    }

    private static double loss(Depth depth, double[] weights, double[] gradient) {
        return MODEL.objective(WINDOWS, depth).newWorker(weights).lossAndGradient(4, 1, gradient);
    }

    private static void requireGradient(Depth depth) {
        double[] weights = weights();
        double[] gradient = new double[weights.length];
        Objective.Worker worker = MODEL.objective(WINDOWS, depth).newWorker(weights);
        worker.lossAndGradient(0, 0, gradient);
        for (Parameters.Block block : MODEL.layout().blocks()) {
            for (int i = 0; i < block.size(); i += Math.max(1, block.size() / 2)) {
                int k = block.offset() + i;
                double kept = weights[k];
                double[] ignored = new double[weights.length];
                weights[k] = kept + 1e-5;
                double up = worker.lossAndGradient(0, 0, ignored);
                weights[k] = kept - 1e-5;
                double down = worker.lossAndGradient(0, 0, ignored);
                weights[k] = kept;
                assertEquals((up - down) / 2e-5, gradient[k], 2e-8, block.name() + "[" + i + "]");
            }
        }
    }

    @Test
    void gradientsOfLayers() {
        requireGradient(LAYERS);
    }

    @Test
    void gradientsOfTheContinuousDepth() {
        requireGradient(fixed(ExplicitRungeKutta.midpoint(), 5));
    }

    @Test
    void unitStepsOfEulerAreTheLayersToTheLastBit() {
        double[] ofLayers = new double[weights().length];
        double[] ofEuler = new double[weights().length];
        assertEquals(loss(LAYERS, weights(), ofLayers), loss(EULER, weights(), ofEuler));
        assertArrayEquals(ofLayers, ofEuler, 1e-14);
        int[][] texts = {Arrays.copyOf(TEXT, 50), Arrays.copyOf(TEXT, 77)};
        assertArrayEquals(MODEL.next(weights(), texts, LAYERS), MODEL.next(weights(), texts, EULER));
    }

    @Test
    void finerStepsConverge() {
        try (WorkerPool pool = new WorkerPool("test", 1)) {
            double fine =
                    MODEL.score(weights(), TEXT, 100, 150, tolerant(1e-8), pool).bits();
            double rough =
                    MODEL.score(weights(), TEXT, 100, 150, tolerant(1e-5), pool).bits();
            assertEquals(
                    fine,
                    MODEL.score(weights(), TEXT, 100, 150, fixed(ExplicitRungeKutta.rk4(), 60), pool)
                            .bits(),
                    1e-6);
            assertEquals(fine, rough, 1e-3);
        }
    }

    /** The loss of a window is that of what comes next, position by position, however windows lie. */
    @Test
    void scoresAndPredictionsAreTheSameProbabilities() {
        try (WorkerPool pool = new WorkerPool("test", 2)) {
            for (int at = 100; at < 110; at++) {
                double alone =
                        MODEL.score(weights(), TEXT, at, at + 1, LAYERS, pool).bits();
                double[] next = MODEL.next(weights(), new int[][] {Arrays.copyOf(TEXT, at)}, LAYERS)[0];
                assertEquals(-next[TEXT[at]] / Math.log(2), alone, 1e-12);
                assertEquals(1, Arrays.stream(next).map(Math::exp).sum(), 1e-12);
            }
            assertEquals(
                    MODEL.score(weights(), TEXT, 100, 300, LAYERS, pool),
                    MODEL.score(weights(), TEXT, 100, 300, EULER, pool));
        }
    }

    @Test
    void bothLearnToLookBack() {
        Transformer model = new Transformer(new TransformerShape(TOKENS, 19, 2, 12, 2, 12, 2));
        Windows windows = new Windows(TEXT, 0, 5_500, 1, 16, RandomKey.of(3));
        for (Depth depth : new Depth[] {LAYERS, fixed(ExplicitRungeKutta.midpoint(), 1)}) {
            double[] weights = model.layout().initialValues(RandomKey.of(2));
            new TrainingLoop(new TrainingOptions(160, 0.02, 1, 1, null))
                    .run(model.objective(windows, depth), weights, TrainingListener.silent());
            try (WorkerPool pool = new WorkerPool("test", 2)) {
                double bits =
                        model.score(weights, TEXT, 5_500, 6_000, depth, pool).bits();
                assertTrue(bits < 1.3, () -> depth + ": " + bits);
            }
            int[] drawn = model.continued(
                            weights, new int[][] {Arrays.copyOf(TEXT, 400)}, 20, 0.1, RandomKey.of(1), depth)[0];
            int same = 0;
            for (int i = 400; i < 420; i++) {
                same += drawn[i] == drawn[i - LAG] ? 1 : 0;
            }
            assertTrue(same >= 15, "repeated " + same);
        }
    }

    @Test
    void stagesOfATrainingFollowOneAnother() {
        OdeSolver rough = new OdeSolver(ExplicitRungeKutta.euler(), new FixedStep(SHAPE.layers()), 100);
        OdeSolver fine = new OdeSolver(ExplicitRungeKutta.midpoint(), new FixedStep(6), 100);
        CheckpointedAdjoint adjoint = CheckpointedAdjoint.fullMemory();
        Depth staged = new Depth.Continuous(List.of(new Depth.Stage(0, rough), new Depth.Stage(5, fine)), adjoint);
        double[] gradient = new double[weights().length];
        assertEquals(loss(EULER, weights(), gradient), loss(staged, weights(), gradient));
        int[][] texts = {Arrays.copyOf(TEXT, 50)};
        assertArrayEquals(
                MODEL.next(weights(), texts, new Depth.Continuous(fine, adjoint)),
                MODEL.next(weights(), texts, staged));
        assertThrows(
                IllegalArgumentException.class, () -> new Depth.Continuous(List.of(new Depth.Stage(1, fine)), adjoint));
        assertThrows(IllegalArgumentException.class, () -> new Depth.Continuous(List.of(), adjoint));
    }

    @Test
    void unknownTokensAndTemperaturesOfNothingAreRefused() {
        int[][] known = {Arrays.copyOf(TEXT, 50)};
        int[][] unknown = {Arrays.copyOf(TEXT, 50)};
        unknown[0][49] = SHAPE.tokens();
        assertThrows(IllegalArgumentException.class, () -> MODEL.next(weights(), unknown, LAYERS));
        RandomKey key = RandomKey.of(1);
        assertThrows(IllegalArgumentException.class, () -> MODEL.continued(weights(), known, 1, 0, key, LAYERS));
    }

    @Test
    void samplesAtDifferentTimesAreRefused() {
        Depth own = new Depth.Continuous(OdeSolver.tsit5(1e-2, 1e-2, 100), CheckpointedAdjoint.fullMemory());
        assertThrows(IllegalArgumentException.class, () -> loss(own, weights(), new double[weights().length]));
    }
}
