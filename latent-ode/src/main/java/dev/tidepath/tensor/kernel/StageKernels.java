package dev.tidepath.tensor.kernel;

/**
 * The loops of the ODE solvers over rows of doubles: stage sums, error norms, sums a lane. Separate rows with one common
 * index and at most four fused multiply-adds a loop, so that C2 vectorises them.
 *
 * <p>Lanes are independent, and every sum runs over ascending stages or features: a lane's result is the same bits alone
 * or among others. Shapes are the caller's business.
 */
public final class StageKernels {

    private StageKernels() {}

    /**
     * Stage sum {@code out = base + h Σⱼ w[j] k[j]}, lane by lane and row by row, ascending in j.
     *
     * @param w weights of the stages
     * @param k rows of each stage: stages × features × lanes
     * @param base rows to start from; none of them among {@code out}
     * @param h step sizes, one a lane
     * @param out rows, overwritten; none of them among {@code k}
     * @param lanes lanes to run over
     */
    public static void stageSum(double[] w, double[][][] k, double[][] base, double[] h, double[][] out, int lanes) {
        for (int f = 0; f < out.length; f++) {
            rowSum(w, k, f, base[f], h, out[f], lanes);
        }
    }

    /**
     * One row of {@link #stageSum}.
     *
     * @param w weights of the stages
     * @param k rows of each stage
     * @param f which row
     * @param base row to start from, not {@code out}
     * @param h step sizes, one a lane
     * @param out row, overwritten
     * @param lanes lanes to run over
     */
    public static void rowSum(double[] w, double[][][] k, int f, double[] base, double[] h, double[] out, int lanes) {
        int n = w.length;
        switch (n) {
            case 0 -> System.arraycopy(base, 0, out, 0, lanes);
            case 1 -> finish1(w[0], k[0][f], base, h, out, lanes);
            case 2 -> finish2(w[0], k[0][f], w[1], k[1][f], base, h, out, lanes);
            case 3 -> finish3(w[0], k[0][f], w[1], k[1][f], w[2], k[2][f], base, h, out, lanes);
            default -> longRowSum(w, k, f, base, h, out, lanes);
        }
    }

    /** Four stages or more: partial sums in {@code out}, the last three stages with the final multiply-add. */
    private static void longRowSum(
            double[] w, double[][][] k, int f, double[] base, double[] h, double[] out, int lanes) {
        int n = w.length;
        int j = 1;
        int left = n - 3 - j;
        switch (left % 3) {
            case 1 -> start2(w[0], k[0][f], w[1], k[1][f], out, lanes);
            case 2 -> start3(w[0], k[0][f], w[1], k[1][f], w[2], k[2][f], out, lanes);
            default -> start1(w[0], k[0][f], out, lanes);
        }
        j += left % 3;
        for (; j < n - 3; j += 3) {
            add3(w[j], k[j][f], w[j + 1], k[j + 1][f], w[j + 2], k[j + 2][f], out, lanes);
        }
        addFinish3(w[j], k[j][f], w[j + 1], k[j + 1][f], w[j + 2], k[j + 2][f], base, h, out, lanes);
    }

    private static void finish1(double w0, double[] k0, double[] base, double[] h, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(h[b], w0 * k0[b], base[b]);
        }
    }

    private static void finish2(
            double w0, double[] k0, double w1, double[] k1, double[] base, double[] h, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(h[b], Kernels.fma(w1, k1[b], w0 * k0[b]), base[b]);
        }
    }

    private static void finish3(
            double w0,
            double[] k0,
            double w1,
            double[] k1,
            double w2,
            double[] k2,
            double[] base,
            double[] h,
            double[] out,
            int lanes) {
        for (int b = 0; b < lanes; b++) {
            double sum = Kernels.fma(w2, k2[b], Kernels.fma(w1, k1[b], w0 * k0[b]));
            out[b] = Kernels.fma(h[b], sum, base[b]);
        }
    }

    private static void start1(double w0, double[] k0, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = w0 * k0[b];
        }
    }

    private static void start2(double w0, double[] k0, double w1, double[] k1, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(w1, k1[b], w0 * k0[b]);
        }
    }

    private static void start3(
            double w0, double[] k0, double w1, double[] k1, double w2, double[] k2, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(w2, k2[b], Kernels.fma(w1, k1[b], w0 * k0[b]));
        }
    }

    private static void add3(
            double w0, double[] k0, double w1, double[] k1, double w2, double[] k2, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(w2, k2[b], Kernels.fma(w1, k1[b], Kernels.fma(w0, k0[b], out[b])));
        }
    }

    private static void addFinish3(
            double w0,
            double[] k0,
            double w1,
            double[] k1,
            double w2,
            double[] k2,
            double[] base,
            double[] h,
            double[] out,
            int lanes) {
        for (int b = 0; b < lanes; b++) {
            double sum = Kernels.fma(w2, k2[b], Kernels.fma(w1, k1[b], Kernels.fma(w0, k0[b], out[b])));
            out[b] = Kernels.fma(h[b], sum, base[b]);
        }
    }

    /**
     * Stage sum of one lane, written to another matrix' column: {@code out[f][column] = base[f][lane] + h Σⱼ w[j]
     * k[j][f][lane]}.
     *
     * @param w weights, one a stage
     * @param k rows of each stage
     * @param base rows to start from
     * @param lane the lane read
     * @param h step size of the lane
     * @param out rows written
     * @param column column written
     */
    public static void laneSum(
            double[] w, double[][][] k, double[][] base, int lane, double h, double[][] out, int column) {
        for (int f = 0; f < out.length; f++) {
            double sum = 0;
            for (int j = 0; j < k.length; j++) {
                sum = Kernels.fma(w[j], k[j][f][lane], sum);
            }
            out[f][column] = Kernels.fma(h, sum, base[f][lane]);
        }
    }

    /**
     * Adds a squared scaled error: {@code acc += (e / (atol + rtol max(|y0|, |y1|)))²}, and NaN where {@code y1} is not
     * finite.
     *
     * @param e error row
     * @param y0 state row before
     * @param y1 state row after
     * @param atol absolute tolerance
     * @param rtol relative tolerance
     * @param acc sum of squares a lane; modified
     * @param lanes lanes to run over
     */
    public static void addScaledSquare(
            double[] e, double[] y0, double[] y1, double atol, double rtol, double[] acc, int lanes) {
        for (int b = 0; b < lanes; b++) {
            double scale = Kernels.fma(rtol, Math.max(Math.abs(y0[b]), Math.abs(y1[b])), atol);
            double r = e[b] / scale;
            acc[b] = Kernels.fma(r, r, acc[b]) + 0.0 * y1[b];
        }
    }

    /**
     * Root of the mean, in place: {@code acc = sqrt(acc / n)}.
     *
     * @param acc sums a lane; modified
     * @param n number of summands
     * @param lanes lanes to run over
     */
    public static void rootMean(double[] acc, int n, int lanes) {
        double count = n;
        for (int b = 0; b < lanes; b++) {
            acc[b] = Math.sqrt(acc[b] / count);
        }
    }

    /**
     * Hairer's estimate from the squares of two errors, in place: {@code acc = acc / sqrt(n (acc + 0.01 second))}, zero if
     * both are.
     *
     * @param acc sums of squares of the first error a lane; modified
     * @param second sums of squares of the second
     * @param n number of summands
     * @param lanes lanes to run over
     */
    public static void combineErrors(double[] acc, double[] second, int n, int lanes) {
        double count = n;
        for (int b = 0; b < lanes; b++) {
            double both = Math.max(Kernels.fma(0.01, second[b], acc[b]), Double.MIN_NORMAL);
            acc[b] = acc[b] / Math.sqrt(count * both) + 0.0 * second[b];
        }
    }

    /**
     * Adds zero for a finite value and NaN for any other: {@code acc += 0·x}.
     *
     * @param x row
     * @param acc one entry a lane; modified
     * @param lanes lanes to run over
     */
    public static void addZeroIfFinite(double[] x, double[] acc, int lanes) {
        for (int b = 0; b < lanes; b++) {
            acc[b] += 0.0 * x[b];
        }
    }

    /**
     * Difference of two rows: {@code out = x − y}.
     *
     * @param x row
     * @param y row
     * @param out row, overwritten
     * @param lanes lanes to run over
     */
    public static void subtract(double[] x, double[] y, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = x[b] - y[b];
        }
    }

    /**
     * Adds a row to another: {@code out += x}.
     *
     * @param x row
     * @param out row, modified
     * @param lanes lanes to run over
     */
    public static void add(double[] x, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] += x[b];
        }
    }

    /**
     * Turns a row's sign: {@code x = −x}, lane by lane; zero stays a positive zero.
     *
     * @param x row, modified
     * @param lanes lanes to run over
     */
    public static void negate(double[] x, int lanes) {
        for (int b = 0; b < lanes; b++) {
            x[b] = 0.0 - x[b];
        }
    }

    /**
     * Scales the lanes of a row: {@code out = s·x}.
     *
     * @param s factors, one a lane
     * @param x row
     * @param out row, overwritten
     * @param lanes lanes to run over
     */
    public static void scale(double[] s, double[] x, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = s[b] * x[b];
        }
    }

    /**
     * Adds products lane by lane: {@code acc += x·y}.
     *
     * @param x row
     * @param y row
     * @param acc one entry a lane; modified
     * @param lanes lanes to run over
     */
    public static void addProductPerLane(double[] x, double[] y, double[] acc, int lanes) {
        for (int b = 0; b < lanes; b++) {
            acc[b] = Kernels.fma(x[b], y[b], acc[b]);
        }
    }

    /**
     * Times of a stage: {@code out = t + c·h}.
     *
     * @param t times, one a lane
     * @param c node of the stage
     * @param h step sizes, one a lane
     * @param out overwritten, one entry a lane
     * @param lanes lanes to run over
     */
    public static void stageTimes(double[] t, double c, double[] h, double[] out, int lanes) {
        for (int b = 0; b < lanes; b++) {
            out[b] = Kernels.fma(c, h[b], t[b]);
        }
    }

    /**
     * Gives some lanes their root mean square, in ascending order: {@code x = sqrt(Σ x²/count)}.
     *
     * @param x one entry a lane; modified
     * @param which the lanes are the first {@code count} entries, ascending
     * @param count number of lanes
     */
    public static void shareRootMean(double[] x, int[] which, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum = Kernels.fma(x[which[i]], x[which[i]], sum);
        }
        double mean = Math.sqrt(sum / count);
        for (int i = 0; i < count; i++) {
            x[which[i]] = mean;
        }
    }
}
