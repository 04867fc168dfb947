package dev.tidepath.tensor.kernel;

/**
 * Sums over the batch in plain Java. The side with more rows is transposed, so that vectors run along its rows instead of
 * along the sum. What is left is a product with ascending samples in place of k, the other side being the weights.
 */
final class TransposedSums extends BatchSumScratch {

    private static final int WIDTH = 8;

    private final double[][] columns;
    private final double[] weights;
    private final double[][] sums;

    TransposedSums(int batch, int longer, int shorter) {
        columns = new double[batch][padded(longer)];
        weights = new double[batch * shorter];
        sums = new double[shorter][padded(longer)];
    }

    private static int padded(int rows) {
        return (rows + WIDTH - 1) / WIDTH * WIDTH;
    }

    @Override
    void outerSum(double[][] x, double[][] y, int blocks, double[] into, int offset, int batch) {
        int m = x.length / blocks;
        int n = y.length / blocks;
        boolean alongY = n >= m;
        double[][] longer = alongY ? y : x;
        double[][] shorter = alongY ? x : y;
        int wide = Math.max(m, n);
        int few = Math.min(m, n);
        PlainKernels.fill(null, 0, sums, 0, few, 0, padded(wide));
        for (int i = 0; i < blocks; i++) {
            transpose(longer, i * wide, (i + 1) * wide, batch);
            for (int k = 0; k < few; k++) {
                System.arraycopy(shorter[i * few + k], 0, weights, k * batch, batch);
                PlainKernels.addRow(weights, k * batch, 1, columns, 0, batch, sums[k], 0, padded(wide));
            }
        }
        for (int k = 0; k < few; k++) {
            if (alongY) {
                System.arraycopy(sums[k], 0, into, offset + k * n, n);
            } else {
                spread(sums[k], into, offset + k, n, m);
            }
        }
    }

    private static void spread(double[] from, double[] into, int at, int step, int count) {
        for (int j = 0; j < count; j++) {
            into[at + j * step] = from[j];
        }
    }

    private void transpose(double[][] rows, int from, int to, int batch) {
        int j = from;
        for (; j + 4 <= to; j += 4) {
            transpose4(rows[j], rows[j + 1], rows[j + 2], rows[j + 3], j - from, batch);
        }
        for (; j < to; j++) {
            double[] row = rows[j];
            for (int b = 0; b < batch; b++) {
                columns[b][j - from] = row[b];
            }
        }
    }

    private void transpose4(double[] r0, double[] r1, double[] r2, double[] r3, int j, int batch) {
        for (int b = 0; b < batch; b++) {
            double[] column = columns[b];
            column[j] = r0[b];
            column[j + 1] = r1[b];
            column[j + 2] = r2[b];
            column[j + 3] = r3[b];
        }
    }
}
