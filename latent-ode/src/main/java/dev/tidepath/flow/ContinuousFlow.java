package dev.tidepath.flow;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Integrand;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import dev.tidepath.train.Objective;
import java.util.ArrayList;
import java.util.List;

/**
 * A density: the standard normal one at time 0, carried to time 1 by a field. By the instantaneous change of variables (Chen
 * et al. 2018, arXiv:1806.07366, theorem 1) the log-density along a path follows
 *
 * <pre>
 * dz/dt = f(t, z, c; θ),    d log p(z(t) | c)/dt = −tr ∂f/∂z
 * </pre>
 *
 * with conditions c that do not move, or without any, so that {@code log p(x) = log N(z(0)) − ∫₀¹ tr ∂f/∂z dt} along the path that ends at x. Both are solved as one field of
 * {@code dimension + 1} features, whose last row is the change of the log-density; it takes part in the error control.
 *
 * <p>Immutable, shared by threads. Points are matrices of dimension × points, conditions a {@link Context} of conditions × points;
 * methods without conditions are of flows whose field reads none. Results do not depend on the number of threads.
 * Methods throw {@link dev.tidepath.ode.OdeException} if a point's path cannot be solved, and {@link IllegalArgumentException} if
 * conditions are not as many as the field reads, points have another dimension, or a time is out of its range.
 */
public final class ContinuousFlow {

    /** No chunk of {@link dev.tidepath.ode.Chunks} has more samples. */
    private static final int CHUNK = 256 + Matrix.LANES;

    private static final Integrand LOG_DENSITY =
            motion -> motion.graph().scaleShift(Integrand.DIVERGENCE.rate(motion), -1, 0);

    private final FlowField field;
    private final Parameters layout;
    private final Trace trace;
    private final OdeSolver solver;
    private final FieldProgram motion;
    private final FieldProgram augmented;

    /**
     * Records a flow.
     *
     * @param layout the parameters, complete
     * @param field what carries the points
     * @param trace how its divergence is recorded
     * @param solver how paths are solved
     */
    public ContinuousFlow(Parameters layout, FlowField field, Trace trace, OdeSolver solver) {
        this(
                field,
                trace,
                solver,
                layout,
                new FieldProgram(layout, field.blocks(), field.dimension(), field.conditions(), moving(field)),
                integrating(layout, field, trace, List.of()));
    }

    private ContinuousFlow(
            FlowField field,
            Trace trace,
            OdeSolver solver,
            Parameters layout,
            FieldProgram motion,
            FieldProgram augmented) {
        this.layout = layout;
        this.field = field;
        this.trace = trace;
        this.solver = solver;
        this.motion = motion;
        this.augmented = augmented;
    }

    private static FieldProgram.Definition moving(FlowField field) {
        return field::rate;
    }

    /** The field with the change of the log-density and further integrals. */
    private static FieldProgram integrating(Parameters layout, FlowField field, Trace trace, List<Integrand> further) {
        List<Integrand> all = new ArrayList<>();
        all.add(LOG_DENSITY);
        all.addAll(further);
        int dimension = field.dimension();
        return new FieldProgram(
                layout,
                field.blocks(),
                dimension + all.size(),
                field.conditions() + trace.noiseSize(dimension),
                moving(field).integrating(dimension, trace, all));
    }

    /**
     * The same flow solved in another way.
     *
     * @param other how paths are solved
     * @return a flow of the same programs
     */
    public ContinuousFlow with(OdeSolver other) {
        return new ContinuousFlow(field, trace, other, layout, motion, augmented);
    }

    /**
     * The augmented field {@code d(z, log p)/dt = (f, −tr ∂f/∂z)}.
     *
     * @return a program of {@code dimension + 1} features; its context is the conditions, then the noise of an estimator
     */
    public FieldProgram augmented() {
        return augmented;
    }

    /**
     * The log-density of points of the data, in nats.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param pool the threads
     * @return one number a point
     * @throws IllegalArgumentException if the trace is only estimated; see {@link #estimate}
     */
    public double[] logDensity(double[] weights, Matrix points, WorkerPool pool) {
        return logDensity(weights, points, 1, pool);
    }

    /**
     * The log-density of points on their way, in nats: that of the base density carried to a time.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param time from 0, the base density, to 1, that of the data
     * @param pool the threads
     * @return one number a point
     * @throws IllegalArgumentException if the trace is only estimated
     */
    public double[] logDensity(double[] weights, Matrix points, double time, WorkerPool pool) {
        return logDensity(weights, points, Context.none(), time, pool);
    }

    /**
     * The log-density of points given their conditions, in nats.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param conditions conditions × points
     * @param time from 0, the base density, to 1, that of the data
     * @param pool the threads
     * @return one number a point
     * @throws IllegalArgumentException if the trace is only estimated
     */
    public double[] logDensity(double[] weights, Matrix points, Context conditions, double time, WorkerPool pool) {
        if (trace != Trace.EXACT) {
            throw new IllegalArgumentException("this flow estimates its trace: ask for an estimate of the density");
        }
        return density(weights, points, conditions, time, pool);
    }

    /**
     * Estimates the log-density of points by several independent probes of Hutchinson's estimator.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param key of the probes
     * @param probes at least 2
     * @param pool the threads
     * @return means and standard errors
     * @throws IllegalArgumentException if the trace is exact
     */
    public DensityEstimate estimate(double[] weights, Matrix points, RandomKey key, int probes, WorkerPool pool) {
        return estimate(weights, points, Context.none(), key, probes, pool);
    }

    /**
     * Estimates the log-density of points given their conditions.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param conditions conditions × points
     * @param key of the probes
     * @param probes at least 2
     * @param pool the threads
     * @return means and standard errors
     * @throws IllegalArgumentException if the trace is exact
     */
    public DensityEstimate estimate(
            double[] weights, Matrix points, Context conditions, RandomKey key, int probes, WorkerPool pool) {
        if (trace == Trace.EXACT || probes < 2) {
            throw new IllegalArgumentException(
                    "an estimate needs an estimated trace and two probes: " + trace + ", " + probes);
        }
        requireConditions(conditions);
        double[][] values = new double[probes][];
        for (int k = 0; k < probes; k++) {
            Matrix signs = Matrix.zeros(points.features(), points.batch());
            Trace.signs(key.derive(k), signs);
            Context seen = Context.of(PointConditions.above(conditions.features(), signs));
            values[k] = density(weights, points, seen, 1, pool);
        }
        return DensityEstimate.of(values);
    }

    private double[] density(double[] weights, Matrix points, Context seen, double time, WorkerPool pool) {
        int dimension = field.dimension();
        if (points.features() != dimension) {
            throw new ShapeException("points (features)", dimension, points.features());
        }
        Matrix state = Matrix.zeros(dimension + 1, points.batch());
        for (int i = 0; i < dimension; i++) {
            System.arraycopy(points.row(i), 0, state.row(i), 0, points.batch());
        }
        requireSize(seen, field.conditions() + trace.noiseSize(dimension));
        Matrix end = solve(augmented, weights, state, seen, time, 0, pool);
        double[] density = new double[points.batch()];
        for (int b = 0; b < density.length; b++) {
            density[b] = StandardNormal.logDensity(end, dimension, b) - end.get(dimension, b);
        }
        return density;
    }

    private void requireConditions(Context conditions) {
        requireSize(conditions, field.conditions());
    }

    private static void requireSize(Context context, int expected) {
        if (context.features().features() != expected) {
            throw new IllegalArgumentException(
                    "the flow reads " + expected + " features of a point besides the point, not "
                            + context.features().features());
        }
    }

    /**
     * Carries points of the data to the base density.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param pool the threads
     * @return as many points
     */
    public Matrix toBase(double[] weights, Matrix points, WorkerPool pool) {
        return toBase(weights, points, Context.none(), pool);
    }

    /**
     * Carries points of the data to the base density, given their conditions.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param conditions conditions × points
     * @param pool the threads
     * @return as many points
     */
    public Matrix toBase(double[] weights, Matrix points, Context conditions, WorkerPool pool) {
        requireConditions(conditions);
        return solve(motion, weights, points, conditions, 1, 0, pool);
    }

    /**
     * Carries points of the base density to the data, or part of the way.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param time from 0 to 1
     * @param pool the threads
     * @return as many points
     */
    public Matrix fromBase(double[] weights, Matrix points, double time, WorkerPool pool) {
        return fromBase(weights, points, Context.none(), time, pool);
    }

    /**
     * Carries points of the base density to the data given their conditions, or part of the way. In one dimension the point at a
     * normal score becomes the quantile of the data at that score, and more for a greater one: paths do not cross.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @param conditions conditions × points
     * @param time from 0 to 1
     * @param pool the threads
     * @return as many points
     */
    public Matrix fromBase(double[] weights, Matrix points, Context conditions, double time, WorkerPool pool) {
        requireConditions(conditions);
        return solve(motion, weights, points, conditions, 0, time, pool);
    }

    /**
     * Draws points of the data.
     *
     * @param weights flat parameter vector
     * @param key random key
     * @param count how many
     * @param pool the threads
     * @return dimension × count
     */
    public Matrix sample(double[] weights, RandomKey key, int count, WorkerPool pool) {
        Matrix base = Matrix.zeros(field.dimension(), count);
        StandardNormal.draw(key, base);
        return fromBase(weights, base, 1, pool);
    }

    /**
     * Draws one point of the data for each column of conditions.
     *
     * @param weights flat parameter vector
     * @param conditions conditions × points, of a flow that reads some
     * @param key random key
     * @param pool the threads
     * @return dimension × points
     */
    public Matrix sample(double[] weights, Context conditions, RandomKey key, WorkerPool pool) {
        Matrix base = Matrix.zeros(field.dimension(), conditions.features().batch());
        StandardNormal.draw(key, base);
        return fromBase(weights, base, conditions, 1, pool);
    }

    private Matrix solve(
            FieldProgram program,
            double[] weights,
            Matrix start,
            Context seen,
            double from,
            double to,
            WorkerPool pool) {
        if (!(Math.min(from, to) >= 0 && Math.max(from, to) <= 1)) {
            throw new IllegalArgumentException(
                    "the density is carried from time 0 to 1, not from " + from + " to " + to);
        }
        SaveAt ends = SaveAt.shared(start.batch(), from, to);
        int capacity = Math.min(start.batch(), CHUNK);
        return solver.solve(() -> program.bind(weights, capacity), start, seen, ends, pool)
                .orThrow()
                .finalStates();
    }

    /**
     * The mean negative log-likelihood of the data, in nats.
     *
     * @param batches points of the data
     * @param adjoint how solves are differentiated
     * @param key of the probes of an estimator, new ones for every iteration
     * @return the objective of a training by maximum likelihood
     */
    public Objective likelihood(Batches batches, Adjoint adjoint, RandomKey key) {
        return likelihood(batches, adjoint, key, List.of());
    }

    /**
     * The mean negative log-likelihood of the data, in nats, with penalties on the paths that keep the field easy to solve
     * (Finlay et al. 2020, arXiv:2002.02798): the mean over points of {@code −log p(x) + Σₖ weightₖ ∫₀¹ ℓₖ dt}.
     *
     * @param batches points of the data
     * @param adjoint how solves are differentiated
     * @param key of the probes of an estimator, new ones for every iteration, the same for trace and penalties
     * @param penalties such as {@link Integrand#KINETIC_ENERGY} with a weight
     * @return the objective of a training by penalised maximum likelihood
     */
    public Objective likelihood(Batches batches, Adjoint adjoint, RandomKey key, List<Integrand.Penalty> penalties) {
        FieldProgram program = penalties.isEmpty()
                ? augmented
                : integrating(
                        layout,
                        field,
                        trace,
                        penalties.stream().map(Integrand.Penalty::integrand).toList());
        LikelihoodWorker.Task task = new LikelihoodWorker.Task(
                batches,
                solver,
                adjoint,
                key,
                penalties.stream().mapToDouble(Integrand.Penalty::weight).toArray());
        return Objective.of(
                batches.chunks(),
                weights -> new LikelihoodWorker(program.bind(weights, batches.size()), field, trace, task));
    }

    /**
     * A start for the likelihood that needs no solves: the field is fitted to straight paths from noise to data, see
     * {@link FlowMatchingWorker}.
     *
     * @param batches points of the data
     * @param key of noise and times
     * @return the objective: mean squared error of the rate, a feature
     */
    public Objective matching(Batches batches, RandomKey key) {
        return Objective.of(
                batches.chunks(),
                weights -> new FlowMatchingWorker(motion.bind(weights, batches.size()), field, batches, key));
    }
}
