package dev.tidepath.cli;

/** Shows how far some work is while it runs. */
interface ProgressDisplay extends AutoCloseable {

    /**
     * Shows where the work stands.
     *
     * @param progress how far it is
     */
    void show(Progress progress);

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
