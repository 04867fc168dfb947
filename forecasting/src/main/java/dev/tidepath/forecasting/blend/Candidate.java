package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.Forecaster;

/**
 * A forecaster that a blend may be made of.
 *
 * @param name what it is called
 * @param forecaster fits it, to the past and then to all
 * @param prior what share of the blend it is expected to have before anything is known of the series, in any unit; positive
 */
public record Candidate(String name, Forecaster forecaster, double prior) {

    /**
     * Checks the prior.
     *
     * @param name see the component
     * @param forecaster see the component
     * @param prior see the component
     * @throws IllegalArgumentException if it is not positive
     */
    public Candidate {
        if (!(prior > 0 && Double.isFinite(prior))) {
            throw new IllegalArgumentException("a prior share is positive: " + prior);
        }
    }
}
