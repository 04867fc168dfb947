package dev.tidepath.tensor.kernel;

import java.util.Arrays;

/** Sums of rows and of products of rows, lane by lane and in ascending order; plain loops that C2 vectorises. */
public final class RowKernels {

    private RowKernels() {}

    /**
     * {@code z = Σ_i x[which[i]]}, in the order given.
     *
     * @param x rows
     * @param which the rows to add, at least one
     * @param z result row, not among x
     * @param n lanes
     */
    public static void sum(double[][] x, int[] which, double[] z, int n) {
        int i = 1;
        if (which.length < 4) {
            System.arraycopy(x[which[0]], 0, z, 0, n);
        } else {
            sum4(x[which[0]], x[which[1]], x[which[2]], x[which[3]], z, n);
            for (i = 4; i + 4 <= which.length; i += 4) {
                add4(x[which[i]], x[which[i + 1]], x[which[i + 2]], x[which[i + 3]], z, n);
            }
        }
        for (; i < which.length; i++) {
            Kernels.add(z, x[which[i]], z, n);
        }
    }

    private static void sum4(double[] x0, double[] x1, double[] x2, double[] x3, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = x0[b] + x1[b] + x2[b] + x3[b];
        }
    }

    private static void add4(double[] x0, double[] x1, double[] x2, double[] x3, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = z[b] + x0[b] + x1[b] + x2[b] + x3[b];
        }
    }

    /**
     * Products of small matrices held as rows, lane by lane: in each of some blocks {@code z = x yᵀ} with x of m × k, y of
     * n × k and z of m × n, row by row; every sum is a chain of fused multiply-adds with ascending k from zero.
     *
     * @param x rows, blocks·m·k of them
     * @param y rows, blocks·n·k of them
     * @param blocks how many blocks
     * @param k columns of the factors
     * @param z result rows, blocks·m·n of them, none among the factors; overwritten
     * @param lanes lanes to run over
     */
    public static void dotProducts(double[][] x, double[][] y, int blocks, int k, double[][] z, int lanes) {
        int m = x.length / (blocks * k);
        int n = y.length / (blocks * k);
        for (int i = 0; i < blocks; i++) {
            for (int r = i * m; r < (i + 1) * m; r++) {
                for (int s = 0; s < n; s++) {
                    dot(x, r * k, y, (i * n + s) * k, k, z[r * n + s], lanes);
                }
            }
        }
    }

    private static void dot(double[][] x, int i, double[][] y, int j, int k, double[] z, int lanes) {
        Arrays.fill(z, 0, lanes, 0.0);
        int c = 0;
        for (; c < k % 4; c++) {
            add(x[i + c], y[j + c], z, lanes);
        }
        for (; c < k; c += 4) {
            add4(
                    x[i + c],
                    y[j + c],
                    x[i + c + 1],
                    y[j + c + 1],
                    x[i + c + 2],
                    y[j + c + 2],
                    x[i + c + 3],
                    y[j + c + 3],
                    z,
                    lanes);
        }
    }

    private static void add(double[] x, double[] y, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = Fma.fma(x[b], y[b], z[b]);
        }
    }

    private static void add4(
            double[] x0,
            double[] y0,
            double[] x1,
            double[] y1,
            double[] x2,
            double[] y2,
            double[] x3,
            double[] y3,
            double[] z,
            int n) {
        for (int b = 0; b < n; b++) {
            double first = Fma.fma(x1[b], y1[b], Fma.fma(x0[b], y0[b], z[b]));
            z[b] = Fma.fma(x3[b], y3[b], Fma.fma(x2[b], y2[b], first));
        }
    }
}
