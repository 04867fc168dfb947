package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

/**
 * The Poisson process of the observation times (Chen et al. 2018, arXiv:1806.07366, section 5): channel k is observed at rate
 * {@code λ_k = exp(h(z(t), φ(t), c, u(t)))_k}, and
 *
 * <pre>weight · ( Σ_i ln λ_{k_i}(t_i) − ∫ Σ_k λ_k(t) dt )</pre>
 *
 * <p>is added to the bound. The stretch of the integral is from a window's first target to its last; the values observed
 * strictly between them are the events. So the likelihood is that given the outermost two times, which is exact for a
 * stretch that was cut at observations; where it is known that observing began or ended at another time, that time without
 * a value belongs to the targets (and, if it comes first, to the context). The integral is solved for along with the path, as a
 * further feature of its state, less that of a typical rate, when the model is trained and not when it predicts.
 *
 * <p>The likelihood is a sum over the whole stretch. Train it with tolerances that keep its error far below one nat, 1e-5 and not
 * 1e-3: with rough steps training finds paths on which the solver is wrong in its favour, and then loses them.
 *
 * @param hidden hidden features of the network h; zero for a linear map
 * @param weight of the likelihood of the times in the bound; zero for no such process
 */
public record IntensityOptions(int hidden, double weight) {

    /**
     * Checks the ranges.
     *
     * @param hidden see the component
     * @param weight see the component
     */
    public IntensityOptions {
        requireAtLeast("hidden features of the intensity", 0, hidden);
        Ranges.requireWeight("the weight of the observation times", weight);
    }

    /**
     * When something is observed says nothing.
     *
     * @return weight zero
     */
    public static IntensityOptions none() {
        return new IntensityOptions(0, 0);
    }
}
