package dev.tidepath.forecasting;

import org.apache.commons.math3.special.Erf;

/** The normal distribution of mean zero and variance one. */
public final class StandardNormal {

    private static final double ROOT_TWO = Math.sqrt(2);

    private StandardNormal() {}

    /**
     * The distribution function Φ.
     *
     * @param z any number
     * @return the probability of a value below it
     */
    public static double probability(double z) {
        return 0.5 * Erf.erfc(-z / ROOT_TWO);
    }

    /**
     * The quantile function Φ⁻¹.
     *
     * @param probability from 0 to 1
     * @return infinite at 0 and 1
     */
    public static double quantile(double probability) {
        return ROOT_TWO * Erf.erfInv(2 * probability - 1);
    }
}
