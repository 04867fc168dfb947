package dev.tidepath.ode;

import java.util.Locale;

/** A sample's solution did not reach its end time; says which, where and what can be done. */
public final class OdeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SolveStatus status;
    private final int sample;
    private final double t;
    private final double h;

    /**
     * Creates the exception.
     *
     * @param status why the solution stopped
     * @param sample index in the batch
     * @param t time reached
     * @param h size of the last attempted step
     */
    public OdeException(SolveStatus status, int sample, double t, double h) {
        super(String.format(
                Locale.ROOT, "%s: sample %d stopped at t = %s (step %s); %s", status, sample, t, h, status.advice()));
        this.status = status;
        this.sample = sample;
        this.t = t;
        this.h = h;
    }

    /**
     * Why the solution stopped.
     *
     * @return the status
     */
    public SolveStatus status() {
        return status;
    }

    /**
     * Which sample.
     *
     * @return index in the batch
     */
    public int sample() {
        return sample;
    }

    /**
     * Where it stopped.
     *
     * @return the time reached
     */
    public double t() {
        return t;
    }

    /**
     * The step that failed.
     *
     * @return size of the last attempted step, signed
     */
    public double h() {
        return h;
    }
}
