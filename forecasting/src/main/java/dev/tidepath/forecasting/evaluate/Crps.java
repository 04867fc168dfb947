package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Predictive;
import java.util.Arrays;

/**
 * The continuous ranked probability score (Matheson and Winkler 1976, doi:10.1287/mnsc.22.10.1087): the integral over x
 * of (F(x) − 1{y ≤ x})², which is E|X − y| − E|X − X′|/2. It is in the unit of the values, proper, and the absolute error
 * where the forecast is a single value.
 *
 * <p>It is computed
 *
 * <ul>
 *   <li>of sample paths by the fair estimator, whose expectation does not depend on how many paths there are (Ferro 2014,
 *       doi:10.1002/qj.2270), from the sorted paths;
 *   <li>of a distribution that knows its quantiles by the quantile score integrated over 200 nodes (Laio and Tamea 2007,
 *       doi:10.5194/hess-11-1267-2007); for a normal distribution within 1e-4 standard deviations.
 * </ul>
 */
public final class Crps {

    private static final int NODES = 200;

    private Crps() {}

    /**
     * The score of a forecast.
     *
     * @param forecast the predictive distribution
     * @param channel channel index
     * @param time time index
     * @param actual what was observed
     * @return lower is better; estimated from paths it may fall a little below zero
     */
    public static double of(Predictive forecast, int channel, int time, double actual) {
        if (forecast.isSampled()) {
            double[] paths = new double[forecast.pathCount()];
            Arrays.setAll(paths, p -> forecast.sample(channel, time, p));
            return ofSamples(paths, actual);
        }
        return ofQuantiles(forecast, channel, time, actual);
    }

    /** Midpoints of u, where the probability is u²(3 − 2u): close together in the tails, where quantiles grow. */
    private static double ofQuantiles(Predictive forecast, int channel, int time, double actual) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < NODES; i++) {
            double u = (i + 0.5) / NODES;
            double probability = u * u * (3 - 2 * u);
            double weight = u * (1 - u);
            double distance = forecast.quantile(channel, time, probability) - actual;
            sum += weight * 2 * ((distance > 0 ? 1 : 0) - probability) * distance;
            weights += weight;
        }
        return sum / weights;
    }

    /**
     * The fair estimate from independent draws, {@code Σ|xᵢ − y|/n − Σ|xᵢ − xⱼ|/(2n(n − 1))}; the absolute error of a single
     * one.
     *
     * @param samples one or more draws in any order
     * @param actual what was observed
     * @return lower is better; may fall a little below zero
     */
    public static double ofSamples(double[] samples, double actual) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double error = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            double distance = sorted[i] - actual;
            error += Math.abs(distance);
            spread += (2.0 * i - n + 1) * distance;
        }
        return n == 1 ? error : error / n - spread / (n * (n - 1.0));
    }
}
