package dev.tidepath.cli;

import dev.tidepath.train.TrainingProgress;

/** Shows a training's progress while it runs. */
interface ProgressDisplay extends AutoCloseable {

    /**
     * Shows where the training stands.
     *
     * @param progress after an iteration
     */
    void show(TrainingProgress progress);

    /** Ends the display, leaving the cursor at the start of a line. */
    @Override
    void close();

    /**
     * The display that suits a terminal: a bar if a person watches, else a line every few seconds.
     *
     * @param terminal where to show it
     * @return the display
     */
    static ProgressDisplay on(Terminal terminal) {
        return terminal.interactive()
                ? new ProgressBarDisplay(terminal.err())
                : new ProgressLines(terminal.err(), System::nanoTime);
    }
}
