package dev.tidepath.ode;

/**
 * A one-step method. Immutable and shared; the arrays a step needs live in the workspaces it creates, each confined to
 * one thread.
 */
public interface Stepper {

    /**
     * Order of the solution that is propagated.
     *
     * @return the order
     */
    int order();

    /**
     * Exponent of the step in the local error estimate, {@code err = O(h^errorOrder)}; what a controller divides by.
     *
     * @return the exponent, or 0 if there is no estimate
     */
    int errorOrder();

    /**
     * Field evaluations of one attempted step, apart from the one at its beginning.
     *
     * @return evaluations a sample
     */
    int evaluationsPerAttempt();

    /**
     * Degree in θ of the dense output of a step.
     *
     * @return the degree, at least one
     */
    int denseDegree();

    /**
     * Field evaluations of {@link Step#completeDense}.
     *
     * @return evaluations a sample; 0 if dense output needs none
     */
    int denseEvaluations();

    /**
     * Whether an accepted step already holds the derivative at its end (first same as last).
     *
     * @return true if the next step needs no evaluation at its beginning
     */
    boolean firstSameAsLast();

    /**
     * Field evaluations of a sample's steps, apart from the one at the beginning of the first.
     *
     * @param accepted accepted steps
     * @param rejected rejected steps
     * @param dense accepted steps of which dense output was asked
     * @param followed accepted steps that another one began after
     * @return evaluations
     */
    default long evaluations(int accepted, int rejected, int dense, int followed) {
        return (long) evaluationsPerAttempt() * (accepted + rejected)
                + (long) denseEvaluations() * dense
                + (firstSameAsLast() ? 0 : followed);
    }

    /**
     * Creates the arrays for steps forward.
     *
     * @param features rows of the state
     * @param batch samples
     * @return a workspace
     */
    Step newStep(int features, int batch);

    /**
     * Creates the arrays for steps backwards through the adjoint of the method.
     *
     * @param features rows of the state
     * @param batch samples
     * @return a workspace
     */
    StepPullback newPullback(int features, int batch);
}
