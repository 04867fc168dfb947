package dev.tidepath.examples;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.flow.ContinuousFlow;
import dev.tidepath.flow.MlpField;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Adam;
import dev.tidepath.train.Schedule;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.io.PrintStream;

/** One continuous flow, trained on one density of the plane and measured against it. */
final class FlowStudy {

    /** How a flow is trained and how closely it is looked at. */
    record Budget(int width, int matching, int likelihood, int test, int cells) {

        static final Budget FULL = new Budget(96, 20_000, 20, 5_000, 160);
        static final Budget QUICK = new Budget(32, 1_200, 40, 2_000, 96);
    }

    /** Where the density is added up: a square around the origin. */
    private static final double SIDE = 12;

    /** For the way of training, and of measuring. */
    static final OdeSolver ROUGH = OdeSolver.dopri5(1e-3, 1e-3, 1_000);

    static final OdeSolver FINE = OdeSolver.dopri5(1e-5, 1e-5, 10_000);
    private static final OdeSolver FINEST = OdeSolver.dopri5(1e-8, 1e-8, 100_000);
    private static final int OCTAVES = 4;
    private static final int INVERTED = 500;
    private static final int ESTIMATED = 500;
    private static final int PROBES = 10;

    private final ToyData data;
    private final Budget budget;
    private final int threads;
    private final RandomKey key;
    private final Parameters layout = new Parameters();
    private final ContinuousFlow flow;
    private final ContinuousFlow estimating;
    private final Trace training;
    private final double[] weights;

    FlowStudy(ToyData data, Budget budget, Trace training, long seed, int threads) {
        this.data = data;
        this.training = training;
        this.budget = budget;
        this.threads = threads;
        key = RandomKey.of(seed).derive("flows").derive(data.label());
        MlpField field = MlpField.in(layout, "field", 2, OCTAVES, budget.width(), budget.width(), budget.width());
        flow = new ContinuousFlow(layout, field, Trace.EXACT, FINE);
        estimating = new ContinuousFlow(layout, field, Trace.HUTCHINSON, FINE);
        weights = layout.initialValues(key.derive("weights"));
    }

    ToyData data() {
        return data;
    }

    /** The flow with the weights as they are now. */
    ContinuousFlow flow() {
        return flow;
    }

    double[] weights() {
        return weights;
    }

    /** Fits the field to straight paths, then maximises the likelihood. */
    void train(PrintStream err) {
        TrainingListener first = new TrainingLines(data.label() + ", straight paths", err);
        new TrainingLoop(options(budget.matching(), 5e-3))
                .run(flow.matching(data.batches(key.derive("matching"), 2, 256), key.derive("noise")), weights, first);
        TrainingListener second = new TrainingLines(data.label() + ", likelihood", err);
        new TrainingLoop(options(budget.likelihood(), 1e-3))
                .run(
                        (training == Trace.EXACT ? flow : estimating)
                                .with(ROUGH)
                                .likelihood(
                                        data.batches(key.derive("likelihood"), 4, 64),
                                        CheckpointedAdjoint.fullMemory(),
                                        key.derive("probes")),
                        weights,
                        second);
    }

    private TrainingOptions options(int iterations, double rate) {
        return new TrainingOptions(
                iterations, Adam.STANDARD, Schedule.cosine(rate, iterations), 10, threads, Integer.MAX_VALUE, null);
    }

    /** Measures against points that were not trained on. */
    FlowFigures measure(WorkerPool pool) {
        Matrix points = data.points(key.derive("test"), budget.test());
        double[] ours = flow.logDensity(weights, points, pool);
        double[] truth = new double[points.batch()];
        for (int b = 0; b < truth.length; b++) {
            truth[b] = data.density().log(points.get(0, b), points.get(1, b));
        }
        return new FlowFigures(
                data,
                layout.size(),
                ours,
                truth,
                mass(pool),
                inverseError(points, pool),
                estimating.estimate(weights, points.slice(0, ESTIMATED), key.derive("signs"), PROBES, pool));
    }

    private double mass(WorkerPool pool) {
        double sum = 0;
        for (double log : flow.logDensity(weights, FlowPicture.grid(budget.cells(), SIDE), pool)) {
            sum += StrictMath.exp(log);
        }
        double cell = SIDE / budget.cells();
        return sum * cell * cell;
    }

    /** The largest difference between a coordinate and what it is after the way to the base density and back. */
    private double inverseError(Matrix points, WorkerPool pool) {
        Matrix some = points.slice(0, INVERTED);
        ContinuousFlow fine = flow.with(FINEST);
        Matrix back = fine.fromBase(weights, fine.toBase(weights, some, pool), 1, pool);
        double largest = 0;
        for (int i = 0; i < 2; i++) {
            for (int b = 0; b < INVERTED; b++) {
                largest = Math.max(largest, Math.abs(back.get(i, b) - some.get(i, b)));
            }
        }
        return largest;
    }
}
