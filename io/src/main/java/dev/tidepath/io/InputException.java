package dev.tidepath.io;

import dev.tidepath.forecasting.TidepathException;

/** A file or table that cannot be read as asked, or a file that cannot be written: what, where, and what to do. */
public final class InputException extends TidepathException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What kind of failure it is; a command line takes its exit code from it. */
    public enum Kind {
        /** What was read breaks a rule. */
        DATA,
        /** There is nothing to read: no such file, a folder, or no permission. */
        MISSING,
        /** Reading or writing failed on the way. */
        IO
    }

    InputException(Kind kind, String code, String location, String what, String hint) {
        super(code, location, what, hint);
        this.kind = kind;
    }

    static InputException data(String code, String location, String what, String hint) {
        return new InputException(Kind.DATA, code, location, what, hint);
    }

    static InputException io(String code, String location, String what, String hint, Throwable cause) {
        InputException e = new InputException(Kind.IO, code, location, what, hint);
        e.initCause(cause);
        return e;
    }

    /**
     * What kind of failure it is.
     *
     * @return bad data, missing input or an I/O failure
     */
    public Kind kind() {
        return kind;
    }
}
