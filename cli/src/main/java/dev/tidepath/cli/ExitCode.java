package dev.tidepath.cli;

/** What the process's exit code says; the numbers above 2 follow BSD's sysexits.h. */
final class ExitCode {

    static final int OK = 0;
    /** The input is good, but no model could be fitted to it. */
    static final int NO_MODEL = 1;

    static final int USAGE = 2;
    /** Data that cannot be read as asked, an unknown column too. */
    static final int BAD_DATA = 65;

    static final int MISSING_INPUT = 66;
    /** A defect of this program. */
    static final int BUG = 70;

    static final int IO = 74;
    /** Ctrl-C: 128 plus the number of SIGINT, as shells have it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
