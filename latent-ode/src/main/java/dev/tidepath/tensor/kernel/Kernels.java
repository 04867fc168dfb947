package dev.tidepath.tensor.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Plain-Java kernels over rows of doubles, written so that C2 vectorises them: separate row arrays with one common
 * index, at most four fused multiply-adds in a loop.
 *
 * <p>Every kernel treats the lanes (samples) independently and adds over features in ascending order, so a sample's
 * result is the same bits alone or among others. Only {@link #outerSum} adds over the batch,
 * in ascending order too. Kernels do not check shapes; their callers do.
 */
public final class Kernels {

    /** Whether the hardware has fused multiply-add, read from the JVM's {@code UseFMA} flag; never timed. */
    private static final boolean FMA = hasFma();

    private Kernels() {}

    private static boolean hasFma() {
        try {
            HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return vm != null && Boolean.parseBoolean(vm.getVMOption("UseFMA").getValue());
        } catch (RuntimeException | LinkageError otherVm) {
            return false; // without the bean, its class, the flag or the permission to ask
        }
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
        return FMA ? Math.fma(a, b, c) : a * b + c;
    }

    /**
     * Adds a product of a small matrix and a batch: {@code y[j] += Σ_k w[offset + k·stepK + j·stepJ] · x[k]}, with
     * ascending k in every lane.
     *
     * @param w flat weights; not modified
     * @param offset where the weights start
     * @param stepK distance of neighbouring k
     * @param stepJ distance of neighbouring j
     * @param x input rows; not modified
     * @param y output rows, none of them among the inputs; modified
     * @param lanes lanes to run over
     */
    public static void addProduct(double[] w, int offset, int stepK, int stepJ, double[][] x, double[][] y, int lanes) {
        int k4 = x.length - x.length % 4;
        for (int j = 0; j < y.length; j++) {
            double[] out = y[j];
            int at = offset + j * stepJ;
            int k = 0;
            for (; k < k4; k += 4) {
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
                        out,
                        lanes);
            }
            for (; k < x.length; k++) {
                axpy(w[at + k * stepK], x[k], out, lanes);
            }
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
            int lanes) {
        for (int b = 0; b < lanes; b++) {
            y[b] = fma(a3, x3[b], fma(a2, x2[b], fma(a1, x1[b], fma(a0, x0[b], y[b]))));
        }
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
        for (int b = 0; b < lanes; b++) {
            y[b] = fma(a, x[b], y[b]);
        }
    }

    /**
     * Sums of products over the batch: {@code into[offset + k·y.length + j] = Σ_b x[k][b]·y[j][b]}, with ascending b.
     *
     * <p>The side with more rows is transposed, so that vectors run along its rows instead of along the sum; either way
     * every entry is the same chain of fused multiply-adds over ascending samples.
     *
     * @param x rows; not modified
     * @param y rows; not modified
     * @param into flat result, row-major in (k, j); overwritten
     * @param offset where the result starts
     * @param batch samples; padding lanes are not read
     * @param scratch {@code batch + 1} rows of at least as many entries as the longer side has rows; overwritten
     */
    public static void outerSum(double[][] x, double[][] y, double[] into, int offset, int batch, double[][] scratch) {
        boolean alongY = y.length >= x.length;
        double[][] longer = alongY ? y : x;
        double[][] shorter = alongY ? x : y;
        int width = longer.length;
        transpose(longer, scratch, batch);
        double[] sums = scratch[batch];
        for (int k = 0; k < shorter.length; k++) {
            weightedRows(shorter[k], scratch, sums, width, batch);
            if (alongY) {
                System.arraycopy(sums, 0, into, offset + k * width, width);
            } else {
                for (int j = 0; j < width; j++) {
                    into[offset + j * shorter.length + k] = sums[j];
                }
            }
        }
    }

    private static void transpose(double[][] rows, double[][] columns, int batch) {
        for (int j = 0; j < rows.length; j++) {
            double[] row = rows[j];
            for (int b = 0; b < batch; b++) {
                columns[b][j] = row[b];
            }
        }
    }

    private static void weightedRows(double[] weights, double[][] rows, double[] sums, int width, int batch) {
        Arrays.fill(sums, 0, width, 0.0);
        int b = 0;
        for (; b + 4 <= batch; b += 4) {
            axpy4(
                    weights[b],
                    rows[b],
                    weights[b + 1],
                    rows[b + 1],
                    weights[b + 2],
                    rows[b + 2],
                    weights[b + 3],
                    rows[b + 3],
                    sums,
                    width);
        }
        for (; b < batch; b++) {
            axpy(weights[b], rows[b], sums, width);
        }
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
     * Hyperbolic tangent over one row; see {@link Elementary#tanh}.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void tanh(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = Elementary.tanh(x[b]);
        }
    }

    /**
     * Logistic function {@code 1/(1 + e^−x) = ½ + ½ tanh(x/2)} over one row.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void sigmoid(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = fma(0.5, Elementary.tanh(0.5 * x[b]), 0.5);
        }
    }

    /**
     * Exponential over one row; see {@link Elementary#exp}.
     *
     * @param x row
     * @param z result
     * @param n lanes
     */
    public static void exp(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = Elementary.exp(x[b]);
        }
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
     * {@code z = Σ_k x[k]} over rows, ascending.
     *
     * @param x rows
     * @param z result row, not among x
     * @param n lanes
     */
    public static void sumRows(double[][] x, double[] z, int n) {
        System.arraycopy(x[0], 0, z, 0, n);
        for (int k = 1; k < x.length; k++) {
            add(z, x[k], z, n);
        }
    }
}
