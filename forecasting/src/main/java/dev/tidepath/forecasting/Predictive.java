package dev.tidepath.forecasting;

/**
 * The joint predictive distribution of a series' channels at the times asked for, in the user's units. Immutable.
 *
 * <p>Path {@code p} of every channel and time belongs together, so sums, maxima or crossings along a path are draws from
 * the joint distribution. Mean and quantiles may be more exact than those of the paths.
 */
public interface Predictive {

    /**
     * The mean.
     *
     * @param channel channel index
     * @param time time index
     * @return mean in the user's unit
     */
    double mean(int channel, int time);

    /**
     * A quantile, which never falls as the probability grows.
     *
     * @param channel channel index
     * @param time time index
     * @param probability between 0 and 1; 0 and 1 may give infinities
     * @return quantile in the user's unit
     */
    double quantile(int channel, int time, double probability);

    /**
     * Where a value lies in the distribution. Of this implementation, among n sample paths: a value beyond all of them has
     * the probability {@code ½/(n + 1)} on its side, so nothing is rarer than the paths can tell.
     *
     * @param channel channel index
     * @param time time index
     * @param value finite, in the user's unit
     * @return the probabilities below and above
     */
    default Tails tails(int channel, int time, double value) {
        double below = 0.5;
        double above = 0.5;
        for (int p = 0; p < pathCount(); p++) {
            double sample = sample(channel, time, p);
            below += sample < value ? 1 : sample == value ? 0.5 : 0;
            above += sample > value ? 1 : sample == value ? 0.5 : 0;
        }
        return new Tails(below / (pathCount() + 1), above / (pathCount() + 1));
    }

    /**
     * Whether sample paths are all that is known, and quantiles are those of the paths.
     *
     * @return false for a distribution that knows its quantiles
     */
    default boolean isSampled() {
        return false;
    }

    /**
     * How many joint sample paths there are.
     *
     * @return one or more
     */
    int pathCount();

    /**
     * One value of one joint sample path.
     *
     * @param channel channel index
     * @param time time index
     * @param path path index
     * @return a draw in the user's unit
     */
    double sample(int channel, int time, int path);
}
