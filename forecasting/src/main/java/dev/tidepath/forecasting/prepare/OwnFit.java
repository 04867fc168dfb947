package dev.tidepath.forecasting.prepare;

/**
 * How far a series has a regression of its own: least squares over its history, drawn towards the regression of all series
 * as if 1/{@code trust} observations said that one, with weights of the observations that fall off exponentially into the past.
 *
 * @param trust inverse of the observations the common regression is worth; 0 for the common regression alone
 * @param forgetting inverse of the model time in which a weight falls by a factor e; 0 for equal weights
 */
public record OwnFit(double trust, double forgetting) {

    /** The common regression alone. */
    public static final OwnFit NONE = new OwnFit(0, 0);

    /**
     * Checks the ranges.
     *
     * @param trust see the component
     * @param forgetting see the component
     */
    public OwnFit {
        if (!(trust >= 0 && forgetting >= 0)) {
            throw new IllegalArgumentException(
                    "trust and forgetting must not be negative: " + trust + ", " + forgetting);
        }
    }

    /** A regression of a series' own. */
    TimeRegression of(TimeRegression.Fit sums, FeatureChoice choice, TimeRegression common) {
        return trust == 0 ? common : sums.solve(choice, common.weights(), 1 / trust);
    }
}
