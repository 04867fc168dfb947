package dev.tidepath.benchmarks;

import java.util.List;

/**
 * One model on one set with a share of the observations left out.
 *
 * @param group the set's group
 * @param set the set's name
 * @param level percent that are left out
 * @param model the model's name
 * @param seconds of fitting and forecasting
 * @param failures cut-offs of series without a forecast, which count as forecasts of the last value
 * @param firstFailure why there is none; empty without failures
 * @param series scores by series and channel
 */
record SuiteResult(
        String group,
        String set,
        int level,
        String model,
        double seconds,
        int failures,
        String firstFailure,
        List<SuiteScore> series) {

    /**
     * What makes a result.
     *
     * @param set the set's name
     * @param level percent that are left out
     * @param model the model's name
     */
    record Key(String set, int level, String model) {}

    Key key() {
        return new Key(set, level, model);
    }
}
