package dev.tidepath.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over the batch by the Vector API. One side is packed in panels: sample after sample, the entries of two vectors of
 * rows. Four rows of the other side, read as they are, times a panel are a tile whose eight vectors of sums stay in
 * registers while the samples ascend; more rows and C2 no longer checks all bounds before the loop. Samples are cut into
 * blocks, so that what is packed stays in the cache; a chain that is cut goes on from the stored sum, which changes no bit.
 */
final class PackedSums extends BatchSumScratch {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Rows of a tile on the side that is not packed. */
    private static final int TILE = 4;

    /** Rows of a panel. */
    private static final int PANEL = 2 * L;

    private static final int BLOCK_SAMPLES = 256;

    private final double[] packed;
    private final double[] sums;

    PackedSums(int batch, int longer, int shorter) {
        packed = new double[Math.min(batch, BLOCK_SAMPLES) * upTo(PANEL, longer)];
        sums = new double
                [Math.max(upTo(PANEL, longer) * upTo(TILE, shorter), upTo(TILE, longer) * upTo(PANEL, shorter))];
    }

    private static int upTo(int multiple, int rows) {
        return (rows + multiple - 1) / multiple * multiple;
    }

    @Override
    void outerSum(double[][] x, double[][] y, int blocks, double[] into, int offset, int batch) {
        int m = x.length / blocks;
        int n = y.length / blocks;
        boolean packX = cost(m, n) < cost(n, m);
        int width = upTo(PANEL, packX ? m : n);
        for (int i = 0; i < blocks; i++) {
            if (packX) {
                add(y, i * n, (i + 1) * n, x, i * m, (i + 1) * m, batch, i == 0);
            } else {
                add(x, i * m, (i + 1) * m, y, i * n, (i + 1) * n, batch, i == 0);
            }
        }
        if (packX) {
            for (int j = 0; j < n; j++) {
                spread(sums, j * width, into, offset + j, n, m);
            }
        } else {
            for (int k = 0; k < m; k++) {
                System.arraycopy(sums, k * width, into, offset + k * n, n);
            }
        }
    }

    /** Of a sample, if the first side is packed: what is copied, and half the multiply-adds with a vector. */
    private static int cost(int toPack, int others) {
        return toPack + upTo(PANEL, toPack) * upTo(TILE, others) / PANEL;
    }

    private static void spread(double[] from, int at, double[] into, int to, int step, int count) {
        for (int j = 0; j < count; j++) {
            into[to + j * step] = from[at + j];
        }
    }

    /** Adds a block to the sums, or begins them: rows of whole panels, one a row of the block that is read as it is. */
    private void add(
            double[][] read, int from, int to, double[][] toPack, int packFrom, int packTo, int batch, boolean begin) {
        int width = upTo(PANEL, packTo - packFrom);
        int last = to - 1;
        int first = 0;
        do {
            int count = Math.min(BLOCK_SAMPLES, batch - first);
            boolean fresh = begin && first == 0;
            pack(toPack, packFrom, packTo, first, count);
            for (int i = from; i < to; i += TILE) {
                double[] x1 = read[Math.min(i + 1, last)];
                double[] x2 = read[Math.min(i + 2, last)];
                double[] x3 = read[Math.min(i + 3, last)];
                int at = (i - from) * width;
                for (int j = 0; j < width; j += PANEL) {
                    tile(read[i], x1, x2, x3, first, packed, j * count, count, fresh, sums, at + j, width);
                }
            }
            first += count;
        } while (first < batch);
    }

    private void pack(double[][] rows, int from, int to, int first, int count) {
        for (int j = from; j < to; ) {
            int panel = (j - from) % PANEL;
            int at = (j - from - panel) * count + panel;
            if (j + 4 <= to && panel + 4 <= PANEL) {
                pack4(rows[j], rows[j + 1], rows[j + 2], rows[j + 3], first, count, packed, at);
                j += 4;
            } else {
                pack1(rows[j], first, count, packed, at);
                j++;
            }
        }
    }

    private static void pack4(
            double[] r0, double[] r1, double[] r2, double[] r3, int first, int count, double[] packed, int at) {
        for (int b = 0; b < count; b++) {
            packed[at + PANEL * b] = r0[first + b];
            packed[at + PANEL * b + 1] = r1[first + b];
            packed[at + PANEL * b + 2] = r2[first + b];
            packed[at + PANEL * b + 3] = r3[first + b];
        }
    }

    private static void pack1(double[] row, int first, int count, double[] packed, int at) {
        for (int b = 0; b < count; b++) {
            packed[at + PANEL * b] = row[first + b];
        }
    }

    private static void tile(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            int first,
            double[] packed,
            int at,
            int count,
            boolean fresh,
            double[] sums,
            int to,
            int step) {
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector c00 = fresh ? zero : DoubleVector.fromArray(S, sums, to);
        DoubleVector c01 = fresh ? zero : DoubleVector.fromArray(S, sums, to + L);
        DoubleVector c10 = fresh ? zero : DoubleVector.fromArray(S, sums, to + step);
        DoubleVector c11 = fresh ? zero : DoubleVector.fromArray(S, sums, to + step + L);
        DoubleVector c20 = fresh ? zero : DoubleVector.fromArray(S, sums, to + 2 * step);
        DoubleVector c21 = fresh ? zero : DoubleVector.fromArray(S, sums, to + 2 * step + L);
        DoubleVector c30 = fresh ? zero : DoubleVector.fromArray(S, sums, to + 3 * step);
        DoubleVector c31 = fresh ? zero : DoubleVector.fromArray(S, sums, to + 3 * step + L);
        for (int b = 0; b < count; b++) {
            DoubleVector v0 = DoubleVector.fromArray(S, packed, at + PANEL * b);
            DoubleVector v1 = DoubleVector.fromArray(S, packed, at + PANEL * b + L);
            DoubleVector w0 = DoubleVector.broadcast(S, x0[first + b]);
            c00 = w0.fma(v0, c00);
            c01 = w0.fma(v1, c01);
            DoubleVector w1 = DoubleVector.broadcast(S, x1[first + b]);
            c10 = w1.fma(v0, c10);
            c11 = w1.fma(v1, c11);
            DoubleVector w2 = DoubleVector.broadcast(S, x2[first + b]);
            c20 = w2.fma(v0, c20);
            c21 = w2.fma(v1, c21);
            DoubleVector w3 = DoubleVector.broadcast(S, x3[first + b]);
            c30 = w3.fma(v0, c30);
            c31 = w3.fma(v1, c31);
        }
        c00.intoArray(sums, to);
        c01.intoArray(sums, to + L);
        c10.intoArray(sums, to + step);
        c11.intoArray(sums, to + step + L);
        c20.intoArray(sums, to + 2 * step);
        c21.intoArray(sums, to + 2 * step + L);
        c30.intoArray(sums, to + 3 * step);
        c31.intoArray(sums, to + 3 * step + L);
    }
}
