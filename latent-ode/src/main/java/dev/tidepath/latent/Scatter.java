package dev.tidepath.latent;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;

/**
 * Observations about the means of one window's paths: white noise, a random walk and a random slope, in Student's t divided
 * by the root of a χ² over its degrees of freedom. Paths come in pairs of opposite noise, so that the medians and means of
 * few paths are those of the distribution (antithetic variates, Hammersley and Morton 1956, doi:10.1017/S0305004100031455).
 *
 * @param likelihood how they scatter
 * @param deviations by channel: of the white noise, of the walk over a unit of time, of the slope
 */
record Scatter(Likelihood likelihood, double[][] deviations) {

    /**
     * Draws at the window's target times.
     *
     * @param decoded channels × (paths × targets)
     */
    void draw(Window window, Matrix decoded, int paths, double[][][] means, double[][][] draws) {
        int targets = window.targets().size();
        for (int c = 0; c < deviations.length; c++) {
            double[] leads = new double[targets];
            for (int i = 0; i < targets; i++) {
                leads[i] = window.lead(c, window.targets().time(i));
            }
            for (int p = 0; p < paths; p++) {
                double[] noise =
                        noise(window.key().derive("noise").derive(p / 2).derive(c), deviations[c], leads);
                double sign = sign(p);
                for (int i = 0; i < targets; i++) {
                    double mean = decoded.get(c, p * targets + i);
                    means[c][i][p] = mean;
                    draws[c][i][p] = mean + sign * noise[i];
                }
            }
        }
    }

    /** Of each second path the opposite. */
    static double sign(int path) {
        return path % 2 == 0 ? 1 : -1;
    }

    private double[] noise(RandomKey key, double[] deviation, double[] leads) {
        double[] noise = new double[leads.length];
        double slope = deviation[2] * key.gaussian(0);
        double wandered = 0;
        double before = 0;
        for (int i = 0; i < noise.length; i++) {
            double lead = leads[i];
            wandered += deviation[1] * Math.sqrt(lead - before) * key.gaussian(2 * i + 1);
            before = lead;
            noise[i] = wandered + slope * lead + deviation[0] * key.gaussian(2 * i + 2);
            if (likelihood.degreesOfFreedom() > 0) {
                noise[i] /= Math.sqrt(likelihood.mixing(key.derive("tail").derive(i)));
            }
        }
        return noise;
    }
}
