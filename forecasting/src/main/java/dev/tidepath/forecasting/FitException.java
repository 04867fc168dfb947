package dev.tidepath.forecasting;

/** No model could be fitted although the data are in order. */
public final class FitException extends TidepathException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param code stable code, such as {@code TP-M001}
     * @param what what went wrong
     * @param hint what to try
     */
    public FitException(String code, String what, String hint) {
        super(code, "", what, hint);
    }
}
