package dev.tidepath.train;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ends a training that no longer gets better on a {@link Validation}, and keeps the best weights.
 *
 * @param validation what weights are judged by
 * @param at the iterations after which it is evaluated, increasing and positive; besides them after the last one planned
 * @param patience the training ends after so many evaluations in a row without a loss that is lower by the gain, positive
 * @param gain by how much a loss has to be below the best one to count as better, zero or more
 */
public record EarlyStopping(Validation validation, int[] at, int patience, double gain) {

    /**
     * Checks the ranges.
     *
     * @param validation see the component
     * @param at see the component
     * @param patience see the component
     * @param gain see the component
     */
    public EarlyStopping {
        at = at.clone();
        TrainingOptions.requirePositive("patience", patience);
        if (!(gain >= 0)) {
            throw new IllegalArgumentException("gain must not be negative: " + gain);
        }
        for (int k = 0; k < at.length; k++) {
            if (at[k] <= (k == 0 ? 0 : at[k - 1])) {
                throw new IllegalArgumentException("evaluations must be in order: " + Arrays.toString(at));
            }
        }
    }

    /**
     * Evaluations at equal intervals, of which any lower loss is better.
     *
     * @param validation what weights are judged by
     * @param every it is evaluated after so many iterations, positive
     * @param patience evaluations in a row without a lower loss, positive
     * @param iterations the most that are planned
     * @return the stopping
     */
    public static EarlyStopping every(Validation validation, int every, int patience, int iterations) {
        TrainingOptions.requirePositive("every", every);
        return new EarlyStopping(
                validation,
                IntStream.rangeClosed(1, iterations / every).map(k -> k * every).toArray(),
                patience,
                0);
    }

    boolean isDue(int iteration) {
        return Arrays.binarySearch(at, iteration) >= 0;
    }
}
