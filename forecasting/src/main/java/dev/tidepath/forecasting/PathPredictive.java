package dev.tidepath.forecasting;

import java.util.Arrays;

/** Means and joint sample paths by channel and time, to which a kind of distribution adds its quantiles. */
abstract sealed class PathPredictive implements Predictive permits NormalPredictive, SampledPredictive {

    private final double[][] means;
    private final double[][][] paths;

    /** Copies the means, by channel and time, and the paths, by channel, time and path. */
    PathPredictive(double[][] means, double[][][] paths) {
        this.means = copy(means);
        this.paths = copy(paths);
    }

    static double[][] copy(double[][] source) {
        return Arrays.stream(source).map(double[]::clone).toArray(double[][]::new);
    }

    static double[][][] copy(double[][][] source) {
        return Arrays.stream(source).map(PathPredictive::copy).toArray(double[][][]::new);
    }

    @Override
    public final double mean(int channel, int time) {
        return means[channel][time];
    }

    @Override
    public final int pathCount() {
        return paths[0].length == 0 ? 0 : paths[0][0].length;
    }

    @Override
    public final double sample(int channel, int time, int path) {
        return paths[channel][time][path];
    }
}
