package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

import dev.tidepath.random.RandomKey;

/**
 * How observations scatter about the mean m of a model: as {@code y = m + √v ε} with standard normal ε or, robust against
 * outliers, with ε from Student's t distribution (Lange, Little and Taylor 1989, doi:10.1080/01621459.1989.10478852).
 *
 * <p>A learnt variance is {@code v = σ² + (ρ² τ + κ² τ²) exp(Uᵀ e)} by channel: white noise, a random walk and a random slope
 * since the channel's last observation a lead τ ago; the evidence e of the window scales the latter two.
 *
 * @param deviation √v where it is fixed, positive; zero where it is learnt
 * @param degreesOfFreedom of Student's t, positive; zero for the normal distribution
 */
public record Likelihood(double deviation, int degreesOfFreedom) {

    /**
     * Checks the ranges.
     *
     * @param deviation see the component
     * @param degreesOfFreedom see the component
     */
    public Likelihood {
        if (!(deviation >= 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException("the deviation must not be negative: " + deviation);
        }
        requireAtLeast("degrees of freedom", 0, degreesOfFreedom);
    }

    /**
     * Normal with a learnt variance.
     *
     * @return the likelihood
     */
    public static Likelihood gaussian() {
        return new Likelihood(0, 0);
    }

    /**
     * Normal with a known standard deviation.
     *
     * @param deviation positive
     * @return the likelihood
     */
    public static Likelihood gaussian(double deviation) {
        Ranges.requirePositive("the deviation", deviation);
        return new Likelihood(deviation, 0);
    }

    /**
     * Student's t with a learnt scale.
     *
     * @param degreesOfFreedom positive; 4 is usual
     * @return the likelihood
     */
    public static Likelihood studentT(int degreesOfFreedom) {
        requireAtLeast("degrees of freedom", 1, degreesOfFreedom);
        return new Likelihood(0, degreesOfFreedom);
    }

    /** Whether the variance is learnt. */
    boolean learnt() {
        return deviation == 0;
    }

    /** The constant part of the negative log-density. */
    double logNormaliser() {
        if (degreesOfFreedom == 0) {
            return 0.5 * StrictMath.log(2 * StrictMath.PI);
        }
        return logGammaHalf(degreesOfFreedom)
                - logGammaHalf(degreesOfFreedom + 1)
                + 0.5 * StrictMath.log(degreesOfFreedom * StrictMath.PI);
    }

    /** ln Γ(n/2), by Γ(x + 1) = x Γ(x) from Γ(½) = √π and Γ(1) = 1. */
    private static double logGammaHalf(int n) {
        double log = n % 2 == 0 ? 0 : 0.5 * StrictMath.log(StrictMath.PI);
        for (int k = n - 2; k > 0; k -= 2) {
            log += StrictMath.log(0.5 * k);
        }
        return log;
    }

    /** The part of the negative log-density that depends on the scaled error. */
    double penalty(double r) {
        return degreesOfFreedom == 0
                ? 0.5 * r * r
                : 0.5 * (degreesOfFreedom + 1) * StrictMath.log(1 + r * r / degreesOfFreedom);
    }

    /** The weight of a scaled error in iterated least squares: the penalty's slope over r. */
    double weight(double r) {
        return degreesOfFreedom == 0 ? 1 : (degreesOfFreedom + 1) / (degreesOfFreedom + r * r);
    }

    /** A draw of χ²/ν with ν degrees of freedom. */
    double mixing(RandomKey key) {
        double sum = 0;
        for (int k = 0; k < degreesOfFreedom; k++) {
            double g = key.gaussian(k);
            sum += g * g;
        }
        return sum / degreesOfFreedom;
    }
}
