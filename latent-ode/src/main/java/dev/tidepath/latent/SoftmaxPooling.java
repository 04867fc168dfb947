package dev.tidepath.latent;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.Kernels;
import java.util.Arrays;

/**
 * Means of columns by group, feature by feature, weighted by the softmax of scores within the group:
 * {@code m = Σ wᵢ vᵢ} with {@code wᵢ = exp sᵢ / Σ exp sⱼ}. A group of any number of columns has weights that sum to one; the
 * mean of an empty group is zero.
 *
 * @param values features × columns
 * @param weights of the same shape
 * @param groups by column
 * @param means features × groups
 */
record SoftmaxPooling(Matrix values, Matrix weights, int[] groups, Matrix means) {

    /** Pools; the scores are replaced by the weights. */
    static SoftmaxPooling of(Matrix values, Matrix scores, int[] groups, int count) {
        Matrix means = Matrix.zeros(values.features(), count);
        double[] best = new double[count];
        double[] sums = new double[count];
        for (int f = 0; f < values.features(); f++) {
            double[] weight = scores.row(f);
            Arrays.fill(best, Double.NEGATIVE_INFINITY);
            for (int i = 0; i < groups.length; i++) {
                best[groups[i]] = Math.max(best[groups[i]], weight[i]);
            }
            for (int i = 0; i < groups.length; i++) {
                weight[i] -= best[groups[i]];
            }
            Kernels.exp(weight, weight, groups.length);
            Arrays.fill(sums, 0);
            for (int i = 0; i < groups.length; i++) {
                sums[groups[i]] += weight[i];
            }
            for (int i = 0; i < groups.length; i++) {
                weight[i] /= sums[groups[i]];
                means.row(f)[groups[i]] += weight[i] * values.get(f, i);
            }
        }
        return new SoftmaxPooling(values, scores, groups, means);
    }

    /**
     * The pullback: with the adjoint a of a group's mean, {@code wᵢ a} of its values and {@code wᵢ a (vᵢ − m)} of its scores.
     *
     * @param bars features × groups
     * @param ofValues overwritten
     * @param ofScores overwritten
     */
    void pullback(Matrix bars, Matrix ofValues, Matrix ofScores) {
        for (int f = 0; f < values.features(); f++) {
            for (int i = 0; i < groups.length; i++) {
                double bar = weights.get(f, i) * bars.get(f, groups[i]);
                ofValues.row(f)[i] = bar;
                ofScores.row(f)[i] = bar * (values.get(f, i) - means.get(f, groups[i]));
            }
        }
    }
}
