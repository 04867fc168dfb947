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

    private final KernelProvider kernels;

    TransposedSums(KernelProvider kernels, int batch, int longer, int shorter) {
        this.kernels = kernels;
        columns = new double[batch][padded(longer)];
        weights = new double[batch * shorter];
        sums = new double[shorter][padded(longer)];
    }

    private static int padded(int rows) {
        return (rows + WIDTH - 1) / WIDTH * WIDTH;
    }

    @Override
    void outerSum(double[][] x, double[][] y, double[] into, int offset, int batch) {
        boolean alongY = y.length >= x.length;
        double[][] longer = alongY ? y : x;
        double[][] shorter = alongY ? x : y;
        int lanes = padded(longer.length);
        transpose(longer, batch);
        for (int k = 0; k < shorter.length; k++) {
            System.arraycopy(shorter[k], 0, weights, k * batch, batch);
        }
        kernels.affine(weights, 0, 1, batch, null, 0, columns, batch, sums, 0, shorter.length, lanes);
        for (int k = 0; k < shorter.length; k++) {
            if (alongY) {
                System.arraycopy(sums[k], 0, into, offset + k * y.length, y.length);
            } else {
                spread(sums[k], into, offset + k, shorter.length, longer.length);
            }
        }
    }

    private static void spread(double[] from, double[] into, int at, int step, int count) {
        for (int j = 0; j < count; j++) {
            into[at + j * step] = from[j];
        }
    }

    private void transpose(double[][] rows, int batch) {
        int j = 0;
        for (; j + 4 <= rows.length; j += 4) {
            transpose4(rows[j], rows[j + 1], rows[j + 2], rows[j + 3], j, batch);
        }
        for (; j < rows.length; j++) {
            double[] row = rows[j];
            for (int b = 0; b < batch; b++) {
                columns[b][j] = row[b];
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
