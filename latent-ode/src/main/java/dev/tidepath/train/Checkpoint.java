package dev.tidepath.train;

import java.util.Optional;

/**
 * All that a training needs to go on bit for bit: random numbers are keyed by the iteration, so there is no state but this.
 * Immutable; arrays are copied.
 *
 * @param iteration iterations done, positive
 * @param loss the loss of the last one
 * @param smoothedLoss its exponential moving average
 * @param parameters the weights after it
 * @param firstMoment first moment of {@link Adam}, one number a parameter
 * @param secondMoment second moment of {@link Adam}, one number a parameter
 * @param best the best weights so far, if they are validated and have been
 */
public record Checkpoint(
        int iteration,
        double loss,
        double smoothedLoss,
        double[] parameters,
        double[] firstMoment,
        double[] secondMoment,
        Optional<Best> best) {

    /**
     * Checks the sizes.
     *
     * @param iteration see the component
     * @param loss see the component
     * @param smoothedLoss see the component
     * @param parameters see the component
     * @param firstMoment see the component
     * @param secondMoment see the component
     * @param best see the component
     */
    public Checkpoint {
        TrainingOptions.requirePositive("iteration", iteration);
        parameters = parameters.clone();
        firstMoment = requireSize(parameters, firstMoment).clone();
        secondMoment = requireSize(parameters, secondMoment).clone();
        double[] expected = parameters;
        best.ifPresent(b -> requireSize(expected, b.parameters));
    }

    private static double[] requireSize(double[] parameters, double[] other) {
        if (other.length != parameters.length) {
            throw new IllegalArgumentException(other.length + " numbers for " + parameters.length + " parameters");
        }
        return other;
    }

    /**
     * See the component.
     *
     * @return a copy
     */
    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    /**
     * See the component.
     *
     * @return a copy
     */
    @Override
    public double[] firstMoment() {
        return firstMoment.clone();
    }

    /**
     * See the component.
     *
     * @return a copy
     */
    @Override
    public double[] secondMoment() {
        return secondMoment.clone();
    }

    /**
     * The weights of the lowest validation loss.
     *
     * @param iteration after which iteration, positive
     * @param loss their validation loss
     * @param parameters the weights
     * @param evaluationsSince evaluations since then, none of them better
     */
    public record Best(int iteration, double loss, double[] parameters, int evaluationsSince) {

        /**
         * Checks the counts.
         *
         * @param iteration see the component
         * @param loss see the component
         * @param parameters see the component
         * @param evaluationsSince see the component
         */
        public Best {
            TrainingOptions.requirePositive("iteration", iteration);
            if (evaluationsSince < 0) {
                throw new IllegalArgumentException("evaluationsSince must not be negative: " + evaluationsSince);
            }
            parameters = parameters.clone();
        }

        /**
         * See the component.
         *
         * @return a copy
         */
        @Override
        public double[] parameters() {
            return parameters.clone();
        }

        /** The same after one more evaluation that was no better. */
        Best older() {
            return new Best(iteration, loss, parameters, evaluationsSince + 1);
        }
    }
}
