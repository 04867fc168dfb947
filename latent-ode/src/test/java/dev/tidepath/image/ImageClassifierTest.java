package dev.tidepath.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.Activation;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.ImageShape;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.BacksolveAdjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against differences and each other; the residual network as Euler steps; that training learns. */
class ImageClassifierTest {

    private static final ClassifierOptions SMOOTH = ImageFixture.SMOOTH;
    private static final CheckpointedAdjoint DISCRETE = CheckpointedAdjoint.fullMemory();
    private static final OdeSolver RK4 = fixed(ExplicitRungeKutta.rk4(), 2);
    private static final OdeSolver EULER = fixed(ExplicitRungeKutta.euler(), 1);
    private static final OdeSolver FINE = OdeSolver.dopri5(1e-9, 1e-9, 10_000);

    private static OdeSolver fixed(ExplicitRungeKutta method, int steps) {
        return new OdeSolver(method, new FixedStep(steps), 100);
    }

    static Stream<ImageClassifier> classifiers() {
        return Stream.of(
                ImageClassifier.residual(SMOOTH, 2),
                ImageClassifier.continuous(SMOOTH, RK4, DISCRETE),
                ImageClassifier.continuous(SMOOTH, FINE, DISCRETE));
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void gradientsAreDifferencesOfTheLoss(ImageClassifier classifier) {
        double[] weights = ImageFixture.weights(classifier);
        double[] gradient = ImageFixture.gradient(classifier, weights, 3);
        Objective.Worker worker = ImageFixture.objective(classifier, 3).newWorker(weights);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        double[] ignored = new double[weights.length];
        for (int k = 0; k < weights.length; k += 7) {
            double kept = weights[k];
            weights[k] = kept + 1e-5;
            double up = worker.lossAndGradient(0, 0, ignored);
            weights[k] = kept - 1e-5;
            double down = worker.lossAndGradient(0, 0, ignored);
            weights[k] = kept;
            assertEquals((up - down) / 2e-5, gradient[k], 2e-7 * largest, "parameter " + k);
        }
    }

    /** Both adjoints differentiate the same function where the block is smooth. */
    @Test
    void backsolveAgreesWithTheDiscreteAdjoint() {
        ImageClassifier discrete = ImageClassifier.continuous(SMOOTH, FINE, DISCRETE);
        double[] weights = ImageFixture.weights(discrete);
        double[] expected = ImageFixture.gradient(discrete, weights, 8);
        double[] found = ImageFixture.gradient(discrete.with(FINE, new BacksolveAdjoint(FINE)), weights, 8);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertArrayEquals(expected, found, 1e-7 * largest);
    }

    /** Both ways the same bits; the gradients are the same sums in another order. */
    @Test
    void aUnitEulerStepIsAResidualNetwork() {
        for (Activation activation : Activation.values()) {
            ClassifierOptions options = SMOOTH.with(activation);
            ImageClassifier residual = ImageClassifier.residual(options, 1);
            ImageClassifier euler = ImageClassifier.continuous(options, false, EULER, DISCRETE);
            double[] weights = ImageFixture.weights(residual);
            LabelledImages images = ImageFixture.bars(19);
            assertArrayEquals(
                    residual.logProbabilities(weights, images).rows(),
                    euler.logProbabilities(weights, images).rows());
            double[] expected = ImageFixture.gradient(residual, weights, 19);
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertArrayEquals(expected, ImageFixture.gradient(euler, weights, 19), 1e-14 * largest);
        }
    }

    /** Block k, whose weights are its own, is the Euler step from k to k + 1. */
    @Test
    void unitEulerStepsAreADeepResidualNetwork() {
        ImageShape shape = new ImageShape(3, 3, SMOOTH.width());
        Parameters layout = new Parameters();
        ResidualBody body = new ResidualBody(layout, shape, SMOOTH, 4);
        double[] weights = layout.initialValues(RandomKey.of(1));
        Matrix y = Matrix.zeros(shape.rows(), 19);
        for (int k = 0; k < shape.rows(); k++) {
            RandomKey key = RandomKey.of(2).derive(k);
            Arrays.setAll(y.row(k), b -> b < 19 ? key.gaussian(b) : 0);
        }
        Matrix expected = body.newRun(weights).value(y);
        Parameters again = new Parameters();
        for (int k = 0; k < 4; k++) {
            int before = again.blocks().size();
            ResidualBlock block = ResidualBlock.in(again, "block." + k, shape, SMOOTH, false, 1);
            FieldProgram field = new FieldProgram(
                    layout, again.blocksAfter(before), shape.rows(), 0, (g, t, x, none) -> block.apply(g, null, x));
            y = EULER.solve(field.bind(weights, 19), y, Context.none(), SaveAt.end(19, k, k + 1))
                    .orThrow()
                    .outputs();
        }
        assertArrayEquals(expected.rows(), y.rows());
    }

    @Test
    void evaluationsAreCounted() {
        LabelledImages images = ImageFixture.bars(70);
        try (WorkerPool pool = new WorkerPool("test", 2)) {
            for (int steps = 1; steps <= 3; steps++) {
                ImageClassifier rk4 =
                        ImageClassifier.continuous(SMOOTH, fixed(ExplicitRungeKutta.rk4(), steps), DISCRETE);
                Score score = rk4.score(ImageFixture.weights(rk4), images, pool);
                assertEquals(new Effort(70, 70L * 4 * steps, 0), score.effort());
            }
        }
        for (ImageClassifier classifier : new ImageClassifier[] {
            ImageClassifier.residual(SMOOTH, 8), ImageClassifier.continuous(SMOOTH, RK4, DISCRETE)
        }) {
            Effort.Tally tally = new Effort.Tally();
            double[] weights = ImageFixture.weights(classifier);
            Objective.Worker worker =
                    classifier.objective(ImageFixture.batches(1, 5), tally).newWorker(weights);
            worker.lossAndGradient(0, 0, new double[weights.length]);
            worker.lossAndGradient(1, 0, new double[weights.length]);
            Effort effort = tally.take();
            assertEquals(new Effort(10, 80, 80), effort);
            assertEquals(8, effort.forwardEach());
            assertEquals(8, effort.backwardEach());
            assertEquals(new Effort(0, 0, 0), tally.take());
        }
    }

    @Test
    void trainingLearnsTheSameBitsWithAnyNumberOfThreads() {
        ImageClassifier classifier =
                ImageClassifier.continuous(SMOOTH.with(Activation.RELU), OdeSolver.dopri5(1e-2, 1e-2, 1000), DISCRETE);
        LabelledImages others =
                ImageFixture.bars(400).pick(IntStream.range(192, 400).toArray());
        double[][] weights = new double[2][];
        for (int i = 0; i < 2; i++) {
            weights[i] = classifier.layout().initialValues(RandomKey.of(1));
            TrainingOptions options = new TrainingOptions(40, 1e-2, 10, i + 1, null);
            new TrainingLoop(options)
                    .run(
                            classifier.objective(ImageFixture.batches(4, 16), new Effort.Tally()),
                            weights[i],
                            TrainingListener.silent());
        }
        assertArrayEquals(weights[0], weights[1]);
        try (WorkerPool one = new WorkerPool("one", 1);
                WorkerPool three = new WorkerPool("three", 3)) {
            Score score = classifier.score(weights[0], others, one);
            assertEquals(score, classifier.score(weights[0], others, three));
            assertEquals(208, score.images());
            assertTrue(score.errorRate() < 0.05, "error rate " + score.errorRate());
        }
    }

    @Test
    void anEpochIsEveryImageOnce() {
        Minibatches batches = new Minibatches(ImageFixture.bars(25), 2, 4, RandomKey.of(1));
        assertEquals(3, batches.perEpoch());
        Minibatches.Cursor cursor = batches.new Cursor();
        int[][] epochs = new int[2][];
        for (int epoch = 0; epoch < 2; epoch++) {
            int from = 3 * epoch;
            epochs[epoch] = IntStream.range(0, 6)
                    .flatMap(i -> IntStream.of(cursor.chunk(from + i / 2, i % 2)))
                    .toArray();
            assertEquals(24, IntStream.of(epochs[epoch]).distinct().count());
        }
        assertTrue(!Arrays.equals(epochs[0], epochs[1]));
        assertArrayEquals(IntStream.of(epochs[0]).skip(8).limit(4).toArray(), batches.new Cursor().chunk(1, 0));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        LabelledImages images = ImageFixture.bars(3);
        assertMessage(
                "3 images for batches of 2 chunks of 2 images, of which a chunk has 256 at most",
                () -> new Minibatches(images, 2, 2, RandomKey.of(1)));
        assertMessage(
                "3 images with 0 labels", () -> new LabelledImages(images.shape(), 255, images.levels(), new int[0]));
        assertMessage(
                "image 0 has 1 pixels, not 36",
                () -> new LabelledImages(images.shape(), 255, new byte[1][1], new int[1]));
        assertMessage(
                "2 classes, width 4 in 3 groups, 1 halvings",
                () -> new ClassifierOptions(images.shape(), 2, 4, 3, 1, Activation.RELU));
        assertMessage("a residual network has blocks, not 0", () -> ImageClassifier.residual(SMOOTH, 0));
        ImageClassifier residual = ImageClassifier.residual(SMOOTH, 1);
        assertThrows(IllegalStateException.class, () -> residual.with(RK4, DISCRETE));
        assertMessage(
                "the brightest level of a pixel is from 1 to 255, not 0",
                () -> new LabelledImages(images.shape(), 0, images.levels(), images.labels()));
        assertMessage(
                "image 2 has the label -1",
                () -> new LabelledImages(images.shape(), 255, images.levels(), new int[] {0, 1, -1}));
    }

    @Test
    void imagesOfAnotherShapeOrClassAreRefused() {
        ImageClassifier residual = ImageClassifier.residual(SMOOTH, 1);
        double[] weights = ImageFixture.weights(residual);
        LabelledImages images = ImageFixture.bars(3);
        LabelledImages flat = new LabelledImages(new ImageShape(4, 9, 1), 255, images.levels(), images.labels());
        LabelledImages third = new LabelledImages(images.shape(), 255, images.levels(), new int[] {0, 1, 2});
        String ofShape = "images of " + flat.shape() + " for a classifier of " + images.shape();
        String ofClass = "an image has the label 2, the classifier 2 classes from 0 on";
        try (WorkerPool pool = new WorkerPool("test", 1)) {
            assertMessage(ofShape, () -> residual.logProbabilities(weights, flat));
            assertMessage(ofShape, () -> residual.score(weights, flat, pool));
            assertMessage(ofClass, () -> residual.score(weights, third, pool));
            assertMessage(
                    ofClass,
                    () -> residual.objective(new Minibatches(third, 1, 1, RandomKey.of(1)), new Effort.Tally()));
            assertMessage(
                    "there are no images to be judged by",
                    () -> residual.score(weights, images.pick(new int[0]), pool));
        }
    }

    @Test
    void probabilitiesThatAreNoNumbersAreErrors() {
        ImageClassifier residual = ImageClassifier.residual(SMOOTH, 1);
        double[] weights = ImageFixture.weights(residual);
        Arrays.fill(weights, Double.NaN);
        try (WorkerPool pool = new WorkerPool("test", 1)) {
            assertEquals(
                    20, residual.score(weights, ImageFixture.bars(20), pool).errors());
        }
    }

    private static void assertMessage(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
