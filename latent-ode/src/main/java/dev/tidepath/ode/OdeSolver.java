package dev.tidepath.ode;

import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Solves initial value problems {@code dy/dt = f(t, y, c)} for a batch of independent samples, forward or backward in
 * time, each sample with its own interval, steps, output times and status. Immutable; every solve has its own memory.
 *
 * <p>A sample's result is the same bits alone, in another order, or among a thousand, as far as the field's is. Steps
 * land exactly on the end; output times are read from the dense output and never cost a step.
 *
 * @param stepper the method
 * @param controller the choice of steps
 * @param maxSteps limit on attempted steps of a sample, at least one
 */
public record OdeSolver(Stepper stepper, StepController controller, int maxSteps) {

    /**
     * Checks that the parts fit.
     *
     * @param stepper the method
     * @param controller the choice of steps
     * @param maxSteps limit on attempted steps of a sample, at least one
     * @throws IllegalArgumentException if {@code maxSteps} is less than one, or the controller needs an error estimate
     *     that the stepper has not
     */
    public OdeSolver {
        if (maxSteps < 1) {
            throw new IllegalArgumentException("maxSteps must be at least 1, found " + maxSteps);
        }
        if (controller.norm().isPresent() && stepper.errorOrder() == 0) {
            throw new IllegalArgumentException("the controller " + controller
                    + " needs an error estimate, which this stepper has not: " + stepper
                    + "; use FixedStep or a method with an embedded one");
        }
    }

    /**
     * Dormand–Prince 5(4) with the classical adaptive control.
     *
     * @param rtol relative tolerance
     * @param atol absolute tolerance
     * @param maxSteps limit on attempted steps of a sample
     * @return a solver
     */
    public static OdeSolver dopri5(double rtol, double atol, int maxSteps) {
        return new OdeSolver(ExplicitRungeKutta.dopri5(), PidController.integral(rtol, atol), maxSteps);
    }

    /**
     * Tsitouras 5(4) with the classical adaptive control: as cheap a step as {@link #dopri5}, more accurate on most
     * smooth problems.
     *
     * @param rtol relative tolerance
     * @param atol absolute tolerance
     * @param maxSteps limit on attempted steps of a sample
     * @return a solver
     */
    public static OdeSolver tsit5(double rtol, double atol, int maxSteps) {
        return new OdeSolver(ExplicitRungeKutta.tsit5(), PidController.integral(rtol, atol), maxSteps);
    }

    /**
     * Solves.
     *
     * @param f the field
     * @param y0 initial states, features × batch, at least one feature; not modified
     * @param c what the field reads besides
     * @param at intervals and output times
     * @return outputs, final states and a report of each sample; look at the statuses, or insist with
     *     {@link Solution#orThrow()}
     * @throws ShapeException if batches differ or there is no feature
     */
    public Solution solve(VectorField f, Matrix y0, Context c, SaveAt at) {
        return solve(f, y0, c, at, null);
    }

    /**
     * Solves and shows the accepted steps to an observer.
     *
     * @param f the field
     * @param y0 initial states, features × batch; not modified
     * @param c what the field reads besides
     * @param at intervals and output times
     * @param observer sees accepted steps, or null
     * @return the solution
     * @throws ShapeException if batches differ or there is no feature
     */
    public Solution solve(VectorField f, Matrix y0, Context c, SaveAt at, @Nullable StepObserver observer) {
        return solve(f, y0, c, at, Stops.none(), observer);
    }

    /**
     * Solves across stops.
     *
     * @param f the field
     * @param y0 initial states, features × batch; not modified
     * @param c what the field reads besides
     * @param at intervals and output times
     * @param stops where steps have to end, and what jumps there
     * @param observer sees accepted steps, or null
     * @return the solution
     * @throws ShapeException if batches differ or there is no feature
     */
    public Solution solve(
            VectorField f, Matrix y0, Context c, SaveAt at, Stops stops, @Nullable StepObserver observer) {
        requireShapes(y0, c, at);
        Landing landing = stops.landing(at);
        Integration integration = newIntegration(y0.features(), y0.batch());
        integration.states().copyFrom(y0);
        for (int b = 0; b < at.batch(); b++) {
            integration.times()[b] = at.start(b);
            integration.targets()[b] = stops.target(b, 0, at);
        }
        OutputWriter writer = new OutputWriter(at, y0.features());
        integration.run(new Problem(f, c), landing, observer, writer, true);
        Solution.SampleReport[] reports = new Solution.SampleReport[at.batch()];
        for (int b = 0; b < reports.length; b++) {
            reports[b] = integration.report(b);
        }
        return new Solution(at, writer.outputs(), integration.states(), reports);
    }

    /**
     * Solves on several threads: fixed {@link Chunks} of samples, each solved for its whole trajectory by one thread. The
     * bits are those of the other methods.
     *
     * @param fields makes a field for each thread, of the same values
     * @param y0 initial states, features × batch; not modified
     * @param c what the field reads besides
     * @param at intervals and output times
     * @param pool the threads
     * @return the solution
     * @throws ShapeException if batches differ or there is no feature
     * @throws IllegalArgumentException if the controller shares steps: a chunk does not know the others' errors
     */
    public Solution solve(Supplier<? extends VectorField> fields, Matrix y0, Context c, SaveAt at, WorkerPool pool) {
        requireShapes(y0, c, at);
        requireOwnSteps();
        Chunks chunks = new Chunks(at.batch());
        Solution[] parts = new Solution[chunks.count()];
        chunks.run(pool, thread -> {
            VectorField f = fields.get();
            return i -> {
                int from = chunks.from(i);
                int to = chunks.from(i + 1);
                parts[i] = solve(f, y0.slice(from, to), c.slice(from, to), at.slice(from, to));
            };
        });
        return chunks.join(at, y0.features(), parts);
    }

    /**
     * Repeats recorded steps with another field, initial states or times: the step sizes are those of the record, apart
     * from the last of each sample, which ends at its end time. Nothing is controlled; what a discrete adjoint
     * differentiates is exactly this.
     *
     * @param steps accepted steps of an earlier solve
     * @param f the field
     * @param y0 initial states, features × batch; not modified
     * @param c what the field reads besides
     * @param at intervals and output times
     * @return the solution; a sample that had failed keeps its status and is repeated as far as it got
     * @throws ShapeException if batches differ or there is no feature
     */
    public Solution replay(StepRecord steps, VectorField f, Matrix y0, Context c, SaveAt at) {
        requireShapes(y0, c, at);
        if (steps.batch() != y0.batch()) {
            throw new ShapeException("batch of the recorded steps", y0.batch(), steps.batch());
        }
        return new Replay(stepper, steps, y0, at).run(new Problem(f, c));
    }

    /**
     * Checks that every sample chooses its own steps, so that a batch may be cut.
     *
     * @throws IllegalArgumentException if the controller shares steps
     */
    public void requireOwnSteps() {
        if (controller.shared()) {
            throw new IllegalArgumentException("steps shared by the batch cannot be chosen by several threads");
        }
    }

    /**
     * Creates the loop itself, for solves that stop on the way or are repeated without allocation.
     *
     * @param features rows of the state, at least one
     * @param batch number of samples
     * @return a workspace of one thread
     */
    public Integration newIntegration(int features, int batch) {
        return new Integration(this, features, batch);
    }

    private void requireShapes(Matrix y0, Context c, SaveAt at) {
        controller.norm().ifPresent(norm -> norm.requireFeatures(y0.features(), false));
        if (y0.features() < 1) {
            throw new ShapeException("features of the state, at least", 1, y0.features());
        }
        if (at.batch() != y0.batch()) {
            throw new ShapeException("samples with output times", y0.batch(), at.batch());
        }
        c.requireBatch(y0.batch());
    }
}
