package dev.tidepath.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Products of a larger matrix and a batch: tiles of four outputs by two vectors of lanes that stay in registers while the
 * terms ascend. Weights and lanes are packed in the order the tiles read them, so that the loop over terms walks through
 * two arrays at constant strides, which lets C2 check their bounds before it, and no two reads meet in one set of the
 * cache.
 */
final class PackedProduct {

    /** Outputs of a tile; what is left over is not done here. */
    static final int OUTPUTS = 4;

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int LANES = 2 * L;

    /** From so many terms on packing pays for any number of lanes. */
    private static final int MANY_TERMS = 64;

    private static final ThreadLocal<PackedProduct> OF_THREAD = ThreadLocal.withInitial(PackedProduct::new);

    private double[] weights = new double[0];
    private double[] lanes = new double[0];

    private PackedProduct() {}

    /** Whether packing pays: packed weights serve the lanes, packed lanes the outputs, and long chains hide both. */
    static boolean pays(int terms, int lanes) {
        return lanes >= LANES && 2 * terms >= Math.min(lanes, 2 * MANY_TERMS);
    }

    /** {@link KernelProvider#affine} for whole vectors of lanes and a whole number of tiles. */
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
        OF_THREAD.get().run(w, offset, stepK, stepJ, bias, biasOffset, x, terms, y, from, to, lanes);
    }

    private void run(
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
            int count) {
        if (weights.length < (to - from) * terms) {
            weights = new double[(to - from) * terms];
        }
        if (lanes.length < LANES * terms) {
            lanes = new double[LANES * terms];
        }
        for (int j = from; j < to; j += OUTPUTS) {
            packWeights(w, offset + j * stepJ, stepK, stepJ, terms, weights, (j - from) * terms);
        }
        for (int b = 0; b < count; b += LANES) {
            int lane = Math.min(b, count - LANES); // an odd last vector is done together with its neighbour once more
            packLanes(x, terms, lane, lanes);
            for (int j = from; j < to; j += OUTPUTS) {
                tile(weights, (j - from) * terms, lanes, terms, bias, biasOffset + j, y, j, lane);
            }
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
            p += OUTPUTS;
            q += stepK;
        }
    }

    private static void packLanes(double[][] x, int terms, int lane, double[] packed) {
        for (int k = 0; k < terms; k++) {
            DoubleVector.fromArray(S, x[k], lane).intoArray(packed, LANES * k);
            DoubleVector.fromArray(S, x[k], lane + L).intoArray(packed, LANES * k + L);
        }
    }

    private static void tile(
            double[] w,
            int at,
            double[] x,
            int terms,
            double @Nullable [] bias,
            int biasAt,
            double[][] y,
            int j,
            int lane) {
        DoubleVector c00 = DoubleVector.broadcast(S, bias == null ? 0.0 : bias[biasAt]);
        DoubleVector c10 = DoubleVector.broadcast(S, bias == null ? 0.0 : bias[biasAt + 1]);
        DoubleVector c20 = DoubleVector.broadcast(S, bias == null ? 0.0 : bias[biasAt + 2]);
        DoubleVector c30 = DoubleVector.broadcast(S, bias == null ? 0.0 : bias[biasAt + 3]);
        DoubleVector c01 = c00;
        DoubleVector c11 = c10;
        DoubleVector c21 = c20;
        DoubleVector c31 = c30;
        for (int k = 0; k < terms; k++) {
            DoubleVector v0 = DoubleVector.fromArray(S, x, LANES * k);
            DoubleVector v1 = DoubleVector.fromArray(S, x, LANES * k + L);
            DoubleVector w0 = DoubleVector.broadcast(S, w[at + OUTPUTS * k]);
            c00 = w0.fma(v0, c00);
            c01 = w0.fma(v1, c01);
            DoubleVector w1 = DoubleVector.broadcast(S, w[at + OUTPUTS * k + 1]);
            c10 = w1.fma(v0, c10);
            c11 = w1.fma(v1, c11);
            DoubleVector w2 = DoubleVector.broadcast(S, w[at + OUTPUTS * k + 2]);
            c20 = w2.fma(v0, c20);
            c21 = w2.fma(v1, c21);
            DoubleVector w3 = DoubleVector.broadcast(S, w[at + OUTPUTS * k + 3]);
            c30 = w3.fma(v0, c30);
            c31 = w3.fma(v1, c31);
        }
        c00.intoArray(y[j], lane);
        c01.intoArray(y[j], lane + L);
        c10.intoArray(y[j + 1], lane);
        c11.intoArray(y[j + 1], lane + L);
        c20.intoArray(y[j + 2], lane);
        c21.intoArray(y[j + 2], lane + L);
        c30.intoArray(y[j + 3], lane);
        c31.intoArray(y[j + 3], lane + L);
    }
}
