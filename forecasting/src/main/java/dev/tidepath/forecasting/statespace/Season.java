package dev.tidepath.forecasting.statespace;

/**
 * A period and how many of its harmonics there are.
 *
 * @param period length in model time, positive
 * @param harmonics 1 to {@value #MOST_HARMONICS}
 */
public record Season(double period, int harmonics) {

    /** A sharper shape takes another model. */
    public static final int MOST_HARMONICS = 12;

    /**
     * Checks the ranges.
     *
     * @param period see the component
     * @param harmonics see the component
     * @throws IllegalArgumentException if the period is not positive or the number of harmonics is out of range
     */
    public Season {
        if (!(period > 0 && Double.isFinite(period)) || harmonics < 1 || harmonics > MOST_HARMONICS) {
            throw new IllegalArgumentException(
                    "a period is positive and has 1 to " + MOST_HARMONICS + " harmonics: " + period + ", " + harmonics);
        }
    }
}
