package dev.tidepath.train;

/**
 * What a training came to.
 *
 * @param iterations optimiser steps done
 * @param reason why it ended
 * @param smoothedLoss exponential moving average of the loss at the end; NaN if no iteration was done
 */
public record TrainingResult(int iterations, StopReason reason, double smoothedLoss) {

    /** Why a training ended. */
    public enum StopReason {
        /** All iterations were done. */
        ITERATIONS,
        /** The wall-clock brake was pulled. */
        MAX_TIME,
        /** The listener asked for it. */
        LISTENER,
        /** Loss or gradient were not finite; the parameters are those before that iteration. */
        NON_FINITE
    }
}
