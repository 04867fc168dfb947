package dev.tidepath.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Products of a larger matrix and a batch: tiles of four outputs by two vectors of lanes that stay in registers while the
 * terms ascend. Weights and lanes are packed in the order the tiles read them, so that the loop over terms walks through
 * two arrays at constant strides, which lets C2 check their bounds before it, and no two reads meet in one set of the
 * cache. Terms and outputs are cut into blocks, so that what is packed has a fixed size; a chain that is cut goes on from
 * the stored sum, which changes no bit. The scratch belongs to the thread, 144 kB with vectors of 256 bits.
 */
final class PackedProduct {

    /** Outputs of a tile; what is left over is not done here. */
    static final int TILE = 4;

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int LANES = 2 * L;

    private static final int BLOCK_TERMS = 256;
    private static final int BLOCK_OUTPUTS = 64;

    /** From so many terms on packing pays for any number of lanes. */
    private static final int MANY_TERMS = 64;

    /** Fewer outputs do not repay the packing of the lanes. */
    private static final int LEAST_OUTPUTS = 16;

    private static final ThreadLocal<PackedProduct> OF_THREAD = ThreadLocal.withInitial(PackedProduct::new);

    private final double[] weights = new double[BLOCK_OUTPUTS * BLOCK_TERMS];
    private final double[] lanes = new double[LANES * BLOCK_TERMS];

    private PackedProduct() {}

    /** Whether packing pays: packed weights serve the lanes, packed lanes the outputs, and long chains hide both. */
    static boolean pays(int terms, int outputs, int lanes) {
        return outputs >= LEAST_OUTPUTS && 2 * terms >= Math.min(lanes, 2 * MANY_TERMS);
    }

    /**
     * As {@link KernelProvider#affine}, for more than two whole vectors of lanes, a term or more and a whole number of
     * tiles.
     */
    static void affine(
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
        PackedProduct scratch = OF_THREAD.get();
        for (int j = from; j < to; j += BLOCK_OUTPUTS) {
            int jEnd = Math.min(j + BLOCK_OUTPUTS, to);
            for (int k = 0; k < terms; k += BLOCK_TERMS) {
                int count = Math.min(BLOCK_TERMS, terms - k);
                scratch.addBlock(
                        w,
                        offset + k * stepK,
                        stepK,
                        stepJ,
                        bias,
                        biasOffset,
                        x,
                        k,
                        count,
                        y,
                        j,
                        jEnd,
                        lanes,
                        count == terms);
            }
        }
    }

    private void addBlock(
            double[] w,
            int at,
            int stepK,
            int stepJ,
            double @Nullable [] bias,
            int biasOffset,
            double[][] x,
            int first,
            int terms,
            double[][] y,
            int from,
            int to,
            int count,
            boolean uncut) {
        for (int j = from; j < to; j += TILE) {
            packWeights(w, at + j * stepJ, stepK, stepJ, terms, weights, (j - from) * terms);
        }
        boolean fresh = first == 0;
        int b = 0;
        for (; b + LANES <= count; b += LANES) {
            tiles(bias, biasOffset, x, first, terms, y, from, to, b);
        }
        if (uncut && b < count) { // a tile that overlaps the last one, which computes the same sums again
            tiles(bias, biasOffset, x, first, terms, y, from, to, count - LANES);
            return;
        }
        if (fresh) {
            PlainKernels.fill(bias, biasOffset, y, from, to, b, count);
        }
        for (int j = from; j < to && b < count; j++) {
            PlainKernels.addRow(w, at + j * stepJ, stepK, x, first, first + terms, y[j], b, count);
        }
    }

    private void tiles(
            double @Nullable [] bias,
            int biasOffset,
            double[][] x,
            int first,
            int terms,
            double[][] y,
            int from,
            int to,
            int b) {
        packLanes(x, first, terms, b, lanes);
        for (int j = from; j < to; j += TILE) {
            tile(
                    weights,
                    (j - from) * terms,
                    lanes,
                    terms,
                    first == 0,
                    start(bias, biasOffset + j),
                    start(bias, biasOffset + j + 1),
                    start(bias, biasOffset + j + 2),
                    start(bias, biasOffset + j + 3),
                    y[j],
                    y[j + 1],
                    y[j + 2],
                    y[j + 3],
                    b);
        }
    }

    private static void packWeights(double[] w, int at, int stepK, int stepJ, int terms, double[] packed, int start) {
        int p = start;
        int q = at;
        for (int k = 0; k < terms; k++) {
            packed[p] = w[q];
            packed[p + 1] = w[q + stepJ];
            packed[p + 2] = w[q + 2 * stepJ];
            packed[p + 3] = w[q + 3 * stepJ];
            p += TILE;
            q += stepK;
        }
    }

    private static void packLanes(double[][] x, int first, int terms, int lane, double[] packed) {
        for (int k = 0; k < terms; k++) {
            DoubleVector.fromArray(S, x[first + k], lane).intoArray(packed, LANES * k);
            DoubleVector.fromArray(S, x[first + k], lane + L).intoArray(packed, LANES * k + L);
        }
    }

    private static double start(double @Nullable [] bias, int i) {
        return bias == null ? 0.0 : bias[i];
    }

    private static void tile(
            double[] w,
            int at,
            double[] x,
            int terms,
            boolean fresh,
            double b0,
            double b1,
            double b2,
            double b3,
            double[] y0,
            double[] y1,
            double[] y2,
            double[] y3,
            int lane) {
        DoubleVector c00 = fresh ? DoubleVector.broadcast(S, b0) : DoubleVector.fromArray(S, y0, lane);
        DoubleVector c01 = fresh ? DoubleVector.broadcast(S, b0) : DoubleVector.fromArray(S, y0, lane + L);
        DoubleVector c10 = fresh ? DoubleVector.broadcast(S, b1) : DoubleVector.fromArray(S, y1, lane);
        DoubleVector c11 = fresh ? DoubleVector.broadcast(S, b1) : DoubleVector.fromArray(S, y1, lane + L);
        DoubleVector c20 = fresh ? DoubleVector.broadcast(S, b2) : DoubleVector.fromArray(S, y2, lane);
        DoubleVector c21 = fresh ? DoubleVector.broadcast(S, b2) : DoubleVector.fromArray(S, y2, lane + L);
        DoubleVector c30 = fresh ? DoubleVector.broadcast(S, b3) : DoubleVector.fromArray(S, y3, lane);
        DoubleVector c31 = fresh ? DoubleVector.broadcast(S, b3) : DoubleVector.fromArray(S, y3, lane + L);
        for (int k = 0; k < terms; k++) {
            DoubleVector v0 = DoubleVector.fromArray(S, x, LANES * k);
            DoubleVector v1 = DoubleVector.fromArray(S, x, LANES * k + L);
            DoubleVector w0 = DoubleVector.broadcast(S, w[at + TILE * k]);
            c00 = w0.fma(v0, c00);
            c01 = w0.fma(v1, c01);
            DoubleVector w1 = DoubleVector.broadcast(S, w[at + TILE * k + 1]);
            c10 = w1.fma(v0, c10);
            c11 = w1.fma(v1, c11);
            DoubleVector w2 = DoubleVector.broadcast(S, w[at + TILE * k + 2]);
            c20 = w2.fma(v0, c20);
            c21 = w2.fma(v1, c21);
            DoubleVector w3 = DoubleVector.broadcast(S, w[at + TILE * k + 3]);
            c30 = w3.fma(v0, c30);
            c31 = w3.fma(v1, c31);
        }
        c00.intoArray(y0, lane);
        c01.intoArray(y0, lane + L);
        c10.intoArray(y1, lane);
        c11.intoArray(y1, lane + L);
        c20.intoArray(y2, lane);
        c21.intoArray(y2, lane + L);
        c30.intoArray(y3, lane);
        c31.intoArray(y3, lane + L);
    }
}
