package dev.tidepath.forecasting;

import java.util.Arrays;

/** A predictive distribution known by joint sample paths and their means; its quantiles are those of the paths. */
public final class SampledPredictive implements Predictive {

    private final double[][] means;
    private final double[][][] paths;
    private final double[][][] sorted;

    /**
     * Creates the distribution.
     *
     * @param means mean by channel and time; copied
     * @param paths sample paths by channel, time and path; at least one path; copied
     */
    public SampledPredictive(double[][] means, double[][][] paths) {
        this.means = Arrays.stream(means).map(double[]::clone).toArray(double[][]::new);
        this.paths = deepCopy(paths);
        this.sorted = deepCopy(paths);
        for (double[][] channel : sorted) {
            for (double[] atTime : channel) {
                Arrays.sort(atTime);
            }
        }
    }

    private static double[][][] deepCopy(double[][][] source) {
        return Arrays.stream(source)
                .map(c -> Arrays.stream(c).map(double[]::clone).toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    @Override
    public double mean(int channel, int time) {
        return means[channel][time];
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

    @Override
    public int pathCount() {
        return paths[0].length == 0 ? 0 : paths[0][0].length;
    }

    @Override
    public double sample(int channel, int time, int path) {
        return paths[channel][time][path];
    }
}
