package dev.tidepath.latent;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;

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
            Noise noise = new Noise(window, likelihood, deviations[c], "noise", c);
            for (int p = 0; p < paths; p++) {
                double[] own = noise.ofPath(p);
                for (int i = 0; i < targets; i++) {
                    double mean = decoded.get(c, p * targets + i);
                    means[c][i][p] = mean;
                    draws[c][i][p] = mean + own[i];
                }
            }
        }
    }

    /** One channel's noise at a window's targets, path by path. */
    static final class Noise {
        private final RandomKey key;
        private final Likelihood likelihood;
        private final double[] deviation;
        private final int channel;
        private final double[] leads;

        /**
         * Of a channel.
         *
         * @param window its targets and its key
         * @param likelihood how it scatters
         * @param deviation of the white noise, of the walk over a unit of time, of the slope
         * @param purpose what its random numbers are for
         * @param channel which one
         */
        Noise(Window window, Likelihood likelihood, double[] deviation, String purpose, int channel) {
            key = window.key().derive(purpose);
            this.likelihood = likelihood;
            this.deviation = deviation;
            this.channel = channel;
            leads = Arrays.stream(window.targets().times())
                    .map(time -> window.lead(channel, time))
                    .toArray();
        }

        /** How long before a target the channel was last observed. */
        double lead(int target) {
            return leads[target];
        }

        /** At all targets. */
        double[] ofPath(int path) {
            RandomKey own = key.derive(path / 2).derive(channel);
            double[] noise = new double[leads.length];
            double slope = deviation[2] * own.gaussian(0);
            double wandered = 0;
            double before = 0;
            for (int i = 0; i < noise.length; i++) {
                double lead = leads[i];
                wandered += deviation[1] * Math.sqrt(lead - before) * own.gaussian(2 * i + 1);
                before = lead;
                noise[i] = wandered + slope * lead + deviation[0] * own.gaussian(2 * i + 2);
                if (likelihood.degreesOfFreedom() > 0) {
                    noise[i] /= Math.sqrt(likelihood.mixing(own.derive("tail").derive(i)));
                }
                noise[i] *= sign(path);
            }
            return noise;
        }
    }

    /** Of each second path the opposite. */
    static double sign(int path) {
        return path % 2 == 0 ? 1 : -1;
    }
}
