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

    /** The same with the covariates backwards in time, at the negated times. */
    Conditions reversed() {
        int knots = covariates.knots();
        double[] times = new double[knots];
        double[][] values = new double[covariates.inputs()][knots];
        for (int k = 0; k < knots; k++) {
            int from = knots - 1 - k;
            times[k] = 0 - covariates.times()[from];
            for (int u = 0; u < values.length; u++) {
                values[u][k] = covariates.values()[u][from];
            }
        }
        return new Conditions(statics, new InputPath(times, values));
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
