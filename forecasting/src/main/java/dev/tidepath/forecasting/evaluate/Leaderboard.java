package dev.tidepath.forecasting.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * Models by how well they forecast the same values; immutable but for the sums, which are not to be added to.
 *
 * @param entries the models, best first; those that the ranking metric is not defined for come last
 * @param ranking the metric they are ranked by
 * @param metrics all metrics
 * @param buckets stretches of lead time
 * @param channels names of the channels forecast
 * @param rule the best of the simple rules, which skill is measured against
 * @param best the best model, if the ranking metric is defined
 * @param leftOut values that some model has no forecast for, or that differ between the models' results
 * @param incomplete models that have forecast too little to be compared
 */
public record Leaderboard(
        List<Entry> entries,
        Metric ranking,
        List<Metric> metrics,
        LeadBuckets buckets,
        List<String> channels,
        Optional<String> rule,
        Optional<String> best,
        long leftOut,
        List<String> incomplete) {

    /**
     * Keeps unmodifiable copies.
     *
     * @param entries see the component
     * @param ranking see the component
     * @param metrics see the component
     * @param buckets see the component
     * @param channels see the component
     * @param rule see the component
     * @param best see the component
     * @param leftOut see the component
     * @param incomplete see the component
     */
    public Leaderboard {
        entries = List.copyOf(entries);
        metrics = List.copyOf(metrics);
        channels = List.copyOf(channels);
        incomplete = List.copyOf(incomplete);
    }

    /**
     * One model.
     *
     * @param model its name
     * @param overall over all values
     * @param byBucket by lead time
     * @param byChannel by channel
     * @param skill one minus the ratio of its score and that of the best simple rule; empty where there is none
     * @param behind how far it is behind the best model; empty for the best one, and where there are too few cut-offs to
     *     tell
     */
    public record Entry(
            String model,
            ScoreSums overall,
            List<ScoreSums> byBucket,
            List<ScoreSums> byChannel,
            Optional<Double> skill,
            Optional<Difference> behind) {

        /**
         * Keeps unmodifiable copies.
         *
         * @param model see the component
         * @param overall see the component
         * @param byBucket see the component
         * @param byChannel see the component
         * @param skill see the component
         * @param behind see the component
         */
        public Entry {
            byBucket = List.copyOf(byBucket);
            byChannel = List.copyOf(byChannel);
        }
    }

    /**
     * How far a model is behind another by the ranking metric, with a 95 % interval.
     *
     * @param estimate the model's score minus the other's
     * @param low lower end
     * @param high upper end
     */
    public record Difference(double estimate, double low, double high) {

        /**
         * Whether the data tell the two apart.
         *
         * @return false if the interval holds zero
         */
        public boolean isClear() {
            return low > 0 || high < 0;
        }
    }
}
