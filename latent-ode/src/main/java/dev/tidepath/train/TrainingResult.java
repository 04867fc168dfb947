package dev.tidepath.train;

import java.util.Optional;

/**
 * What a training came to.
 *
 * @param iterations optimiser steps done, those before a checkpoint included
 * @param reason why it ended
 * @param smoothedLoss exponential moving average of the loss at the end; NaN if no iteration was done
 * @param bestIteration after which iteration the weights were those that are kept: the best validated ones, else the last
 * @param failure what was not finite, and where, if that ended the training
 */
public record TrainingResult(
        int iterations, StopReason reason, double smoothedLoss, int bestIteration, Optional<String> failure) {

    /** Why a training ended. */
    public enum StopReason {
        /** All iterations were done. */
        ITERATIONS("plan"),
        /** The validation loss has not fallen for as many evaluations as patience asks for. */
        PATIENCE("a validation loss that fell no more"),
        /** The wall-clock brake was pulled. */
        MAX_TIME("the time limit"),
        /** The listener, or {@link TrainingOptions#stopAfter}, asked for it. */
        REQUEST("request"),
        /** Loss or gradient were not finite; the parameters are those before that iteration, or the best ones. */
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

        /**
         * Whether the training could go on from its last checkpoint.
         *
         * @return true if something outside of it has cut it short
         */
        public boolean isCutShort() {
            return this == MAX_TIME || this == REQUEST;
        }
    }
}
