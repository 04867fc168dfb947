package dev.tidepath.latent;

import dev.tidepath.ode.InputPath;

/**
 * What a window's series is known to be subject to: static features, and covariates along a path that is known over the whole
 * window, the times to be forecast included.
 *
 * @param statics static features
 * @param covariates at knots of its own, linear between them and constant outside
 */
public record Conditions(double[] statics, InputPath covariates) {

    private static final Conditions NONE = new Conditions(new double[0], InputPath.none());

    /**
     * Nothing is known.
     *
     * @return no static features and no covariates
     */
    public static Conditions none() {
        return NONE;
    }
}
