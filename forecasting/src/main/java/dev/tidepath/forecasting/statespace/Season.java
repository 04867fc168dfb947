package dev.tidepath.forecasting.statespace;

/**
 * A period and how many of its harmonics there are.
 *
 * @param period length in model time, positive
 * @param harmonics one or more
 */
public record Season(double period, int harmonics) {

    /**
     * Checks the ranges.
     *
     * @param period see the component
     * @param harmonics see the component
     * @throws IllegalArgumentException if one of them is not positive
     */
    public Season {
        if (!(period > 0 && Double.isFinite(period)) || harmonics < 1) {
            throw new IllegalArgumentException("a period and its harmonics are positive: " + period + ", " + harmonics);
        }
    }
}
