package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;

/** Adds to a failure the file that the user has to look at. */
final class Located {

    private Located() {}

    /**
     * A failure of series, which know their ids but not where they came from.
     *
     * @param source the file as the user wrote it
     * @param e the failure
     * @return the failure, located in the file
     */
    static DataException in(String source, DataException e) {
        String where = e.location().isEmpty() ? source : source + " " + e.location();
        DataException located = new DataException(e.code(), where, String.valueOf(e.getMessage()), e.hint());
        located.initCause(e);
        return located;
    }
}
