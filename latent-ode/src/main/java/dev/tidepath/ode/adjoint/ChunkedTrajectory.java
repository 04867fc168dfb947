package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Chunks;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The trajectories of the chunks of a batch, solved and pulled back on several threads, added up in chunk order. */
final class ChunkedTrajectory implements Adjoint.Trajectory {

    private final Chunks chunks;
    private final Context context;
    private final DifferentiableField field;
    private final Healthy healthy;
    private final WorkerPool pool;
    private final Adjoint.Trajectory[] parts;
    private final Solution solution;

    /**
     * Solves.
     *
     * @param adjoint the strategy for each chunk
     * @param solver the solver
     * @param fields makes a field for each chunk
     * @param y0 initial states
     * @param c what the field reads besides
     * @param at intervals and output times
     * @param pool the threads
     */
    ChunkedTrajectory(
            Adjoint adjoint,
            OdeSolver solver,
            Supplier<? extends DifferentiableField> fields,
            Matrix y0,
            Context c,
            SaveAt at,
            WorkerPool pool) {
        this.pool = pool;
        context = c;
        solver.requireOwnSteps();
        chunks = new Chunks(at.batch());
        parts = new Adjoint.Trajectory[chunks.count()];
        DifferentiableField[] each = new DifferentiableField[parts.length];
        Solution[] solutions = new Solution[parts.length];
        for (int i = 0; i < parts.length; i++) {
            each[i] = fields.get();
        }
        chunks.run(pool, thread -> i -> {
            int from = chunks.from(i);
            int to = chunks.from(i + 1);
            parts[i] = adjoint.solve(solver, each[i], y0.slice(from, to), c.slice(from, to), at.slice(from, to));
            solutions[i] = parts[i].solution();
        });
        solution = chunks.join(at, y0.features(), solutions);
        healthy = new Healthy(at.batch(), solution::status);
        field = each.length == 0 ? fields.get() : each[0];
    }

    @Override
    public Solution solution() {
        return solution;
    }

    @Override
    public Optional<StepRecord> steps() {
        return Optional.empty();
    }

    @Override
    public void backward(Matrix outputAdjoints, TrajectoryGradient into) {
        SaveAt at = solution.saveAt();
        Checks.adjoints(solution, healthy, outputAdjoints);
        Checks.parts("gradient", solution.finalStates().features(), at, context, field, into);
        TrajectoryGradient[] gradients = new TrajectoryGradient[parts.length];
        chunks.run(pool, thread -> i -> {
            gradients[i] = zeros(into, i);
            int first = at.offset(chunks.from(i));
            try {
                parts[i].backward(outputAdjoints.slice(first, at.offset(chunks.from(i + 1))), gradients[i]);
            } catch (OdeException e) {
                throw new OdeException(e.status(), chunks.from(i) + e.sample(), e.t(), e.h());
            }
        });
        for (int i = 0; i < parts.length; i++) {
            int from = chunks.from(i);
            add(gradients[i].initialState(), into.initialState(), from);
            add(gradients[i].context(), into.context(), from);
            add(gradients[i].parameters(), into.parameters(), 0);
            add(gradients[i].outputTimes(), into.outputTimes(), at.offset(from));
            add(gradients[i].startTimes(), into.startTimes(), from);
            add(gradients[i].endTimes(), into.endTimes(), from);
        }
    }

    private TrajectoryGradient zeros(TrajectoryGradient like, int chunk) {
        int samples = chunks.from(chunk + 1) - chunks.from(chunk);
        int outputs = parts[chunk].solution().saveAt().total();
        return new TrajectoryGradient(
                zeros(like.initialState(), samples),
                zeros(like.parameters(), like.parameters() == null ? 0 : like.parameters().length),
                zeros(like.context(), samples),
                zeros(like.outputTimes(), outputs),
                zeros(like.startTimes(), samples),
                zeros(like.endTimes(), samples));
    }

    private static @Nullable Matrix zeros(@Nullable Matrix like, int batch) {
        return like == null ? null : Matrix.zeros(like.features(), batch);
    }

    private static double @Nullable [] zeros(double @Nullable [] like, int length) {
        return like == null ? null : new double[length];
    }

    private static void add(@Nullable Matrix part, @Nullable Matrix into, int from) {
        for (int f = 0; part != null && into != null && f < part.features(); f++) {
            for (int b = 0; b < part.batch(); b++) {
                into.row(f)[from + b] += part.row(f)[b];
            }
        }
    }

    private static void add(double @Nullable [] part, double @Nullable [] into, int from) {
        for (int i = 0; part != null && into != null && i < part.length; i++) {
            into[from + i] += part[i];
        }
    }
}
