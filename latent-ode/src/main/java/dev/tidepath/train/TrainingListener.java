package dev.tidepath.train;

/** Told of a training's progress; may stop it. Called from the thread that trains. */
@FunctionalInterface
public interface TrainingListener {

    /**
     * Called after every iteration.
     *
     * @param progress where the training stands
     * @return whether to go on; {@code false} stops the training, which keeps what was learnt so far
     */
    boolean onProgress(TrainingProgress progress);

    /**
     * A listener that reports nothing and never stops.
     *
     * @return the listener
     */
    static TrainingListener silent() {
        return progress -> true;
    }
}
