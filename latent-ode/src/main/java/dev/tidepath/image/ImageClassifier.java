package dev.tidepath.image;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.ImageShape;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import dev.tidepath.train.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A classifier of images in three parts: convolutions that halve the image, a body made of one kind of block, and normalisation,
 * mean over the pixels and scores. With the block {@code f} the body is
 *
 * <pre>
 * residual network     y ← y + f(y; θₖ)            for k = 1 … L
 * continuous           dy/dt = f(t, y; θ)          from t = 0 to 1
 * </pre>
 *
 * With fixed steps of a Runge–Kutta method and the gradient propagated through them the second is the paper's RK-Net, with
 * adaptive steps and an adjoint its ODE-Net (Chen et al. 2018, arXiv:1806.07366, section 3). One Euler step of a block that does
 * not see the time is one layer of the residual network, to the last bit.
 *
 * <p>Immutable, shared by threads; results do not depend on the number of threads.
 */
public final class ImageClassifier {

    /** Images classified at once by one thread. */
    private static final int CHUNK = 64;

    private final ClassifierOptions options;
    private final Parameters layout;
    private final int features;
    private final DifferentiableMap stem;
    private final DifferentiableMap head;
    private final Body body;

    private interface BodyMaker {
        Body in(Parameters layout, ImageShape shape);
    }

    private ImageClassifier(ClassifierOptions options, BodyMaker maker) {
        this.options = options;
        layout = new Parameters();
        Stem first = Stem.in(layout, options);
        int afterStem = layout.blocks().size();
        features = first.out().rows();
        stem = new DifferentiableMap(
                layout.blocks(), new int[] {options.input().rows()}, 0, (g, in) -> List.of(first.apply(g, in.get(0))));
        Head last = Head.in(layout, first.out(), options);
        head = new DifferentiableMap(
                layout.blocksAfter(afterStem), new int[] {features}, 1, (g, in) -> List.of(last.apply(g, in.get(0))));
        body = maker.in(layout, first.out());
    }

    private ImageClassifier(ImageClassifier other, Body body) {
        options = other.options;
        layout = other.layout;
        features = other.features;
        stem = other.stem;
        head = other.head;
        this.body = body;
    }

    /**
     * A residual network.
     *
     * @param options what all classifiers have in common
     * @param blocks its depth L, positive
     * @return the classifier
     */
    public static ImageClassifier residual(ClassifierOptions options, int blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException("a residual network has blocks, not " + blocks);
        }
        return new ImageClassifier(options, (layout, shape) -> new ResidualBody(layout, shape, options, blocks));
    }

    /**
     * A network of continuous depth, whose block sees the time.
     *
     * @param options what all classifiers have in common
     * @param solver how the features are carried from 0 to 1
     * @param adjoint how that is differentiated
     * @return the classifier
     */
    public static ImageClassifier continuous(ClassifierOptions options, OdeSolver solver, Adjoint adjoint) {
        return continuous(options, true, solver, adjoint);
    }

    /**
     * A network of continuous depth.
     *
     * @param options what all classifiers have in common
     * @param timed whether the block sees the time
     * @param solver how the features are carried from 0 to 1
     * @param adjoint how that is differentiated
     * @return the classifier
     */
    public static ImageClassifier continuous(
            ClassifierOptions options, boolean timed, OdeSolver solver, Adjoint adjoint) {
        return new ImageClassifier(
                options, (layout, shape) -> ContinuousBody.in(layout, shape, options, timed, solver, adjoint));
    }

    /**
     * The same network solved and differentiated in another way.
     *
     * @param solver how the features are carried from 0 to 1
     * @param adjoint how that is differentiated
     * @return a classifier of the same parameters
     * @throws IllegalStateException if the depth is not continuous
     */
    public ImageClassifier with(OdeSolver solver, Adjoint adjoint) {
        if (!(body instanceof ContinuousBody continuous)) {
            throw new IllegalStateException("a residual network has no solver");
        }
        return new ImageClassifier(this, continuous.with(solver, adjoint));
    }

    /**
     * The parameters.
     *
     * @return their layout
     */
    public Parameters layout() {
        return layout;
    }

    /**
     * The mean cross-entropy of a batch, to be trained.
     *
     * @param batches the images of every iteration
     * @param tally told how often the block was evaluated
     * @return the objective
     * @throws IllegalArgumentException if images are of another shape than the classifier takes, or of a class it does not have
     */
    public Objective objective(Minibatches batches, Effort.Tally tally) {
        requireFit(batches.images());
        return Objective.of(batches.chunks(), values -> {
            Run run = new Run(values);
            Minibatches.Cursor cursor = batches.new Cursor();
            return (iteration, chunk, gradient) -> {
                LabelledImages images = batches.images().pick(cursor.chunk(iteration, chunk));
                double loss = run.lossAndGradient(images, batches.share(), gradient);
                tally.add(run.takeEffort(images.count()));
                return loss;
            };
        });
    }

    /**
     * Classifies images.
     *
     * @param values flat parameter vector
     * @param images images and their classes, at least one
     * @param pool the threads
     * @return how many were right, and what it cost; a network whose probabilities are not numbers is wrong everywhere
     * @throws IllegalArgumentException if there is no image, or images do not fit as in {@link #objective}
     * @throws OdeException if the features of an image cannot be carried to the end
     */
    public Score score(double[] values, LabelledImages images, WorkerPool pool) {
        requireFit(images);
        if (images.count() == 0) {
            throw new IllegalArgumentException("there are no images to be judged by");
        }
        int chunks = (images.count() + CHUNK - 1) / CHUNK;
        int[] errors = new int[chunks];
        double[] losses = new double[chunks];
        Effort.Tally tally = new Effort.Tally();
        List<IntConsumer> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(pool.threads(), chunks); i++) {
            Run run = new Run(values);
            workers.add(c -> {
                LabelledImages own = images.pick(IntStream.range(c * CHUNK, Math.min(images.count(), (c + 1) * CHUNK))
                        .toArray());
                Matrix logs = run.logProbabilities(own);
                for (int b = 0; b < own.count(); b++) {
                    losses[c] -= logs.get(own.labels()[b], b);
                    errors[c] += isMostProbable(own.labels()[b], logs, b) ? 0 : 1;
                }
                tally.add(run.takeEffort(own.count()));
            });
        }
        pool.run(chunks, workers);
        return new Score(
                images.count(),
                Arrays.stream(errors).sum(),
                Arrays.stream(losses).sum() / images.count(),
                tally.take());
    }

    /**
     * The logarithms of the probabilities.
     *
     * @param values flat parameter vector
     * @param images images
     * @return classes × images
     * @throws IllegalArgumentException if images do not fit as in {@link #objective}
     * @throws OdeException if the features of an image cannot be carried to the end
     */
    public Matrix logProbabilities(double[] values, LabelledImages images) {
        requireFit(images);
        return new Run(values).logProbabilities(images);
    }

    private void requireFit(LabelledImages images) {
        if (!images.shape().equals(options.input())) {
            throw new IllegalArgumentException(
                    "images of " + images.shape() + " for a classifier of " + options.input());
        }
        int greatest = Arrays.stream(images.labels()).max().orElse(0);
        if (greatest >= options.classes()) {
            throw new IllegalArgumentException("an image has the label " + greatest + ", the classifier "
                    + options.classes() + " classes from 0 on");
        }
    }

    /** Whether no other class is more probable, of equal ones none before it. */
    private static boolean isMostProbable(int label, Matrix logs, int lane) {
        double own = logs.get(label, lane);
        for (int j = 0; j < logs.features(); j++) {
            double other = logs.get(j, lane);
            if (j < label ? !(own > other) : !(own >= other)) {
                return false;
            }
        }
        return true;
    }

    /** Ways through the network on one thread. */
    private final class Run {

        private final DifferentiableMap.Pass stemPass;
        private final DifferentiableMap.Pass headPass;
        private final Body.Run bodyRun;
        private Matrix pixels = Matrix.zeros(0, 0);
        private Matrix start = Matrix.zeros(0, 0);
        private Matrix endBars = Matrix.zeros(0, 0);
        private Matrix startBars = Matrix.zeros(0, 0);
        private Matrix logs = Matrix.zeros(0, 0);
        private Matrix labelBars = Matrix.zeros(0, 0);

        Run(double[] values) {
            stemPass = stem.newPass(values);
            headPass = head.newPass(values);
            bodyRun = body.newRun(values);
        }

        private void load(LabelledImages images) {
            int batch = images.count();
            if (pixels.batch() != batch) {
                pixels = Matrix.zeros(options.input().rows(), batch);
                start = Matrix.zeros(features, batch);
                endBars = Matrix.zeros(features, batch);
                startBars = Matrix.zeros(features, batch);
                logs = Matrix.zeros(options.classes(), batch);
                labelBars = Matrix.zeros(options.classes(), batch);
            }
            for (int b = 0; b < batch; b++) {
                images.place(b, pixels, b);
            }
        }

        Matrix logProbabilities(LabelledImages images) {
            load(images);
            int batch = images.count();
            stemPass.value(batch, new Matrix[] {pixels}, new Matrix[] {start});
            headPass.value(batch, new Matrix[] {bodyRun.value(start)}, new Matrix[] {logs});
            return logs;
        }

        double lossAndGradient(LabelledImages images, double share, double[] gradient) {
            load(images);
            int batch = images.count();
            stemPass.forward(batch, new Matrix[] {pixels}, new Matrix[] {start});
            Matrix end;
            try {
                end = bodyRun.forward(start);
            } catch (OdeException e) {
                throw failure(e);
            }
            labelBars.clear();
            for (int b = 0; b < batch; b++) {
                labelBars.set(images.labels()[b], b, -share);
            }
            headPass.valueAndPullback(
                    batch,
                    new Matrix[] {end},
                    new Matrix[] {labelBars},
                    new Matrix[] {logs},
                    new Matrix[] {endBars},
                    gradient);
            try {
                bodyRun.backward(endBars, startBars, gradient);
            } catch (OdeException e) {
                throw failure(e);
            }
            stemPass.backward(new Matrix[] {startBars}, new Matrix[0], gradient);
            double loss = 0;
            for (int b = 0; b < batch; b++) {
                loss -= share * logs.get(images.labels()[b], b);
            }
            return loss;
        }

        private static NonFiniteLossException failure(OdeException e) {
            return new NonFiniteLossException(e.sample(), e.t(), "the features of an image: " + e.getMessage());
        }

        Effort takeEffort(int images) {
            return bodyRun.takeEffort(images);
        }
    }
}
