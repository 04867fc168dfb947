package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;

/** What stands between the layers of a perceptron. */
public enum Activation {
    /** Hyperbolic tangent. */
    TANH,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code ln(1 + eˣ)}. */
    SOFTPLUS,
    /** {@code x / (1 + e^−x)}, the smooth kin of the rectifier (Elfwing et al. 2018, arXiv:1702.03118). */
    SILU;

    /**
     * Records the activation.
     *
     * @param g graph
     * @param x batched
     * @return batched, as many rows
     */
    public Var apply(Graph g, Var x) {
        return switch (this) {
            case TANH -> g.tanh(x);
            case RELU -> g.relu(x);
            case SOFTPLUS -> g.softplus(x);
            case SILU -> g.multiply(x, g.sigmoid(x));
        };
    }
}
