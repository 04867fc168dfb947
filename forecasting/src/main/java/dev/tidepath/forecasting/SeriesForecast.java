package dev.tidepath.forecasting;

import java.util.List;

/**
 * The forecast of one series: its predictive distribution at the times asked for, in the user's units; immutable.
 *
 * @param id the series' id, empty where the set has a single unnamed series
 * @param times the times asked for
 * @param channels names of the channels forecast, in order
 * @param predictive their joint distribution
 */
public record SeriesForecast(String id, Times times, List<String> channels, Predictive predictive) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param id see the component
     * @param times see the component
     * @param channels see the component
     * @param predictive see the component
     */
    public SeriesForecast {
        channels = List.copyOf(channels);
    }

    /**
     * How many joint sample paths there are.
     *
     * @return one or more
     */
    public int pathCount() {
        return predictive.pathCount();
    }

    /**
     * The mean of the predictive distribution.
     *
     * @param channel channel index
     * @param time time index
     * @return mean in the user's unit
     */
    public double mean(int channel, int time) {
        return predictive.mean(channel, time);
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
     * A quantile of the predictive distribution.
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
        return predictive.quantile(channel, time, probability);
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
     * Where a value lies in the predictive distribution.
     *
     * @param channel channel index
     * @param time time index
     * @param value finite, in the user's unit
     * @return the probabilities below and above
     */
    public Tails tails(int channel, int time, double value) {
        return predictive.tails(channel, time, value);
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
        return predictive.sample(channel, time, path);
    }
}
