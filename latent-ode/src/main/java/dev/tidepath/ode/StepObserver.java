package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/** Sees the accepted steps of a solve while they happen. */
@FunctionalInterface
public interface StepObserver {

    /**
     * Called once a batch step, before the state moves on.
     *
     * @param lanes the lanes whose step is accepted are the first {@code count} entries, ascending
     * @param count number of accepted lanes, at least one
     * @param t times before the step, one a lane
     * @param h step sizes, one a lane
     * @param y states before the step
     * @param step the step; {@link Step#next()} holds the states after it
     */
    void accepted(int[] lanes, int count, double[] t, double[] h, Matrix y, Step step);
}
