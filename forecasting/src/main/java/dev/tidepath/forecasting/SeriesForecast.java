package dev.tidepath.forecasting;

import java.util.Arrays;
import java.util.List;

/**
 * The predictive distribution of one series at the times asked for: joint sample paths, their mean and their quantiles,
 * in the user's units; immutable.
 *
 * <p>Path {@code p} of every channel and time belongs together, so sums, maxima or crossings along a path are draws from
 * the joint distribution.
 */
public final class SeriesForecast {

    private final String id;
    private final Times times;
    private final List<String> channels;
    private final double[][] means;
    private final double[][][] paths;
    private final double[][][] sorted;

    /**
     * Creates a forecast.
     *
     * @param id the series' id
     * @param times the times asked for
     * @param channels the channels' names
     * @param means mean by channel and time
     * @param paths sample paths by channel, time and path; at least one path
     */
    public SeriesForecast(String id, Times times, List<String> channels, double[][] means, double[][][] paths) {
        this.id = id;
        this.times = times;
        this.channels = List.copyOf(channels);
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

    /**
     * The series' id.
     *
     * @return id, empty where the set has a single unnamed series
     */
    public String id() {
        return id;
    }

    /**
     * The times asked for.
     *
     * @return times
     */
    public Times times() {
        return times;
    }

    /**
     * The channels' names.
     *
     * @return names in order
     */
    public List<String> channels() {
        return channels;
    }

    /**
     * How many joint sample paths there are.
     *
     * @return one or more
     */
    public int pathCount() {
        return paths[0].length == 0 ? 0 : paths[0][0].length;
    }

    /**
     * The mean of the predictive distribution.
     *
     * @param channel channel index
     * @param time time index
     * @return mean in the user's unit
     */
    public double mean(int channel, int time) {
        return means[channel][time];
    }

    /**
     * The median of the predictive distribution.
     *
     * @param channel channel index
     * @param time time index
     * @return median in the user's unit
     */
    public double median(int channel, int time) {
        return quantile(channel, time, 0.5);
    }

    /**
     * A quantile of the predictive distribution, by linear interpolation between the order statistics of the paths
     * (type 7 of Hyndman and Fan, 1996, doi:10.1080/00031305.1996.10473566).
     *
     * @param channel channel index
     * @param time time index
     * @param probability between 0 and 1
     * @return quantile in the user's unit
     */
    public double quantile(int channel, int time, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is between 0 and 1: " + probability);
        }
        double[] s = sorted[channel][time];
        double at = probability * (s.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, s.length - 1);
        return s[below] + (at - below) * (s[above] - s[below]);
    }

    /**
     * The lower end of a central prediction interval.
     *
     * @param channel channel index
     * @param time time index
     * @param level share it should cover, in percent between 0 and 100
     * @return the quantile at {@code (1 − level/100) / 2}
     */
    public double lower(int channel, int time, double level) {
        return quantile(channel, time, (1 - level / 100) / 2);
    }

    /**
     * The upper end of a central prediction interval.
     *
     * @param channel channel index
     * @param time time index
     * @param level share it should cover, in percent between 0 and 100
     * @return the quantile at {@code (1 + level/100) / 2}
     */
    public double upper(int channel, int time, double level) {
        return quantile(channel, time, (1 + level / 100) / 2);
    }

    /**
     * One value of one joint sample path.
     *
     * @param channel channel index
     * @param time time index
     * @param path path index
     * @return a draw in the user's unit
     */
    public double sample(int channel, int time, int path) {
        return paths[channel][time][path];
    }
}
