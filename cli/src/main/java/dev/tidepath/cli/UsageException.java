package dev.tidepath.cli;

/** The options contradict each other or the data; the message is one line for the user. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
