package dev.tidepath.train;

/**
 * Ends a training that no longer gets better on a {@link Validation}, and keeps the best weights.
 *
 * @param validation what weights are judged by
 * @param every it is evaluated after so many iterations and after the last one planned, positive
 * @param patience the training ends after so many evaluations in a row without a lower loss, positive
 */
public record EarlyStopping(Validation validation, int every, int patience) {

    /**
     * Checks the ranges.
     *
     * @param validation see the component
     * @param every see the component
     * @param patience see the component
     */
    public EarlyStopping {
        TrainingOptions.requirePositive("every", every);
        TrainingOptions.requirePositive("patience", patience);
    }
}
