package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/** Decides what happens when a sample of an {@link Integration} lands on its target time. */
@FunctionalInterface
public interface Landing {

    /** Every sample is done at its first target. */
    Landing STOP = (sample, lane, t, y) -> Double.NaN;

    /**
     * Called when a sample is at its target. May change the sample's column of {@code y}, a jump, and its time.
     *
     * @param sample index in the batch that is solved
     * @param lane where the sample is now: its column of {@code y} and its entry of {@code t}, the only ones that may be
     *     changed
     * @param t times, one a lane; {@code t[lane]} is the target, reached exactly
     * @param y states, one column a lane
     * @return the next target, or NaN if the sample is done
     */
    double next(int sample, int lane, double[] t, Matrix y);
}
