package dev.tidepath.cli;

import dev.tidepath.forecasting.evaluate.BacktestFailure;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.BacktestProgress;
import dev.tidepath.forecasting.tune.TuningListener;
import dev.tidepath.forecasting.tune.TuningProgress;
import dev.tidepath.train.TrainingListener;

/** Follows a search: shows how far it is, and stops it when the user wants to. */
record TuningReport(ProgressDisplay display, Interruption interruption) implements TuningListener {

    @Override
    public BacktestListener evaluation(TuningProgress progress) {
        return new Shown(progress);
    }

    /** Follows the backtest of one trial. */
    private final class Shown implements BacktestListener {

        private final TuningProgress progress;

        private Shown(TuningProgress progress) {
            this.progress = progress;
        }

        @Override
        public boolean onProgress(BacktestProgress backtest) {
            return show("");
        }

        @Override
        public void onFailure(BacktestFailure failure) {
            // the evaluation counts it
        }

        @Override
        public TrainingListener training(BacktestProgress backtest) {
            return training -> show(" iteration " + training.iteration() + " of " + training.iterations());
        }

        private boolean show(String more) {
            String detail = "trial " + progress.trial().number() + more;
            display.show(new Progress("tuning", progress.done(), progress.planned(), "evaluations", detail));
            return !interruption.isRequested();
        }
    }
}
