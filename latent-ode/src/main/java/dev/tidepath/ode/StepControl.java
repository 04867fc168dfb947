package dev.tidepath.ode;

/** A {@link StepController}'s memory of one solve. Allocates nothing after creation. */
public interface StepControl {

    /**
     * Forgets a sample's history and gives its first step.
     *
     * @param sample index in the batch
     * @param start its start time
     * @param end its end time
     * @param guess Hairer's first step, signed; 0 if the controller has no norm
     * @return size of the first step, signed
     */
    double first(int sample, double start, double end, double guess);

    /**
     * Judges an attempted step of one sample.
     *
     * @param sample index in the batch
     * @param error error in units of the tolerance; NaN or infinite if the step was not finite; 0 if there is no norm
     * @param h size of the attempted step, signed
     * @return size of the next step, signed; 0 to give the sample up as one whose steps are too small; {@link #accepted} tells whether the attempted one is kept
     */
    double next(int sample, double error, double h);

    /**
     * The verdict on a step.
     *
     * @param error error in units of the tolerance
     * @return true if a step with this error is kept
     */
    boolean accepted(double error);
}
