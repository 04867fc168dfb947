package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

/**
 * A classification of windows by their path's start (as Rubanova, Chen and Duvenaud 2019, arXiv:1907.03907): class j has
 * probability {@code softmax(h(z₀))_j}, and {@code weight · ln p(label | z₀)} of windows with a {@link Window#label} is added
 * to the bound.
 *
 * @param classes number of classes; zero for no classification, else at least two
 * @param hidden hidden features of the network h; zero for a linear map
 * @param weight of the labels' likelihood in the bound, positive; observations count one each
 */
public record ClassOptions(int classes, int hidden, double weight) {

    /**
     * Checks the ranges.
     *
     * @param classes see the component
     * @param hidden see the component
     * @param weight see the component
     */
    public ClassOptions {
        if (classes != 0) {
            requireAtLeast("classes", 2, classes);
        }
        requireAtLeast("hidden features of the classification", 0, hidden);
        Ranges.requireWeight("the weight of the labels", weight);
    }

    /**
     * No classification.
     *
     * @return no classes
     */
    public static ClassOptions none() {
        return new ClassOptions(0, 0, 0);
    }
}
