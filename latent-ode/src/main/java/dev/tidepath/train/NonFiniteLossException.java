package dev.tidepath.train;

/**
 * A chunk's loss cannot be computed or is not finite. Thrown by an {@link Objective.Worker} or a {@link Validation.Worker};
 * the {@link TrainingLoop} stops and keeps the weights before that iteration.
 */
public final class NonFiniteLossException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The index of a sample that is not known. */
    public static final int UNKNOWN = -1;

    private final int sample;
    private final double time;

    /**
     * Creates the exception.
     *
     * @param sample index within the chunk, {@link #UNKNOWN} if no one sample is to blame
     * @param time in model time, NaN if unknown
     * @param what what is not finite, and where, in words
     */
    public NonFiniteLossException(int sample, double time, String what) {
        super(what);
        this.sample = sample;
        this.time = time;
    }

    /**
     * Creates the exception where no one sample is to blame.
     *
     * @param what what is not finite, in words
     */
    public NonFiniteLossException(String what) {
        this(UNKNOWN, Double.NaN, what);
    }

    /**
     * Which sample.
     *
     * @return index within the chunk, or {@link #UNKNOWN}
     */
    public int sample() {
        return sample;
    }

    /**
     * When.
     *
     * @return in model time, NaN if unknown
     */
    public double time() {
        return time;
    }
}
