package dev.tidepath.examples;

import com.sun.management.ThreadMXBean;
import dev.tidepath.image.ClassifierOptions;
import dev.tidepath.image.Effort;
import dev.tidepath.image.ImageClassifier;
import dev.tidepath.image.LabelledImages;
import dev.tidepath.image.Minibatches;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.BacksolveAdjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What the depth of a trained ODE-Net costs and gives (figure 3 of the paper), for the images of one chunk. */
final class DepthStudy {

    private static final double FINEST = 1e-8;
    private static final int MOST_STEPS = 100_000;
    private static final int CHECKPOINTS = 4;
    private static final int REPEATS = 10;

    private final ImageClassifier network;
    private final double[] weights;
    private final LabelledImages images;
    private final Minibatches batch;

    DepthStudy(ImageClassifier network, double[] weights, LabelledImages images, int size) {
        this.network = network;
        this.weights = weights;
        this.images = images.pick(IntStream.range(0, size).toArray());
        batch = new Minibatches(this.images, 1, size, RandomKey.of(1));
    }

    /**
     * One tolerance.
     *
     * @param tolerance relative and absolute
     * @param forward evaluations an image on the way forward
     * @param backward of the discrete adjoint on the way back
     * @param backsolve of the continuous adjoint on the way back
     * @param error greatest difference of a log-probability from that of the finest tolerance
     * @param millis of the way forward, an image
     * @param gradientError largest difference of an entry of the continuous adjoint's gradient from the discrete one's, against
     *     the largest entry
     */
    record AtTolerance(
            double tolerance,
            double forward,
            double backward,
            double backsolve,
            double error,
            double millis,
            double gradientError) {}

    private static OdeSolver adaptive(double tolerance) {
        return OdeSolver.dopri5(tolerance, tolerance, MOST_STEPS);
    }

    /** Solves with tolerances from coarse to fine. */
    List<AtTolerance> tolerances(double... tolerances) {
        Matrix exact =
                network.with(adaptive(FINEST), CheckpointedAdjoint.standard()).logProbabilities(weights, images);
        List<AtTolerance> found = new ArrayList<>();
        for (double tolerance : tolerances) {
            OdeSolver solver = adaptive(tolerance);
            ImageClassifier discrete = network.with(solver, CheckpointedAdjoint.fullMemory());
            ImageClassifier continuous = network.with(solver, new BacksolveAdjoint(solver));
            long nanos = Long.MAX_VALUE;
            Matrix logs = discrete.logProbabilities(weights, images);
            for (int i = 0; i < REPEATS; i++) {
                long start = System.nanoTime();
                logs = discrete.logProbabilities(weights, images);
                nanos = Math.min(nanos, System.nanoTime() - start);
            }
            Effort.Tally ofDiscrete = new Effort.Tally();
            Effort.Tally ofContinuous = new Effort.Tally();
            double[] expected = gradient(discrete, ofDiscrete);
            double difference = largestDifference(expected, gradient(continuous, ofContinuous));
            Effort effort = ofDiscrete.take();
            found.add(new AtTolerance(
                    tolerance,
                    effort.forwardEach(),
                    effort.backwardEach(),
                    ofContinuous.take().backwardEach(),
                    largestDifference(exact, logs),
                    1e-6 * nanos / images.count(),
                    difference / largestDifference(expected, new double[expected.length])));
        }
        return found;
    }

    private double[] gradient(ImageClassifier classifier, Effort.Tally tally) {
        double[] gradient = new double[weights.length];
        classifier.objective(batch, tally).newWorker(weights).lossAndGradient(0, 0, gradient);
        return gradient;
    }

    private static double largestDifference(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(k -> Math.abs(a[k] - b[k]))
                .max()
                .orElse(0);
    }

    private static double largestDifference(Matrix a, Matrix b) {
        return IntStream.range(0, a.features())
                .mapToDouble(f -> largestDifference(a.row(f), b.row(f)))
                .max()
                .orElse(0);
    }

    /** Memory of training by depth: megabytes for each number of evaluations of the block. */
    List<PanelPicture.Curve> memory(ClassifierOptions options, int[] depths) {
        return List.of(
                memory("ResNet", "#c0392b", depths, depth -> ImageClassifier.residual(options, depth)),
                memory("all states", "#e67e22", depths, depth -> euler(depth, CheckpointedAdjoint.fullMemory())),
                memory(
                        "4 states",
                        "#2980b9",
                        depths,
                        depth -> euler(depth, CheckpointedAdjoint.snapshots(CHECKPOINTS))),
                memory("backsolve", "#27ae60", depths, depth -> euler(depth, new BacksolveAdjoint(steps(depth)))));
    }

    private static OdeSolver steps(int count) {
        return new OdeSolver(ExplicitRungeKutta.euler(), new FixedStep(count), MOST_STEPS);
    }

    private ImageClassifier euler(int depth, Adjoint adjoint) {
        return network.with(steps(depth), adjoint);
    }

    private PanelPicture.Curve memory(String name, String colour, int[] depths, IntFunction<ImageClassifier> made) {
        double[] x = new double[depths.length];
        double[] y = new double[depths.length];
        for (int i = 0; i < depths.length; i++) {
            ImageClassifier classifier = made.apply(depths[i]);
            x[i] = depths[i];
            y[i] = megabytes(
                    classifier.objective(batch, new Effort.Tally()),
                    classifier.layout().size());
        }
        return new PanelPicture.Curve(name, colour, x, y);
    }

    /** What a thread allocates for its workspaces and its first chunk; later chunks use the same memory again. */
    static double megabytes(Objective objective, int parameters) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] weights = new double[parameters];
        double[] gradient = new double[parameters];
        long before = threads.getCurrentThreadAllocatedBytes();
        objective.newWorker(weights).lossAndGradient(0, 0, gradient);
        return 1e-6 * (threads.getCurrentThreadAllocatedBytes() - before);
    }
}
