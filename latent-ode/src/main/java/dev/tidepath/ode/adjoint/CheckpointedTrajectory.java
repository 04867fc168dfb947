package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.Step;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.ode.Stepper;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneCopies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A solution with its steps and checkpoints; see {@link CheckpointedAdjoint}. */
final class CheckpointedTrajectory implements Adjoint.Trajectory {

    private final DifferentiableField field;
    private final Stepper stepper;
    private final Context context;
    private final Solution solution;
    private final StepRecord recorded;
    private final StepRecord steps;
    private final Snapshots snapshots;
    private final Healthy healthy;
    private final Matrix standing;
    private final int places;
    private final List<Matrix> scratch = new ArrayList<>();
    private final Matrix start;
    private final int[] lanes;
    private int slopeAt = -1;
    private @Nullable Step step;
    private @Nullable ReversePass pass;

    CheckpointedTrajectory(
            Stepper stepper,
            DifferentiableField field,
            Context context,
            Solution solution,
            StepRecord recorded,
            Snapshots snapshots,
            int places) {
        this.stepper = stepper;
        this.field = field;
        this.solution = solution;
        this.recorded = recorded;
        this.snapshots = snapshots;
        healthy = new Healthy(solution.saveAt().batch(), solution::status);
        this.context = healthy.repaired(context);
        standing = healthy.repaired(solution.finalStates());
        steps = healthy.repaired(recorded);
        this.places = places;
        start = Matrix.zeros(standing.features(), standing.batch());
        lanes = new int[standing.batch()];
    }

    @Override
    public Solution solution() {
        return solution;
    }

    @Override
    public Optional<StepRecord> steps() {
        return Optional.of(recorded);
    }

    @Override
    public void backward(Matrix outputAdjoints, TrajectoryGradient into) {
        Checks.adjoints(solution, healthy, outputAdjoints);
        Checks.parts("gradient", standing.features(), solution.saveAt(), context, field, into);
        if (healthy.none()) {
            return;
        }
        if (pass == null) {
            pass = new ReversePass(stepper, solution, steps, healthy);
        }
        pass.open(field, context, outputAdjoints, into);
        slopeAt = -1;
        int end = steps.longest();
        for (int i = snapshots.size() - 1; i >= 0; i--) {
            int from = snapshots.step(i);
            if (from < end) {
                load(i);
                reverse(start, from, end, 0, pass);
                end = from;
            }
        }
        pass.close();
        Checks.finite(into.parameters(), into.context());
    }

    /** A snapshot into {@link #start}; samples that have no further step stand at their final state. */
    private void load(int snapshot) {
        start.copyFrom(snapshots.states(snapshot));
        int count = 0;
        for (int b = 0; b < start.batch(); b++) {
            if (steps.count(b) <= snapshots.step(snapshot)) {
                lanes[count++] = b;
            }
        }
        LaneCopies.copyLanes(standing.rows(), start.rows(), lanes, count);
    }

    /** Reverses the steps {@code from … to−1} beginning at a state, with the places from {@code depth} on free. */
    private void reverse(Matrix state, int from, int to, int depth, ReversePass reverse) {
        int end = to;
        while (end - from > 1) {
            int middle = from + Revolve.advance(end - from, places - depth);
            Matrix there = place(depth);
            advance(state, from, middle, there);
            reverse(there, middle, end, depth + 1, reverse);
            end = middle;
        }
        reverse.step(state, from);
    }

    private Matrix place(int depth) {
        if (depth == scratch.size()) {
            scratch.add(Matrix.zeros(start.features(), start.batch()));
        }
        return scratch.get(depth);
    }

    /** Repeats recorded steps. */
    private void advance(Matrix state, int from, int to, Matrix result) {
        result.copyFrom(state);
        if (step == null) {
            step = stepper.newStep(start.features(), start.batch());
        }
        for (int j = from; j < to; j++) {
            if (slopeAt != j) {
                step.begin(field, context, steps.times(j), result);
            }
            step.attempt(field, context, steps.times(j), steps.sizes(j), result);
            int count = 0;
            for (int b = 0; b < lanes.length; b++) {
                if (steps.count(b) > j) {
                    lanes[count++] = b;
                }
            }
            LaneCopies.copyLanes(step.next().rows(), result.rows(), lanes, count);
            slopeAt = step.accept(lanes, count) ? j + 1 : -1;
        }
    }
}
