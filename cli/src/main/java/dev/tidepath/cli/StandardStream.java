package dev.tidepath.cli;

import java.nio.file.Path;

/** The name that stands for standard input or output in place of a file's. */
final class StandardStream {

    /** What messages call standard input. */
    static final String INPUT = "standard input";

    private static final Path NAME = Path.of("-");

    private StandardStream() {}

    /**
     * Whether a standard stream is meant.
     *
     * @param path what the user wrote
     * @return whether it is {@code -}
     */
    static boolean is(Path path) {
        return path.equals(NAME);
    }

    /**
     * What messages call an input.
     *
     * @param path what the user wrote
     * @return the same, or that it is standard input
     */
    static String nameOf(Path path) {
        return is(path) ? INPUT : path.toString();
    }
}
