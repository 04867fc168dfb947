package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/** Decides what happens when a sample of an {@link Integration} lands on its target time. */
@FunctionalInterface
public interface Landing {

    /** Every sample is done at its first target. */
    Landing STOP = (sample, t, y) -> Double.NaN;

    /**
     * Called when a sample is at its target. May change the sample's column of {@code y}: a jump.
     *
     * @param sample index in the batch
     * @param t the target time, reached exactly
     * @param y states of all samples; only this sample's column may be changed
     * @return the next target, or NaN if the sample is done
     */
    double next(int sample, double t, Matrix y);
}
