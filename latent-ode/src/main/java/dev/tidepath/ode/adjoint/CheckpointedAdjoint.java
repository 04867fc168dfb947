package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.ode.StepRecorder;
import dev.tidepath.tensor.Matrix;

/**
 * The discrete adjoint: the exact gradient of what the solver computed, with its accepted steps held constant. The way
 * forward records time and size of every step (16 bytes a sample) and keeps states at a limited number of checkpoints;
 * the number of steps is not known beforehand, so every second checkpoint is dropped whenever they run out. The way back
 * walks the steps in reverse and recomputes states between checkpoints, which gives the same bits whatever the budget.
 *
 * <p>The budget is the number of snapshots {@code N} or the bytes they take, {@code 8 × features × padded batch} each;
 * records of steps and the workspace of one step come on top. Solves of up to {@code 3N/4} steps keep every state;
 * beyond, stretches are recomputed by binomial checkpointing (Griewank &amp; Walther 2000, doi:10.1145/347837.347846) in
 * the remaining quarter.
 *
 * <p>What is differentiated: the steps' sizes are constants. An output time moves within its step's dense output. Moving
 * a start moves the beginnings of all steps of the sample, the last step's end stays; moving an end changes the size of
 * the last step. A sample whose interval has length zero has no step, and no derivative with respect to times. Samples
 * that failed contribute nothing. {@link ForwardSensitivity} is the same derivative the other way round.
 *
 * @param maxSnapshots limit on states kept at one time, at least 4
 * @param maxBytes limit on the memory of the states kept at one time; it must hold at least 4 of them
 */
public record CheckpointedAdjoint(int maxSnapshots, long maxBytes) implements Adjoint {

    private static final int LEAST = 4;
    private static final int USUAL = 64;

    /**
     * Checks the budget.
     *
     * @param maxSnapshots limit on states kept at one time, at least 4
     * @param maxBytes limit on the memory of the states kept at one time, positive
     * @throws IllegalArgumentException if a limit is too small
     */
    public CheckpointedAdjoint {
        if (maxSnapshots < LEAST) {
            throw new IllegalArgumentException("snapshots must be at least " + LEAST + ", found " + maxSnapshots);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("bytes must be positive, found " + maxBytes);
        }
    }

    /**
     * With a limited number of snapshots.
     *
     * @param most limit on states kept at one time, at least 4
     * @return a strategy
     */
    public static CheckpointedAdjoint snapshots(int most) {
        return new CheckpointedAdjoint(most, Long.MAX_VALUE);
    }

    /**
     * With limited memory. {@link #solve} throws an {@link IllegalArgumentException} if it does not hold 4 states.
     *
     * @param bytes limit on the memory of the states kept at one time
     * @return a strategy
     */
    public static CheckpointedAdjoint memory(long bytes) {
        return new CheckpointedAdjoint(Integer.MAX_VALUE, bytes);
    }

    /**
     * Without limit: the state before every step is kept and nothing is computed again but the step that is walked back.
     *
     * @return the strategy for short solves
     */
    public static CheckpointedAdjoint fullMemory() {
        return new CheckpointedAdjoint(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * With 64 snapshots.
     *
     * @return the default strategy
     */
    public static CheckpointedAdjoint standard() {
        return snapshots(USUAL);
    }

    @Override
    public Trajectory solve(OdeSolver solver, DifferentiableField f, Matrix y0, Context c, SaveAt at) {
        int capacity = capacity(y0);
        int places = capacity / 4;
        StepRecorder recorder = new StepRecorder(y0.batch());
        Snapshots kept = new Snapshots(y0, capacity - places);
        Solution solution = solver.solve(f, y0, c, at, steps -> {
            recorder.accepted(steps);
            kept.accepted(steps);
        });
        StepRecord recorded = recorder.record(solution);
        return new CheckpointedTrajectory(solver.stepper(), f, c, solution, recorded, kept, places);
    }

    private int capacity(Matrix y0) {
        long each = Math.max(1L, 8L * y0.features() * y0.lanes());
        long fitting = Math.min(maxSnapshots, maxBytes / each);
        if (fitting < LEAST) {
            throw new IllegalArgumentException("at least " + LEAST + " states of " + y0.features() + " × "
                    + y0.lanes() + " doubles have to fit the memory, which takes " + LEAST * each + " bytes; found "
                    + maxBytes);
        }
        return (int) fitting;
    }
}
