package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Times;
import java.util.Optional;

/**
 * One forecast beside what was observed: all that the metrics need. All numbers are finite.
 *
 * @param model name of the model
 * @param id the series' id
 * @param channel the channel's name
 * @param cutOff sequence of one time: what was observed until then, which counts, was known
 * @param time sequence of one time: when the value was observed
 * @param lead from the cut-off to the time, positive: seconds on a calendar axis, else in the axis's own unit
 * @param actual what was observed
 * @param mean mean of the forecast
 * @param median median of the forecast
 * @param crps {@linkplain Crps continuous ranked probability score}
 * @param scale naive error before the cut-off; empty where it is not defined
 * @param deciles quantiles at 0.1, 0.2, … 0.9
 * @param lower lower ends of the central intervals, one a level
 * @param upper upper ends
 */
public record ScoredPoint(
        String model,
        String id,
        String channel,
        Times cutOff,
        Times time,
        double lead,
        double actual,
        double mean,
        double median,
        double crps,
        Optional<NaiveScale> scale,
        double[] deciles,
        double[] lower,
        double[] upper) {

    /** How many deciles there are. */
    public static final int DECILES = 9;

    /**
     * The probability of a decile.
     *
     * @param i index from 0 to 8
     * @return 0.1 to 0.9
     */
    public static double probability(int i) {
        return (i + 1) / 10.0;
    }

    /**
     * This point under another model's name.
     *
     * @param name the name
     * @return a changed copy
     */
    public ScoredPoint of(String name) {
        return new ScoredPoint(
                name, id, channel, cutOff, time, lead, actual, mean, median, crps, scale, deciles, lower, upper);
    }
}
