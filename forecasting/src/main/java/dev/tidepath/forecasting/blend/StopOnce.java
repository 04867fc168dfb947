package dev.tidepath.forecasting.blend;

import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingProgress;
import dev.tidepath.train.TrainingResult;

/** Passes the progress of several trainings on; once one was stopped, all that follow are, and nobody is told any more. */
final class StopOnce implements TrainingListener {

    private final TrainingListener told;
    private boolean isStopped;

    StopOnce(TrainingListener told) {
        this.told = told;
    }

    boolean isStopped() {
        return isStopped;
    }

    @Override
    public void onStage(String name) {
        told.onStage(name);
    }

    @Override
    public void onEnd(TrainingResult result) {
        told.onEnd(result);
    }

    @Override
    public boolean onProgress(TrainingProgress progress) {
        isStopped = isStopped || !told.onProgress(progress);
        return !isStopped;
    }
}
