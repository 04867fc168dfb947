package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/**
 * The adjoint of one step of a {@link Stepper}, with its size held constant: a workspace of one thread. The pullback is
 * linear in the stages, so the adjoints of all outputs inside the step go in with one reverse pass.
 *
 * <p>Order of calls: {@link #begin}, {@link #addOutputs} for the outputs inside the step, {@link #pull}.
 */
public interface StepPullback {

    /**
     * Recomputes the step.
     *
     * @param f the field
     * @param c what it reads besides
     * @param t times before the step, one a lane
     * @param h step sizes, one a lane; lanes with 0 take no part
     * @param y states before the step
     * @param into where {@link #pull} adds: {@code parameters} and {@code context}; {@code time}, if present, receives
     *     {@code +=} the adjoint of the time before the step at constant step size; {@code state} is not used
     */
    void begin(DifferentiableField f, Context c, double[] t, double[] h, Matrix y, FieldGradient into);

    /**
     * Adds the adjoints of one dense output a sample. An output at the end of the step belongs to {@code lambda} instead.
     *
     * @param theta positions in the step, one a lane
     * @param adjoints features × batch; zero in lanes that have no output
     */
    void addOutputs(double[] theta, Matrix adjoints);

    /**
     * The adjoint of θ at constant step size, {@code ωᵀ h Σ w'ᵢ(θ) kᵢ}, for a dense output of one sample. To be asked only
     * if time is wanted.
     *
     * @param lane the sample
     * @param theta position in the step
     * @param adjoints packed output adjoints, features × outputs
     * @param column which of them
     * @return the adjoint of θ
     */
    double thetaAdjoint(int lane, double theta, Matrix adjoints, int column);

    /**
     * Pulls the adjoints back through the step.
     *
     * @param lambda in: adjoints of the states after the step; out: of the states before it; zero in lanes that take
     *     no part
     * @param stepSize receives {@code +=} the adjoint of the step size at constant beginning and constant θ; not touched
     *     if time is not wanted
     */
    void pull(Matrix lambda, double[] stepSize);

    /**
     * Changes the number of samples within what it was created for; {@link #begin} has to follow.
     *
     * @param batch samples
     */
    void resize(int batch);
}
