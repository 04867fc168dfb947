package dev.tidepath.forecasting.blend;

/**
 * A never falling map of normal scores, by which a distribution is recalibrated: its quantile at Φ(z) becomes the one at
 * Φ({@link #apply apply(z)}).
 */
interface ScoreMap {

    /**
     * The score to ask the model for.
     *
     * @param z a normal score
     * @return another
     */
    double apply(double z);

    /**
     * Whether the mean stays the model's own: errors are made larger or smaller, and nothing is known of where their mean lies.
     *
     * @return false if the mean is to be that of the distribution that results
     */
    default boolean keepsMean() {
        return true;
    }
}
