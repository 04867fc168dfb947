package dev.tidepath.forecasting;

/** The series themselves do not allow what was asked for, such as fitting on a single observation. */
public final class DataException extends TidepathException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param code stable code of the rule that was broken, such as {@code TP-D046}
     * @param location series and channel, empty if the whole set is meant
     * @param what what is wrong
     * @param hint what to do about it
     */
    public DataException(String code, String location, String what, String hint) {
        super(code, location, what, hint);
    }
}
