package dev.tidepath.forecasting;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/** A predictive distribution that is normal at every time: exact quantiles, and joint sample paths that go with them. */
public final class NormalPredictive implements Predictive {

    private static final double ROOT_TWO = Math.sqrt(2);

    private final double[][] means;
    private final double[][] deviations;
    private final double[][][] paths;

    /**
     * Creates the distribution.
     *
     * @param means mean by channel and time; copied
     * @param deviations standard deviation by channel and time, zero or more; copied
     * @param paths sample paths by channel, time and path; at least one path; copied
     */
    public NormalPredictive(double[][] means, double[][] deviations, double[][][] paths) {
        this.means = copy(means);
        this.deviations = copy(deviations);
        this.paths = Arrays.stream(paths).map(NormalPredictive::copy).toArray(double[][][]::new);
    }

    private static double[][] copy(double[][] source) {
        return Arrays.stream(source).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public double mean(int channel, int time) {
        return means[channel][time];
    }

    /**
     * The standard deviation.
     *
     * @param channel channel index
     * @param time time index
     * @return standard deviation in the user's unit
     */
    public double deviation(int channel, int time) {
        return deviations[channel][time];
    }

    /** {@code mean + deviation · Φ⁻¹(probability)}. */
    @Override
    public double quantile(int channel, int time, double probability) {
        double deviation = deviations[channel][time];
        return deviation > 0
                ? means[channel][time] + deviation * (ROOT_TWO * Erf.erfInv(2 * probability - 1))
                : means[channel][time];
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
