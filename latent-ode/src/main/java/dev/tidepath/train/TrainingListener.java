package dev.tidepath.train;

/** Told of a training's progress; may stop it. Called from the thread that trains. */
@FunctionalInterface
public interface TrainingListener {

    /**
     * Called before each training where there are several.
     *
     * @param name what is trained, and for what
     */
    default void onStage(String name) {}

    /**
     * Called after every iteration.
     *
     * @param progress where the training stands
     * @return whether to go on; {@code false} stops the training, which keeps what was learnt so far
     */
    boolean onProgress(TrainingProgress progress);

    /**
     * Called once, before anything else, if the training goes on from a checkpoint.
     *
     * @param progress where the checkpoint stands
     */
    default void onResume(TrainingProgress progress) {}

    /**
     * Called once, when the training has ended.
     *
     * @param result what it came to
     */
    default void onEnd(TrainingResult result) {}

    /**
     * A listener that reports nothing and never stops.
     *
     * @return the listener
     */
    static TrainingListener silent() {
        return progress -> true;
    }
}
