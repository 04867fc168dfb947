package dev.tidepath.tensor.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Kernels over rows of doubles. Most are plain loops that C2 vectorises: separate row arrays with one common index. The
 * products and elementary functions come from a provider chosen once, plain Java or the Vector API
 * ({@link KernelSelection}); both give the same bits.
 *
 * <p>Every kernel treats the lanes (samples) independently and adds over features in ascending order, so a sample's
 * result is the same bits alone or among others. Only {@link #outerSum} and
 * {@link #sumBatch} add over the batch, in ascending order too. Kernels do not check shapes; their callers do.
 */
public final class Kernels {

    private static final KernelProvider PROVIDER = KernelSelection.choose();

    private Kernels() {}

    /**
     * {@return what computes products and elementary functions here, such as "plain Java"; the bits do not depend on it}
     */
    public static String provider() {
        return PROVIDER.name();
    }

    /**
     * The lanes worth computing for a batch: whole vectors, or a few samples as they are where single lanes are cheaper.
     *
     * @param batch number of samples
     * @return at least the batch, at most its padded size
     */
    public static int lanes(int batch) {
        return PROVIDER.lanes(batch);
    }

    /**
     * {@code a·b + c}, fused where the hardware can, else rounded twice ({@code Math.fma} would fall to BigDecimal).
     *
     * @param a factor
     * @param b factor
     * @param c summand
     * @return the sum
     */
    public static double fma(double a, double b, double c) {
        return Fma.fma(a, b, c);
    }

    /**
     * Some rows of a product with a bias: {@code y[j] = bias[biasOffset + j] + Σ_k w[offset + k·stepK + j·stepJ] · x[k]},
     * with ascending k in every lane.
     *
     * @param w flat weights; not modified
     * @param offset where the weights start
     * @param stepK distance of neighbouring k
     * @param stepJ distance of neighbouring j
     * @param bias flat biases, not modified; null for none
     * @param biasOffset where the biases start
     * @param x input rows; not modified
     * @param terms how many of them are summed, from the first on
     * @param y output rows, none of them among the inputs
     * @param from first row overwritten
     * @param to row after the last
     * @param lanes lanes to run over
     */
    public static void affine(
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
        PROVIDER.affine(w, offset, stepK, stepJ, bias, biasOffset, x, terms, y, from, to, lanes);
    }

    /**
     * {@code y += a·x} over one row.
     *
     * @param a factor
     * @param x row; not modified
     * @param y row; modified
     * @param lanes lanes to run over
     */
    public static void axpy(double a, double[] x, double[] y, int lanes) {
        PlainKernels.axpy(a, x, y, 0, lanes);
    }

    /**
     * Sums of products over equal blocks of rows and over the batch: with m and n rows in a block of x and y, {@code
     * into[offset + k·n + j] = Σ_i Σ_b x[i·m + k][b]·y[i·n + j][b]}, with ascending i and, in each block, ascending b.
     *
     * @param x rows; not modified
     * @param y rows; not modified
     * @param blocks how many blocks, positive
     * @param into flat result, row-major in (k, j); overwritten
     * @param offset where the result starts
     * @param batch samples; padding lanes are not read
     * @param scratch for at least as many samples and rows of a block; overwritten
     */
    public static void outerSum(
            double[][] x, double[][] y, int blocks, double[] into, int offset, int batch, BatchSumScratch scratch) {
        scratch.outerSum(x, y, blocks, into, offset, batch);
    }

    static BatchSumScratch newBatchSumScratch(int batch, int longer, int shorter) {
        return PROVIDER.batchSums(batch, longer, shorter);
    }

    /**
     * Sums over the batch: {@code into[offset + j] = Σ_b y[j][b]}, with ascending b.
     *
     * @param y rows; not modified
     * @param into flat result; overwritten
     * @param offset where the result starts
     * @param batch samples; padding lanes are not read
     */
    public static void sumBatch(double[][] y, double[] into, int offset, int batch) {
        int j = 0;
        for (; j + 8 <= y.length; j += 8) {
            sumBatch8(y, j, into, offset + j, batch);
        }
        for (; j < y.length; j++) {
            double[] row = y[j];
            double sum = 0;
            for (int b = 0; b < batch; b++) {
                sum += row[b];
            }
            into[offset + j] = sum;
        }
    }

    /** Eight sums that do not wait for each other. */
    private static void sumBatch8(double[][] y, int j, double[] into, int at, int batch) {
        double[] y0 = y[j];
        double[] y1 = y[j + 1];
        double[] y2 = y[j + 2];
        double[] y3 = y[j + 3];
        double[] y4 = y[j + 4];
        double[] y5 = y[j + 5];
        double[] y6 = y[j + 6];
        double[] y7 = y[j + 7];
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int b = 0; b < batch; b++) {
            s0 += y0[b];
            s1 += y1[b];
            s2 += y2[b];
            s3 += y3[b];
            s4 += y4[b];
            s5 += y5[b];
            s6 += y6[b];
            s7 += y7[b];
        }
        into[at] = s0;
        into[at + 1] = s1;
        into[at + 2] = s2;
        into[at + 3] = s3;
        into[at + 4] = s4;
        into[at + 5] = s5;
        into[at + 6] = s6;
        into[at + 7] = s7;
    }

    /**
     * {@code z = x + y} over one row.
     *
     * @param x row
     * @param y row
     * @param z result
     * @param n lanes
     */
    public static void add(double[] x, double[] y, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = x[b] + y[b];
        }
    }

    /**
     * {@code z = x − y} over one row.
     *
     * @param x row
     * @param y row
     * @param z result
     * @param n lanes
     */
    public static void subtract(double[] x, double[] y, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = x[b] - y[b];
        }
    }

    /**
     * {@code z = x·y} over one row.
     *
     * @param x row
     * @param y row
     * @param z result
     * @param n lanes
     */
    public static void multiply(double[] x, double[] y, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = x[b] * y[b];
        }
    }

    /**
     * {@code z = a·x + c} over one row.
     *
     * @param a factor
     * @param x row
     * @param c summand
     * @param z result
     * @param n lanes
     */
    public static void scaleShift(double a, double[] x, double c, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = fma(a, x[b], c);
        }
    }

    /**
     * {@code z = g·(1 − y²)} over one row: the pullback of tanh at its value y.
     *
     * @param y value of tanh
     * @param g adjoint
     * @param z result
     * @param n lanes
     */
    public static void tanhPullback(double[] y, double[] g, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = g[b] * fma(-y[b], y[b], 1.0);
        }
    }

    /**
     * {@code z = g·y·(1 − y)} over one row: the pullback of the logistic function at its value y.
     *
     * @param y value of the logistic function
     * @param g adjoint
     * @param z result
     * @param n lanes
     */
    public static void sigmoidPullback(double[] y, double[] g, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = g[b] * fma(-y[b], y[b], y[b]);
        }
    }

    /**
     * {@code z = max(x, 0)} over one row.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void relu(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = Math.max(x[b], 0.0);
        }
    }

    /**
     * {@code z = g} where y is positive, 0 elsewhere: the pullback of the rectifier at its value y.
     *
     * @param y value of the rectifier
     * @param g adjoint
     * @param z result
     * @param n lanes
     */
    public static void reluPullback(double[] y, double[] g, double[] z, int n) {
        PROVIDER.reluPullback(y, g, z, n);
    }

    /**
     * Hyperbolic tangent over one row; see {@link Elementary#tanh}.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void tanh(double[] x, double[] z, int n) {
        PROVIDER.tanh(x, z, n);
    }

    /**
     * Logistic function {@code 1/(1 + e^−x) = ½ + ½ tanh(x/2)} over one row.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void sigmoid(double[] x, double[] z, int n) {
        PROVIDER.sigmoid(x, z, n);
    }

    /**
     * Exponential over one row; see {@link Elementary#exp}.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void exp(double[] x, double[] z, int n) {
        PROVIDER.exp(x, z, n);
    }

    /**
     * {@code z = ln(1 + e^x)} over one row; see {@link Elementary#softplus}.
     *
     * @param x row
     * @param z result, another row
     * @param n lanes
     */
    public static void softplus(double[] x, double[] z, int n) {
        PROVIDER.softplus(x, z, n);
    }

    /**
     * {@code z = ln(x)} over one row, by {@link StrictMath}.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void log(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = StrictMath.log(x[b]);
        }
    }

    /**
     * {@code z = sin(x)} over one row, by {@link StrictMath}.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void sin(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = StrictMath.sin(x[b]);
        }
    }

    /**
     * {@code z = cos(x)} over one row, by {@link StrictMath}.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void cos(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = StrictMath.cos(x[b]);
        }
    }

    /**
     * {@code z = 1/√x} over one row, two roundings.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void inverseSqrt(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = 1.0 / Math.sqrt(x[b]);
        }
    }
}
