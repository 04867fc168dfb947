package dev.tidepath.tensor;

/** Two shapes that must agree do not; the message names both. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param what the quantity whose shape is wrong
     * @param expected the shape asked for
     * @param found the shape given
     */
    public ShapeException(String what, int expected, int found) {
        super(what + ": expected " + expected + ", found " + found);
    }
}
