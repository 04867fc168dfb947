package dev.tidepath.forecasting.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of a backtest, in counts.
 *
 * @param cuts cut-offs of series that forecasts were asked for
 * @param tooShort cut-offs skipped because too little had been observed before them
 * @param withoutTruth cut-offs skipped because nothing was observed in the horizon after them
 * @param failures cut-offs that a model gave no forecast for, by model; models without failures too
 * @param stopped whether the listener ended it
 */
public record BacktestSummary(
        int cuts, int tooShort, int withoutTruth, Map<String, Integer> failures, boolean stopped) {

    /**
     * Keeps an unmodifiable copy in the given order.
     *
     * @param cuts see the component
     * @param tooShort see the component
     * @param withoutTruth see the component
     * @param failures see the component
     * @param stopped see the component
     */
    public BacktestSummary {
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }
}
