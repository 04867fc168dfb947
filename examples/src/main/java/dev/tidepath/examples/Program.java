package dev.tidepath.examples;

import dev.tidepath.forecasting.TidepathException;
import java.io.PrintStream;

/** What the programs have in common: how they fail. */
@FunctionalInterface
interface Program {

    /**
     * Runs with the words after the program's name.
     *
     * @return whether the figures are what they should be
     * @throws Arguments.NotUnderstood if the words are not understood
     * @throws TidepathException if data cannot be read, used or written
     */
    boolean run(String[] words, PrintStream out, PrintStream err);

    /** Runs, and turns failures into a line on {@code err} and an exit code: 0, 1 for bad figures or data, 2 for words. */
    default int exitCode(String usage, String[] words, PrintStream out, PrintStream err) {
        try {
            return run(words, out, err) ? 0 : 1;
        } catch (TidepathException e) {
            err.println(e.location().isEmpty() ? e.getMessage() : e.location() + ": " + e.getMessage());
            if (!e.hint().isEmpty()) {
                err.println(e.hint());
            }
            return 1;
        } catch (Arguments.NotUnderstood e) {
            err.println(e.getMessage());
            err.println(usage);
            return 2;
        }
    }
}
