package dev.tidepath.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Plain Java that C2 vectorises: rows with one common index, at most four fused multiply-adds in a loop. */
final class PlainKernels implements KernelProvider {

    /** Below it every lane is computed alone. */
    private static final int FEW_LANES = 8;

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public int lanes(int batch) {
        return batch < FEW_LANES ? batch : (batch + FEW_LANES - 1) / FEW_LANES * FEW_LANES;
    }

    /** {@code y += Σ_k w[at + k·stepK] · x[k]} for k in [kFrom, kTo) and lanes in [from, to). */
    static void addRow(double[] w, int at, int stepK, double[][] x, int kFrom, int kTo, double[] y, int from, int to) {
        int k = kFrom;
        for (; k <= kTo - 4; k += 4) {
            int p = at + k * stepK;
            axpy4(
                    w[p],
                    x[k],
                    w[p + stepK],
                    x[k + 1],
                    w[p + 2 * stepK],
                    x[k + 2],
                    w[p + 3 * stepK],
                    x[k + 3],
                    y,
                    from,
                    to);
        }
        for (; k < kTo; k++) {
            axpy(w[at + k * stepK], x[k], y, from, to);
        }
    }

    private static void axpy4(
            double a0,
            double[] x0,
            double a1,
            double[] x1,
            double a2,
            double[] x2,
            double a3,
            double[] x3,
            double[] y,
            int from,
            int to) {
        for (int b = from; b < to; b++) {
            y[b] = Fma.fma(a3, x3[b], Fma.fma(a2, x2[b], Fma.fma(a1, x1[b], Fma.fma(a0, x0[b], y[b]))));
        }
    }

    static void axpy(double a, double[] x, double[] y, int from, int to) {
        for (int b = from; b < to; b++) {
            y[b] = Fma.fma(a, x[b], y[b]);
        }
    }

    @Override
    public void affine(
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
            int lanes) {
        fill(bias, biasOffset, y, from, to, 0, lanes);
        if (lanes < FEW_LANES) {
            FewLanes.addProduct(w, offset, stepK, stepJ, x, terms, y, from, to, 0, lanes);
            return;
        }
        for (int j = from; j < to; j++) {
            addRow(w, offset + j * stepJ, stepK, x, 0, terms, y[j], 0, lanes);
        }
    }

    /** Rows [from, to) and lanes [first, end) become their biases, or zero. */
    static void fill(double @Nullable [] bias, int biasOffset, double[][] y, int from, int to, int first, int end) {
        for (int j = from; j < to; j++) {
            Arrays.fill(y[j], first, end, bias == null ? 0.0 : bias[biasOffset + j]);
        }
    }

    @Override
    public BatchSumScratch batchSums(int batch, int longer, int shorter) {
        return new TransposedSums(batch, longer, shorter);
    }

    @Override
    public void tanh(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = Elementary.tanh(x[b]);
        }
    }

    @Override
    public void sigmoid(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = Elementary.sigmoid(x[b]);
        }
    }

    @Override
    public void exp(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = Elementary.exp(x[b]);
        }
    }

    @Override
    public void softplus(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = Elementary.softplus(x[b]);
        }
    }

    @Override
    public void reluPullback(double[] y, double[] g, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = y[b] > 0 ? g[b] : 0.0;
        }
    }
}
