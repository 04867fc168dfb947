package dev.tidepath.forecasting.tune;

import dev.tidepath.forecasting.evaluate.BacktestListener;

/** Told of a search's progress; may stop it. Called from the thread that runs it. */
@FunctionalInterface
public interface TuningListener {

    /**
     * Called before an evaluation.
     *
     * @param progress where the search stands
     * @return told of the evaluation's backtest; the search is stopped when that is
     */
    BacktestListener evaluation(TuningProgress progress);
}
