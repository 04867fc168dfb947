package dev.tidepath.tensor.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The loops that are written twice, in plain Java and with the Vector API. All providers give the same bits: fused
 * multiply-adds with ascending k, and the operations of {@link Elementary} in the same order.
 */
interface KernelProvider {

    /** What it is, such as "plain Java". */
    String name();

    /** Lanes of a vector. */
    int width();

    /** The lanes worth computing for a batch; at least the batch, at most the next multiple of 16. */
    int lanes(int batch);

    /**
     * {@code y[j] = bias[biasOffset + j] + Σ_k w[offset + k·stepK + j·stepJ] · x[k]} for k in [0, terms) and j in [from,
     * to), with ascending k in every lane; without biases they are zero.
     */
    void affine(
            double[] w,
            int offset,
            int stepK,
            int stepJ,
            double @Nullable [] bias,
            int biasOffset,
            double[][] x,
            int terms,
            double[][] y,
            int from,
            int to,
            int lanes);

    /** Memory for {@link Kernels#outerSum} and the way it is computed. */
    BatchSumScratch batchSums(int batch, int longer, int shorter);

    /** {@link Elementary#tanh} over one row. */
    void tanh(double[] x, double[] z, int n);

    /** {@link Elementary#sigmoid} over one row. */
    void sigmoid(double[] x, double[] z, int n);

    /** {@link Elementary#exp} over one row. */
    void exp(double[] x, double[] z, int n);

    /** {@link Elementary#softplus} over one row; the result is another row. */
    void softplus(double[] x, double[] z, int n);

    /** {@link Kernels#reluPullback}. */
    void reluPullback(double[] y, double[] g, double[] z, int n);
}
