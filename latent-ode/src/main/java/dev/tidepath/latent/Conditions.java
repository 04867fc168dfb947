package dev.tidepath.latent;

import dev.tidepath.ode.InputPath;

/**
 * What a window's series is known to be subject to: static features, and covariates along a path that is known over the whole
 * window, the times to be forecast included.
 *
 * @param statics static features, finite
 * @param covariates at knots of its own, linear between them and constant outside
 */
public record Conditions(double[] statics, InputPath covariates) {

    private static final Conditions NONE = new Conditions(new double[0], InputPath.none());

    /**
     * Checks and copies.
     *
     * @param statics see the component
     * @param covariates see the component
     * @throws IllegalArgumentException if a static feature is not finite
     */
    public Conditions {
        statics = statics.clone();
        for (double feature : statics) {
            if (!Double.isFinite(feature)) {
                throw new IllegalArgumentException("a static feature must be finite, found " + feature);
            }
        }
    }

    /**
     * Nothing is known.
     *
     * @return no static features and no covariates
     */
    public static Conditions none() {
        return NONE;
    }
}
