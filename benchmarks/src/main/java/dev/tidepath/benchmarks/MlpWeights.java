package dev.tidepath.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Random;

/**
 * Weights of {@code dy/dt = W2 tanh(W1 y + b1) + b2}, as they stand in the file of problems.
 *
 * @param w1 hidden × dim
 * @param b1 one a hidden feature
 * @param w2 dim × hidden
 * @param b2 one a feature of the state
 */
record MlpWeights(
        @JsonProperty("W1") double[][] w1,
        @JsonProperty("b1") double[] b1,
        @JsonProperty("W2") double[][] w2,
        @JsonProperty("b2") double[] b2) {

    /** Draws W1, b1, W2, b2 in this order. */
    static MlpWeights draw(long seed, int dim, int hidden) {
        Random random = new Random(seed);
        double in = Math.sqrt(3.0 / dim);
        double out = Math.sqrt(3.0 / hidden);
        return new MlpWeights(
                Uniform.matrix(random, hidden, dim, -in, in),
                Uniform.matrix(random, 1, hidden, -in, in)[0],
                Uniform.matrix(random, dim, hidden, -out, out),
                Uniform.matrix(random, 1, dim, -0.1, 0.1)[0]);
    }

    int dim() {
        return w2.length;
    }

    int hidden() {
        return w1.length;
    }
}
