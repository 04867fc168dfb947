package dev.tidepath.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ctrl-C. Work that would leave something behind if it were cut off is done in a {@link #section}; the process ends when
 * that has. Work outside of sections ends at once.
 */
final class Interruption {

    private static final long PATIENCE_SECONDS = 20;

    private final ReentrantLock section = new ReentrantLock();
    private final AtomicBoolean announced = new AtomicBoolean();
    private volatile boolean requested;
    private volatile boolean finished;

    /**
     * Whether the user has asked to stop.
     *
     * @return whether a section should come to its end, leaving nothing behind
     */
    boolean isRequested() {
        return requested;
    }

    /** Asks to stop. */
    void request() {
        requested = true;
    }

    /**
     * Fails if the user has asked to stop.
     *
     * @throws InterruptedRunException if so
     */
    void check() {
        if (requested) {
            throw new InterruptedRunException();
        }
    }

    /**
     * Does work that is not to be cut off, on the one thread that runs the command.
     *
     * @param work ends early, leaving nothing behind, when {@link #isRequested} says so
     * @param <T> what it gives
     * @return what it gave
     * @throws IOException if it fails so
     * @throws InterruptedRunException if the user has asked to stop before or during the work
     */
    <T> T section(Work<T> work) throws IOException {
        section.lock();
        try {
            check();
            T result = work.run();
            check();
            return result;
        } finally {
            section.unlock();
        }
    }

    /**
     * Says once that the run was interrupted.
     *
     * @param err where to say so
     */
    void announce(PrintStream err) {
        if (announced.compareAndSet(false, true)) {
            err.println("interrupted");
        }
    }

    /** Tells that the command has ended by itself and its outputs are where they belong. */
    void finish() {
        finished = true;
    }

    /**
     * Makes signals that end the process wait for the end of a section.
     *
     * @param err where to say so
     */
    void listenForSignals(PrintStream err) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endOfProcess(err), "interruption"));
    }

    private void endOfProcess(PrintStream err) {
        if (finished) {
            return;
        }
        request();
        try {
            // never given back: nothing new begins between here and the end of the process
            if (!section.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                err.println("warning: the work under way did not come to an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        announce(err);
    }

    /**
     * Work that is not to be cut off.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Work<T> {

        /**
         * Does it.
         *
         * @return its result
         * @throws IOException if it fails
         */
        T run() throws IOException;
    }

    /** The user asked to stop. */
    static final class InterruptedRunException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
