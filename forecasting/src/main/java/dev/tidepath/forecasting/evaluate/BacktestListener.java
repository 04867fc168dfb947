package dev.tidepath.forecasting.evaluate;

import dev.tidepath.train.TrainingListener;

/** Told of a backtest's progress; may stop it. Called from the thread that runs it. */
public interface BacktestListener {

    /**
     * Called before a model is fitted or forecasts in a round.
     *
     * @param progress where the backtest stands
     * @return whether to go on; {@code false} ends the backtest
     */
    boolean onProgress(BacktestProgress progress);

    /**
     * Called when a model fails on a cut-off; the backtest goes on.
     *
     * @param failure what failed, and why
     */
    void onFailure(BacktestFailure failure);

    /**
     * Gives the listener of a model's training.
     *
     * @param progress where the backtest stands
     * @return told of the training's progress; may stop it
     */
    TrainingListener training(BacktestProgress progress);

    /**
     * A listener that reports nothing and never stops.
     *
     * @return the listener
     */
    static BacktestListener silent() {
        return new BacktestListener() {
            @Override
            public boolean onProgress(BacktestProgress progress) {
                return true;
            }

            @Override
            public void onFailure(BacktestFailure failure) {
                // nobody asked
            }

            @Override
            public TrainingListener training(BacktestProgress progress) {
                return TrainingListener.silent();
            }
        };
    }
}
