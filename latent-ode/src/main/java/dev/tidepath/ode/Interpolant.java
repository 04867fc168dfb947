package dev.tidepath.ode;

/**
 * Dense output as stage weights: {@code y(t + θh) = y + h Σᵢ wᵢ(θ) kᵢ}, with {@code wᵢ(0) = 0} and
 * {@code wᵢ(1) = bᵢ}. Being linear in the stages, one pullback of a step takes the adjoints of all outputs inside it.
 */
public interface Interpolant {

    /**
     * Order of accuracy: the local error at a fixed θ is {@code O(h^(order+1))}.
     *
     * @return the order
     */
    int order();

    /**
     * The weights.
     *
     * @param theta position in the step, 0 to 1 (a little outside for differences)
     * @param w overwritten, one entry a stage
     */
    void weights(double theta, double[] w);

    /**
     * Derivatives of the weights with respect to θ.
     *
     * @param theta position in the step
     * @param w overwritten with {@code dwᵢ/dθ}, one entry a stage
     */
    void derivatives(double theta, double[] w);
}
