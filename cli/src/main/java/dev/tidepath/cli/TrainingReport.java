package dev.tidepath.cli;

import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingProgress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a training: shows how far it is, and stops it when the user wants to. Used by the one thread that trains. */
final class TrainingReport implements TrainingListener {

    private final ProgressDisplay display;
    private final Interruption interruption;
    private @Nullable TrainingProgress last;

    TrainingReport(ProgressDisplay display, Interruption interruption) {
        this.display = display;
        this.interruption = interruption;
    }

    @Override
    public boolean onProgress(TrainingProgress progress) {
        last = progress;
        display.show(shown(progress));
        return !interruption.isRequested();
    }

    /**
     * A training's progress as it is shown.
     *
     * @param progress after an iteration
     * @return iterations and loss
     */
    static Progress shown(TrainingProgress progress) {
        return new Progress("training", progress.iteration(), progress.iterations(), "iterations", loss(progress));
    }

    /**
     * Where the training ended.
     *
     * @return the last iteration's progress, empty if there was none
     */
    Optional<TrainingProgress> last() {
        return Optional.ofNullable(last);
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
