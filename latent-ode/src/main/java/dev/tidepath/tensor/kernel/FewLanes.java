package dev.tidepath.tensor.kernel;

/**
 * Products for fewer lanes than a loop over lanes is worth: each lane alone, eight outputs at once, whose sums do not
 * wait for each other. Every output is the same chain of multiply-adds over ascending k as in the other loops.
 */
final class FewLanes {

    private FewLanes() {}

    /** {@code y[j] += Σ_k w[offset + k·stepK + j·stepJ] · x[k]} for the lanes in [first, end). */
    static void addProduct(
            double[] w,
            int offset,
            int stepK,
            int stepJ,
            double[][] x,
            int terms,
            double[][] y,
            int from,
            int to,
            int first,
            int end) {
        for (int b = first; b < end; b++) {
            int j = from;
            for (; j + 8 <= to; j += 8) {
                add8(w, offset + j * stepJ, stepK, stepJ, x, terms, y, j, b);
            }
            for (; j < to; j++) {
                add1(w, offset + j * stepJ, stepK, x, terms, y[j], b);
            }
        }
    }

    private static void add8(
            double[] w, int at, int stepK, int stepJ, double[][] x, int terms, double[][] y, int j, int b) {
        double y0 = y[j][b];
        double y1 = y[j + 1][b];
        double y2 = y[j + 2][b];
        double y3 = y[j + 3][b];
        double y4 = y[j + 4][b];
        double y5 = y[j + 5][b];
        double y6 = y[j + 6][b];
        double y7 = y[j + 7][b];
        for (int k = 0; k < terms; k++) {
            double xk = x[k][b];
            int p = at + k * stepK;
            y0 = Fma.fma(w[p], xk, y0);
            y1 = Fma.fma(w[p + stepJ], xk, y1);
            y2 = Fma.fma(w[p + 2 * stepJ], xk, y2);
            y3 = Fma.fma(w[p + 3 * stepJ], xk, y3);
            y4 = Fma.fma(w[p + 4 * stepJ], xk, y4);
            y5 = Fma.fma(w[p + 5 * stepJ], xk, y5);
            y6 = Fma.fma(w[p + 6 * stepJ], xk, y6);
            y7 = Fma.fma(w[p + 7 * stepJ], xk, y7);
        }
        y[j][b] = y0;
        y[j + 1][b] = y1;
        y[j + 2][b] = y2;
        y[j + 3][b] = y3;
        y[j + 4][b] = y4;
        y[j + 5][b] = y5;
        y[j + 6][b] = y6;
        y[j + 7][b] = y7;
    }

    private static void add1(double[] w, int at, int stepK, double[][] x, int terms, double[] y, int b) {
        double sum = y[b];
        for (int k = 0; k < terms; k++) {
            sum = Fma.fma(w[at + k * stepK], x[k][b], sum);
        }
        y[b] = sum;
    }
}
