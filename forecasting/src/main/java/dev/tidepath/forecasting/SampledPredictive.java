package dev.tidepath.forecasting;

import java.util.Arrays;

/** A predictive distribution known by joint sample paths and their means; its quantiles are those of the paths. */
public final class SampledPredictive extends PathPredictive {

    private final double[][][] sorted;

    /**
     * Creates the distribution.
     *
     * @param means mean by channel and time; copied
     * @param paths sample paths by channel, time and path; at least one path; copied
     */
    public SampledPredictive(double[][] means, double[][][] paths) {
        super(means, paths);
        this.sorted = copy(paths);
        for (double[][] channel : sorted) {
            for (double[] atTime : channel) {
                Arrays.sort(atTime);
            }
        }
    }

    /**
     * Interpolates linearly between the order statistics of the paths (type 7 of Hyndman and Fan, 1996,
     * doi:10.1080/00031305.1996.10473566).
     */
    @Override
    public double quantile(int channel, int time, double probability) {
        double[] s = sorted[channel][time];
        double at = probability * (s.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, s.length - 1);
        return s[below] + (at - below) * (s[above] - s[below]);
    }

    @Override
    public boolean isSampled() {
        return true;
    }
}
