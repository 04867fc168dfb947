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
        ITERATIONS("plan"),
        /** The wall-clock brake was pulled. */
        MAX_TIME("the time limit"),
        /** The listener asked for it. */
        LISTENER("request"),
        /** Loss or gradient were not finite; the parameters are those before that iteration. */
        NON_FINITE("a loss that was not finite");

        private final String text;

        StopReason(String text) {
            this.text = text;
        }

        /**
         * The reason in words.
         *
         * @return what ended the training
         */
        public String text() {
            return text;
        }
    }
}
