package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.TidepathException;

/** A file that is no model file, or a damaged, edited or newer one. Its code is TP-D054. */
public final class ModelFormatException extends TidepathException {

    private static final long serialVersionUID = 1L;

    ModelFormatException(String location, String what, String hint) {
        super("TP-D054", location, what, hint);
    }
}
