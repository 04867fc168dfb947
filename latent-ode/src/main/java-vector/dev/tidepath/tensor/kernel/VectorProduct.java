package dev.tidepath.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Products of a matrix and a batch; the larger ones are {@link PackedProduct}'s. Of a small matrix, two outputs and four
 * terms are taken at a time: their eight weights stay in registers while the lanes go by, and all bounds are checked before
 * the loop. Terms and lanes are cut into blocks, so that the inputs of a block stay in the first-level cache for all
 * outputs; a chain that is cut goes on from the stored sum, which changes no bit.
 */
final class VectorProduct {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Entries of the inputs that are used again and again: 24 kB. */
    private static final int BLOCK_ENTRIES = 3072;

    private static final int MOST_LANES = 192;

    /** Terms that are taken together with the biases. */
    private static final int FIRST = 4;

    /** Up to this many lanes the loop over terms is inside, since one over lanes would hardly start. */
    private static final int NARROW = 2 * L;

    private VectorProduct() {}

    /** {@link KernelProvider#affine}; the lanes are whole vectors. */
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
        if (lanes <= NARROW) {
            PlainKernels.fill(bias, biasOffset, y, from, to, 0, lanes);
            narrow(w, offset, stepK, stepJ, x, terms, y, from, to, lanes);
            return;
        }
        int start = from;
        if (PackedProduct.pays(terms, to - from, lanes)) {
            start += (to - from) / PackedProduct.TILE * PackedProduct.TILE;
            PackedProduct.affine(w, offset, stepK, stepJ, bias, biasOffset, x, terms, y, from, start, lanes);
        }
        int j = start;
        for (; terms >= FIRST && j <= to - 2; j += 2) {
            double b0 = bias == null ? 0.0 : bias[biasOffset + j];
            double b1 = bias == null ? 0.0 : bias[biasOffset + j + 1];
            start2x4(w, offset + j * stepJ, stepK, stepJ, b0, b1, x, y[j], y[j + 1], lanes);
        }
        add(w, offset, stepK, stepJ, x, j == start ? 0 : FIRST, terms, y, start, j, lanes);
        PlainKernels.fill(bias, biasOffset, y, j, to, 0, lanes);
        add(w, offset, stepK, stepJ, x, 0, terms, y, j, to, lanes);
    }

    private static void add(
            double[] w,
            int offset,
            int stepK,
            int stepJ,
            double[][] x,
            int first,
            int terms,
            double[][] y,
            int from,
            int to,
            int lanes) {
        int blockTerms = BLOCK_ENTRIES / MOST_LANES;
        for (int k = first; k < terms; k += blockTerms) {
            int kEnd = Math.min(k + blockTerms, terms);
            for (int b = 0; b < lanes; b += MOST_LANES) {
                int bEnd = Math.min(b + MOST_LANES, lanes);
                int j = from;
                for (; j <= to - 2; j += 2) {
                    pair(w, offset + j * stepJ, stepK, stepJ, x, k, kEnd, y[j], y[j + 1], b, bEnd);
                }
                for (; j < to; j++) {
                    PlainKernels.addRow(w, offset + j * stepJ, stepK, x, k, kEnd, y[j], b, bEnd);
                }
            }
        }
    }

    private static void pair(
            double[] w,
            int at,
            int stepK,
            int stepJ,
            double[][] x,
            int kFrom,
            int kTo,
            double[] y0,
            double[] y1,
            int from,
            int to) {
        int k = kFrom;
        for (; k <= kTo - 4; k += 4) {
            add2x4(w, at + k * stepK, stepK, stepJ, x, k, y0, y1, from, to);
        }
        for (; k <= kTo - 2; k += 2) {
            add2x2(w, at + k * stepK, stepK, stepJ, x[k], x[k + 1], y0, y1, from, to);
        }
        if (k < kTo) {
            PlainKernels.axpy(w[at + k * stepK], x[k], y0, from, to);
            PlainKernels.axpy(w[at + k * stepK + stepJ], x[k], y1, from, to);
        }
    }

    /** The first terms on top of the biases: nothing is read of the outputs. */
    private static void start2x4(
            double[] w,
            int at,
            int stepK,
            int stepJ,
            double bias0,
            double bias1,
            double[][] x,
            double[] y0,
            double[] y1,
            int to) {
        double[] x0 = x[0];
        double[] x1 = x[1];
        double[] x2 = x[2];
        double[] x3 = x[3];
        DoubleVector b0 = DoubleVector.broadcast(S, bias0);
        DoubleVector b1 = DoubleVector.broadcast(S, bias1);
        DoubleVector w00 = DoubleVector.broadcast(S, w[at]);
        DoubleVector w01 = DoubleVector.broadcast(S, w[at + stepK]);
        DoubleVector w02 = DoubleVector.broadcast(S, w[at + 2 * stepK]);
        DoubleVector w03 = DoubleVector.broadcast(S, w[at + 3 * stepK]);
        DoubleVector w10 = DoubleVector.broadcast(S, w[at + stepJ]);
        DoubleVector w11 = DoubleVector.broadcast(S, w[at + stepK + stepJ]);
        DoubleVector w12 = DoubleVector.broadcast(S, w[at + 2 * stepK + stepJ]);
        DoubleVector w13 = DoubleVector.broadcast(S, w[at + 3 * stepK + stepJ]);
        for (int b = 0; b < to; b += L) {
            DoubleVector v0 = DoubleVector.fromArray(S, x0, b);
            DoubleVector v1 = DoubleVector.fromArray(S, x1, b);
            DoubleVector v2 = DoubleVector.fromArray(S, x2, b);
            DoubleVector v3 = DoubleVector.fromArray(S, x3, b);
            DoubleVector c0 = w00.fma(v0, b0);
            DoubleVector c1 = w10.fma(v0, b1);
            c0 = w01.fma(v1, c0);
            c1 = w11.fma(v1, c1);
            c0 = w02.fma(v2, c0);
            c1 = w12.fma(v2, c1);
            w03.fma(v3, c0).intoArray(y0, b);
            w13.fma(v3, c1).intoArray(y1, b);
        }
    }

    private static void add2x4(
            double[] w, int at, int stepK, int stepJ, double[][] x, int k, double[] y0, double[] y1, int from, int to) {
        double[] x0 = x[k];
        double[] x1 = x[k + 1];
        double[] x2 = x[k + 2];
        double[] x3 = x[k + 3];
        DoubleVector w00 = DoubleVector.broadcast(S, w[at]);
        DoubleVector w01 = DoubleVector.broadcast(S, w[at + stepK]);
        DoubleVector w02 = DoubleVector.broadcast(S, w[at + 2 * stepK]);
        DoubleVector w03 = DoubleVector.broadcast(S, w[at + 3 * stepK]);
        DoubleVector w10 = DoubleVector.broadcast(S, w[at + stepJ]);
        DoubleVector w11 = DoubleVector.broadcast(S, w[at + stepK + stepJ]);
        DoubleVector w12 = DoubleVector.broadcast(S, w[at + 2 * stepK + stepJ]);
        DoubleVector w13 = DoubleVector.broadcast(S, w[at + 3 * stepK + stepJ]);
        for (int b = from; b < to; b += L) {
            DoubleVector v0 = DoubleVector.fromArray(S, x0, b);
            DoubleVector v1 = DoubleVector.fromArray(S, x1, b);
            DoubleVector v2 = DoubleVector.fromArray(S, x2, b);
            DoubleVector v3 = DoubleVector.fromArray(S, x3, b);
            DoubleVector c0 = w00.fma(v0, DoubleVector.fromArray(S, y0, b));
            DoubleVector c1 = w10.fma(v0, DoubleVector.fromArray(S, y1, b));
            c0 = w01.fma(v1, c0);
            c1 = w11.fma(v1, c1);
            c0 = w02.fma(v2, c0);
            c1 = w12.fma(v2, c1);
            w03.fma(v3, c0).intoArray(y0, b);
            w13.fma(v3, c1).intoArray(y1, b);
        }
    }

    private static void add2x2(
            double[] w,
            int at,
            int stepK,
            int stepJ,
            double[] x0,
            double[] x1,
            double[] y0,
            double[] y1,
            int from,
            int to) {
        DoubleVector w00 = DoubleVector.broadcast(S, w[at]);
        DoubleVector w01 = DoubleVector.broadcast(S, w[at + stepK]);
        DoubleVector w10 = DoubleVector.broadcast(S, w[at + stepJ]);
        DoubleVector w11 = DoubleVector.broadcast(S, w[at + stepK + stepJ]);
        for (int b = from; b < to; b += L) {
            DoubleVector v0 = DoubleVector.fromArray(S, x0, b);
            DoubleVector v1 = DoubleVector.fromArray(S, x1, b);
            w01.fma(v1, w00.fma(v0, DoubleVector.fromArray(S, y0, b))).intoArray(y0, b);
            w11.fma(v1, w10.fma(v0, DoubleVector.fromArray(S, y1, b))).intoArray(y1, b);
        }
    }

    private static void narrow(
            double[] w,
            int offset,
            int stepK,
            int stepJ,
            double[][] x,
            int terms,
            double[][] y,
            int from,
            int to,
            int lanes) {
        for (int b = 0; b < lanes; b += L) {
            int j = from;
            for (; j <= to - 4; j += 4) {
                add4(w, offset + j * stepJ, stepK, stepJ, x, terms, y, j, b);
            }
            for (; j < to; j++) {
                add1(w, offset + j * stepJ, stepK, x, terms, y[j], b);
            }
        }
    }

    private static void add4(
            double[] w, int at, int stepK, int stepJ, double[][] x, int terms, double[][] y, int j, int b) {
        DoubleVector c0 = DoubleVector.fromArray(S, y[j], b);
        DoubleVector c1 = DoubleVector.fromArray(S, y[j + 1], b);
        DoubleVector c2 = DoubleVector.fromArray(S, y[j + 2], b);
        DoubleVector c3 = DoubleVector.fromArray(S, y[j + 3], b);
        for (int k = 0; k < terms; k++) {
            int p = at + k * stepK;
            DoubleVector v = DoubleVector.fromArray(S, x[k], b);
            c0 = DoubleVector.broadcast(S, w[p]).fma(v, c0);
            c1 = DoubleVector.broadcast(S, w[p + stepJ]).fma(v, c1);
            c2 = DoubleVector.broadcast(S, w[p + 2 * stepJ]).fma(v, c2);
            c3 = DoubleVector.broadcast(S, w[p + 3 * stepJ]).fma(v, c3);
        }
        c0.intoArray(y[j], b);
        c1.intoArray(y[j + 1], b);
        c2.intoArray(y[j + 2], b);
        c3.intoArray(y[j + 3], b);
    }

    private static void add1(double[] w, int at, int stepK, double[][] x, int terms, double[] y, int b) {
        DoubleVector c = DoubleVector.fromArray(S, y, b);
        for (int k = 0; k < terms; k++) {
            c = DoubleVector.broadcast(S, w[at + k * stepK]).fma(DoubleVector.fromArray(S, x[k], b), c);
        }
        c.intoArray(y, b);
    }
}
