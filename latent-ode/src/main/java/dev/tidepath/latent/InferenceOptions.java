package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

/**
 * How the start z₀ of a latent path is inferred: the evidence lower bound in training, the posterior in predictions.
 *
 * <p>With one draw of z₀ a window it is {@code E log p(y | z) − KL}; with K draws the tighter bound {@code log 1/K Σ_k w_k} of
 * importance weights {@code w = p(y, z₀)/q(z₀ | y)} (Burda, Grosse and Salakhutdinov 2016, arXiv:1509.00519).
 *
 * <p>Continuity asks that the posterior of a window's later part agrees with the path that started earlier: for a random
 * observation j of the first half, {@code KL(q(z(t_j) | y_j, y_{j+1}, …) ‖ N(z(t_j), s²))} is added, the link of multiple
 * shooting with a continuity prior (Iakovlev et al. 2023, arXiv:2210.06466). Without it a path may drift, while it lasts, into a
 * region of the latent space where no window's path starts, and what happens after the training windows' length is left to
 * chance.
 *
 * <p>Refinement replaces, in predictions, the encoder's posterior by the Laplace approximation about the mode of the true one,
 * found from the encoder's mean by Levenberg and Marquardt's method; the encoder alone leaves an amortisation gap (Kim et al.
 * 2018, arXiv:1802.02550).
 *
 * @param samples draws K of z₀ a window, positive
 * @param continuity the deviation s in latent units; zero for no such term
 * @param refinement most steps of the refinement; zero for the encoder's posterior
 */
public record InferenceOptions(int samples, double continuity, int refinement) {

    /**
     * Checks the ranges.
     *
     * @param samples see the component
     * @param continuity see the component
     * @param refinement see the component
     */
    public InferenceOptions {
        requireAtLeast("refinement", 0, refinement);
        requireAtLeast("samples", 1, samples);
        if (!(continuity >= 0 && Double.isFinite(continuity))) {
            throw new IllegalArgumentException("the continuity's deviation must not be negative: " + continuity);
        }
    }

    /**
     * One draw a window and nothing else, as in Chen et al. (2018).
     *
     * @return the options
     */
    public static InferenceOptions plain() {
        return new InferenceOptions(1, 0, 0);
    }
}
