package dev.tidepath.cli;

import dev.tidepath.forecasting.evaluate.BacktestFailure;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.BacktestProgress;
import dev.tidepath.train.TrainingListener;
import java.util.LinkedHashMap;
import java.util.Map;

/** Follows a backtest: shows how far it is, stops it when the user wants to, and remembers why models failed. */
final class BacktestReport implements BacktestListener {

    private final ProgressDisplay display;
    private final Interruption interruption;
    private final Map<String, String> firstFailures = new LinkedHashMap<>();

    BacktestReport(ProgressDisplay display, Interruption interruption) {
        this.display = display;
        this.interruption = interruption;
    }

    @Override
    public boolean onProgress(BacktestProgress progress) {
        show(progress, progress.model());
        return !interruption.isRequested();
    }

    @Override
    public void onFailure(BacktestFailure failure) {
        firstFailures.putIfAbsent(failure.model(), failure.reason());
    }

    @Override
    public TrainingListener training(BacktestProgress progress) {
        return training -> {
            show(
                    progress,
                    progress.model() + " iteration " + training.iteration() + " of " + training.iterations() + ", "
                            + TrainingReport.loss(training));
            return !interruption.isRequested();
        };
    }

    private void show(BacktestProgress progress, String detail) {
        display.show(new Progress("backtest", progress.done(), progress.planned(), "rounds", detail));
    }

    /**
     * Why models failed first.
     *
     * @return reasons by model
     */
    Map<String, String> firstFailures() {
        return firstFailures;
    }
}
