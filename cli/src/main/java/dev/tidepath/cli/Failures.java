package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.TidepathException;
import dev.tidepath.forecasting.store.ModelFormatException;
import dev.tidepath.io.InputException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a failure into one clear message on standard error and an exit code. */
final class Failures {

    private static final String DEBUG_PROPERTY = "tidepath.debug";
    private static final String DEBUG_VARIABLE = "TIDEPATH_DEBUG";
    private static final String MEMORY_ADVICE = "more memory, as with TIDEPATH_JAVA_OPTS=-Xmx8g, or a shorter horizon";

    private final PrintStream err;
    private final Interruption interruption;

    Failures(PrintStream err, Interruption interruption) {
        this.err = err;
        this.interruption = interruption;
    }

    /**
     * Reports options that cannot be understood.
     *
     * @param e what picocli found
     * @param args the command line
     * @return the exit code
     */
    int misuse(ParameterException e, String[] args) {
        String message = e instanceof UnmatchedArgumentException u ? unmatched(u) : String.valueOf(e.getMessage());
        return usage(message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1), e.getCommandLine());
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String kind = e.isUnknownOption() ? "option" : isTop(e.getCommandLine()) ? "command" : "place for";
        String suggestions = String.join(" or ", e.getSuggestions());
        return "there is no " + kind + " '" + e.getUnmatched().get(0) + "'"
                + (suggestions.isEmpty() ? "" : "; did you mean " + suggestions + "?");
    }

    private static boolean isTop(CommandLine command) {
        return command.getParent() == null;
    }

    /**
     * Reports a command's failure.
     *
     * @param e what it failed with
     * @param command the command
     * @param parsed its options
     * @return the exit code
     */
    int failure(Exception e, CommandLine command, ParseResult parsed) {
        return report(e, command);
    }

    /**
     * Reports any failure.
     *
     * @param failure what happened
     * @param command the command it happened in
     * @return the exit code
     */
    int report(Throwable failure, CommandLine command) {
        if (failure instanceof UsageException e) {
            return usage(String.valueOf(e.getMessage()), command);
        }
        if (failure instanceof Interruption.InterruptedRunException) {
            interruption.announce(err);
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof TidepathException e) {
            return mendable(e);
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            err.println("error: reading or writing failed: " + failure.getMessage());
            return ExitCode.IO;
        }
        if (failure instanceof OutOfMemoryError) {
            err.println("error: out of memory / try: " + MEMORY_ADVICE);
            return ExitCode.BUG;
        }
        return bug(failure);
    }

    private int usage(String message, CommandLine command) {
        err.println("error: " + message);
        err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private int mendable(TidepathException e) {
        String where = e.location().isEmpty() ? "" : " " + e.location();
        String advice = e.hint().isEmpty() ? "" : " / try: " + e.hint();
        err.println("error " + e.code() + where + ": " + e.getMessage() + advice);
        if (e instanceof InputException input) {
            return switch (input.kind()) {
                case DATA -> ExitCode.BAD_DATA;
                case MISSING -> ExitCode.MISSING_INPUT;
                case IO -> ExitCode.IO;
            };
        }
        return e instanceof DataException || e instanceof ModelFormatException ? ExitCode.BAD_DATA : ExitCode.NO_MODEL;
    }

    private int bug(Throwable failure) {
        err.println("error: a defect of tidepath, not of your data: " + failure);
        if (isDebugging()) {
            failure.printStackTrace(err);
        } else {
            err.println("please report it with the command, the version (" + Version.text() + ") and what "
                    + DEBUG_VARIABLE + "=1 adds to this message");
        }
        return ExitCode.BUG;
    }

    private static boolean isDebugging() {
        return Boolean.getBoolean(DEBUG_PROPERTY) || System.getenv(DEBUG_VARIABLE) != null;
    }
}
