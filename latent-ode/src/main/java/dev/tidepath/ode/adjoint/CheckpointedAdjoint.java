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
 * walks the steps in reverse and recomputes states between checkpoints, which gives the same bits.
 *
 * <p>With {@code N} snapshots, solves of up to {@code 3N/4} steps keep every state; beyond, stretches are recomputed by
 * binomial checkpointing (Griewank &amp; Walther 2000, doi:10.1145/347837.347846) in the remaining quarter.
 *
 * <p>What is differentiated: the steps' sizes are constants. An output time moves within its step's dense output. Moving
 * a start moves the beginnings of all steps of the sample, the last step's end stays; moving an end changes the size of
 * the last step. A sample whose interval has length zero has no step, and no derivative with respect to times. Samples
 * that failed contribute nothing.
 *
 * @param snapshots limit on states kept at one time, at least 4; each takes features × batch doubles
 */
public record CheckpointedAdjoint(int snapshots) implements Adjoint {

    private static final int LEAST = 4;
    private static final int USUAL = 64;

    /**
     * Checks the number of snapshots.
     *
     * @param snapshots limit on states kept at one time, at least 4; each takes features × batch doubles
     * @throws IllegalArgumentException if it is less than 4
     */
    public CheckpointedAdjoint {
        if (snapshots < LEAST) {
            throw new IllegalArgumentException("snapshots must be at least " + LEAST + ", found " + snapshots);
        }
    }

    /**
     * With 64 snapshots.
     *
     * @return the default strategy
     */
    public static CheckpointedAdjoint standard() {
        return new CheckpointedAdjoint(USUAL);
    }

    @Override
    public Trajectory solve(OdeSolver solver, DifferentiableField f, Matrix y0, Context c, SaveAt at) {
        StepRecorder recorder = new StepRecorder(y0.batch());
        int scratch = snapshots / 4;
        Snapshots kept = new Snapshots(y0, snapshots - scratch);
        Solution solution = solver.solve(f, y0, c, at, steps -> {
            recorder.accepted(steps);
            kept.accepted(steps);
        });
        StepRecord recorded = recorder.record(solution);
        return new CheckpointedTrajectory(solver.stepper(), f, c, solution, recorded, kept, scratch);
    }
}
