package dev.tidepath.forecasting;

/**
 * A failure that a user can mend: what is wrong, where, and what to do about it. Misuse of the API by a programmer is
 * an {@link IllegalArgumentException} instead.
 */
public abstract class TidepathException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String location;
    private final String hint;

    /**
     * Creates the exception.
     *
     * @param code stable code of the rule that was broken, such as {@code TP-D040}
     * @param location where: a file with line and column, or a series and channel; empty if nowhere in particular
     * @param what what is wrong, with the offending value
     * @param hint what to do about it; empty if there is nothing to advise
     */
    protected TidepathException(String code, String location, String what, String hint) {
        super(what);
        this.code = code;
        this.location = location;
        this.hint = hint;
    }

    /**
     * The stable code of the rule that was broken.
     *
     * @return such as {@code TP-D040}
     */
    public final String code() {
        return code;
    }

    /**
     * Where the failure is.
     *
     * @return file with line and column, or series and channel; may be empty
     */
    public final String location() {
        return location;
    }

    /**
     * What to do about it.
     *
     * @return advice, may be empty
     */
    public final String hint() {
        return hint;
    }
}
