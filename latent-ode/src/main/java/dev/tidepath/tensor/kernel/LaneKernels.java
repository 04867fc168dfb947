package dev.tidepath.tensor.kernel;

/**
 * Sums over stages that take lanes apart, beside those of {@link StageKernels}: very few lanes without vectors, and many
 * lanes with weights of their own each. The order of every sum is the same, and so are the bits.
 */
public final class LaneKernels {

    private LaneKernels() {}

    /**
     * {@link StageKernels#stageSum} lane by lane, without the cost of vectors: the same bits, faster for very few lanes.
     *
     * @param w weights of the stages
     * @param k rows of each stage
     * @param base rows to start from
     * @param h step sizes, one a lane
     * @param out rows, overwritten in the lanes run over
     * @param lanes lanes to run over; the others are left as they are
     */
    public static void fewLanesSum(double[] w, double[][][] k, double[][] base, double[] h, double[][] out, int lanes) {
        for (int f = 0; f < out.length; f++) {
            for (int b = 0; b < lanes; b++) {
                double sum = w.length == 0 ? 0.0 : w[0] * k[0][f][b];
                for (int j = 1; j < w.length; j++) {
                    sum = Kernels.fma(w[j], k[j][f][b], sum);
                }
                out[f][b] = w.length == 0 ? base[f][b] : Kernels.fma(h[b], sum, base[f][b]);
            }
        }
    }

    /**
     * Adds the squared scaled error {@code h Σⱼ w[j] k[j][f]} of one row lane by lane: the same bits as {@link
     * StageKernels#rowSum} over zeros and {@link StageKernels#addScaledSquare}, faster for very few lanes.
     *
     * @param w error weights of the stages, at least one
     * @param k rows of each stage
     * @param f which row
     * @param h step sizes, one a lane
     * @param y0 state row before
     * @param y1 state row after
     * @param atol absolute tolerance
     * @param rtol relative tolerance
     * @param acc sum of squares a lane; modified
     * @param lanes lanes to run over
     */
    public static void fewLanesScaledSquare(
            double[] w,
            double[][][] k,
            int f,
            double[] h,
            double[] y0,
            double[] y1,
            double atol,
            double rtol,
            double[] acc,
            int lanes) {
        for (int b = 0; b < lanes; b++) {
            double sum = w[0] * k[0][f][b];
            for (int j = 1; j < w.length; j++) {
                sum = Kernels.fma(w[j], k[j][f][b], sum);
            }
            double scale = Kernels.fma(rtol, Math.max(Math.abs(y0[b]), Math.abs(y1[b])), atol);
            double r = Kernels.fma(h[b], sum, 0.0) / scale;
            acc[b] = Kernels.fma(r, r, acc[b]) + 0.0 * y1[b];
        }
    }

    /**
     * Stage sums with weights of each lane: {@code out[f][b] = base[f][b] + h[b] Σⱼ w[j][b] k[j][f][b]}, the same bits as
     * {@link StageKernels#laneSum}.
     *
     * @param used the stages that are summed, ascending; at least one, the weights of the others are zero
     * @param w rows of weights, one a stage
     * @param k rows of each stage
     * @param base rows to start from, none of them among {@code out}
     * @param h step sizes, one a lane
     * @param out rows, overwritten
     * @param lanes lanes to run over
     */
    public static void lanesSum(
            int[] used, double[][] w, double[][][] k, double[][] base, double[] h, double[][] out, int lanes) {
        int odd = used.length & 1;
        for (int f = 0; f < out.length; f++) {
            double[] sum = out[f];
            if (odd == 1) {
                startProducts(w[used[0]], k[used[0]][f], sum, lanes);
            } else {
                startProducts2(w[used[0]], k[used[0]][f], w[used[1]], k[used[1]][f], sum, lanes);
            }
            for (int j = 2 - odd; j < used.length; j += 2) {
                addProducts2(w[used[j]], k[used[j]][f], w[used[j + 1]], k[used[j + 1]][f], sum, lanes);
            }
            finish(base[f], h, sum, lanes);
        }
    }

    private static void startProducts(double[] w0, double[] k0, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(w0[b], k0[b], 0.0);
        }
    }

    private static void startProducts2(double[] w0, double[] k0, double[] w1, double[] k1, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(w1[b], k1[b], Kernels.fma(w0[b], k0[b], 0.0));
        }
    }

    private static void addProducts2(double[] w0, double[] k0, double[] w1, double[] k1, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(w1[b], k1[b], Kernels.fma(w0[b], k0[b], out[b]));
        }
    }

    private static void finish(double[] base, double[] h, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(h[b], out[b], base[b]);
        }
    }
}
