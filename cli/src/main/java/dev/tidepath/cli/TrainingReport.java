package dev.tidepath.cli;

import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingProgress;
import dev.tidepath.train.TrainingResult;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a training: shows how far it is, and stops it when the user wants to. Used by the one thread that trains. */
final class TrainingReport implements TrainingListener {

    private final ProgressDisplay display;
    private final Interruption interruption;
    private final PrintStream err;
    private @Nullable String stage;
    private @Nullable TrainingProgress last;
    private @Nullable TrainingResult result;

    TrainingReport(ProgressDisplay display, Interruption interruption, PrintStream err) {
        this.err = err;
        this.display = display;
        this.interruption = interruption;
    }

    @Override
    public void onStage(String name) {
        stage = name;
    }

    @Override
    public boolean onProgress(TrainingProgress progress) {
        last = progress;
        display.show(shown(progress, stage == null ? "iterations" : "steps of " + stage));
        return !interruption.isRequested();
    }

    @Override
    public void onResume(TrainingProgress progress) {
        last = progress;
        Talk.line(err, "resumed", "from iteration " + progress.iteration() + " of " + progress.iterations());
    }

    @Override
    public void onEnd(TrainingResult ended) {
        result = ended;
    }

    /**
     * A training's progress as it is shown.
     *
     * @param progress after an iteration
     * @param noun what is counted
     * @return iterations and loss
     */
    static Progress shown(TrainingProgress progress, String noun) {
        return new Progress("training", progress.iteration(), progress.iterations(), noun, loss(progress));
    }

    /**
     * Where the one training ended.
     *
     * @return the last iteration's progress, empty if there was none or there were several trainings
     */
    Optional<TrainingProgress> last() {
        return Optional.ofNullable(last).filter(progress -> stage == null);
    }

    /**
     * Whether the training is over: as planned, or because it cannot go on.
     *
     * @return false if there was none, or it was cut short
     */
    boolean isOver() {
        return result != null && !result.reason().isCutShort();
    }

    /**
     * What ended the training although nothing should have.
     *
     * @return a warning, empty if all went well
     */
    Optional<String> warning() {
        return Optional.ofNullable(result)
                .filter(ended -> ended.failure().isPresent())
                .map(ended -> ended.failure().orElseThrow() + ": training ended, with the weights of iteration "
                        + ended.bestIteration());
    }

    /**
     * A loss in the words of a message.
     *
     * @param progress after an iteration
     * @return such as {@code loss 0.1234}
     */
    static String loss(TrainingProgress progress) {
        return String.format(Locale.ROOT, "loss %.4g", progress.smoothedLoss());
    }
}
