package dev.tidepath.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Kernels by the Vector API, the same bits as {@link PlainKernels}. One species in the whole JVM and few, small loops:
 * C2 handles no others well. No method takes or returns a vector: compiled on its own it would be too big to be inlined,
 * and every call would box. What is left over at the end of a row is done one lane at a time.
 */
final class VectorKernels implements KernelProvider {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Adding and subtracting it rounds to a whole number, whose low bits it shows in between. */
    private static final double ROUND = 0x1.8p52;

    /** Objects, not broadcast numbers: with more of those the loop exceeds what C2 takes. */
    private static final DoubleVector TANH_P1 = constant(Elementary.TANH_P1);

    private static final DoubleVector TANH_P2 = constant(Elementary.TANH_P2);
    private static final DoubleVector TANH_P3 = constant(Elementary.TANH_P3);
    private static final DoubleVector TANH_P4 = constant(Elementary.TANH_P4);
    private static final DoubleVector TANH_Q0 = constant(Elementary.TANH_Q0);
    private static final DoubleVector TANH_Q1 = constant(Elementary.TANH_Q1);
    private static final DoubleVector TANH_Q2 = constant(Elementary.TANH_Q2);
    private static final DoubleVector TANH_Q3 = constant(Elementary.TANH_Q3);
    private static final DoubleVector TANH_Q4 = constant(Elementary.TANH_Q4);
    private static final DoubleVector ONE = constant(1.0);
    private static final DoubleVector LOG1P_1 = constant(Elementary.LOG1P_1);

    private static final DoubleVector LOG1P_2 = constant(Elementary.LOG1P_2);
    private static final DoubleVector LOG1P_3 = constant(Elementary.LOG1P_3);
    private static final DoubleVector LOG1P_4 = constant(Elementary.LOG1P_4);
    private static final DoubleVector LOG1P_5 = constant(Elementary.LOG1P_5);
    private static final DoubleVector LOG1P_6 = constant(Elementary.LOG1P_6);
    private static final DoubleVector LOG1P_7 = constant(Elementary.LOG1P_7);
    private static final DoubleVector LOG1P_8 = constant(Elementary.LOG1P_8);
    private static final DoubleVector LOG1P_9 = constant(Elementary.LOG1P_9);
    private static final DoubleVector LOG1P_10 = constant(Elementary.LOG1P_10);

    @Override
    public String name() {
        return "Vector API, " + S.vectorBitSize() + " bit";
    }

    @Override
    public int width() {
        return L;
    }

    @Override
    public int lanes(int batch) {
        return (batch + L - 1) / L * L;
    }

    @Override
    public void affine(
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
        int whole = lanes - lanes % L;
        VectorProduct.affine(w, offset, stepK, stepJ, bias, biasOffset, x, terms, y, from, to, whole);
        PlainKernels.fill(bias, biasOffset, y, from, to, whole, lanes);
        FewLanes.addProduct(w, offset, stepK, stepJ, x, terms, y, from, to, whole, lanes);
    }

    @Override
    public BatchSumScratch batchSums(int batch, int longer, int shorter) {
        return new PackedSums(batch, longer, shorter);
    }

    @Override
    public void tanh(double[] x, double[] z, int n) {
        int whole = n - n % L;
        for (int b = 0; b < whole; b += L) {
            double[] from = x;
            if (!DoubleVector.fromArray(S, x, b)
                    .abs()
                    .compare(VectorOperators.LE, Elementary.TANH_LIMIT)
                    .allTrue()) {
                cut(x, z, b);
                from = z;
            }
            DoubleVector u = DoubleVector.fromArray(S, from, b);
            DoubleVector s = u.mul(u);
            DoubleVector p = TANH_P4;
            p = p.fma(s, TANH_P3);
            p = p.fma(s, TANH_P2);
            p = p.fma(s, TANH_P1);
            p = p.fma(s, ONE).mul(u);
            DoubleVector q = TANH_Q4;
            q = q.fma(s, TANH_Q3);
            q = q.fma(s, TANH_Q2);
            q = q.fma(s, TANH_Q1);
            q = q.fma(s, TANH_Q0);
            DoubleVector p1 = p.add(p).mul(q);
            DoubleVector q1 = p.fma(p, q.mul(q));
            p1.add(p1).mul(q1).div(p1.fma(p1, q1.mul(q1))).intoArray(z, b);
        }
        for (int b = whole; b < n; b++) {
            z[b] = Elementary.tanh(x[b]);
        }
    }

    /** {@code ½ + ½ tanh(x/2)} in three passes over the row; one loop was 7 % faster and wrote tanh again. */
    @Override
    public void sigmoid(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = 0.5 * x[b];
        }
        tanh(z, z, n);
        for (int b = 0; b < n; b++) {
            z[b] = Fma.fma(0.5, z[b], 0.5);
        }
    }

    private static void cut(double[] x, double[] z, int from) {
        for (int b = from; b < from + L; b++) {
            z[b] = Math.max(-Elementary.TANH_LIMIT, Math.min(Elementary.TANH_LIMIT, x[b]));
        }
    }

    @Override
    public void exp(double[] x, double[] z, int n) {
        int whole = n - n % L;
        for (int b = 0; b < whole; b += L) {
            DoubleVector v = DoubleVector.fromArray(S, x, b);
            if (v.abs().compare(VectorOperators.LE, Elementary.EXP_SIMPLE).allTrue()) {
                DoubleVector shifted = v.mul(Elementary.LOG2_E).add(ROUND);
                DoubleVector k = shifted.sub(ROUND).neg();
                DoubleVector r = k.fma(constant(Elementary.LN2_LOW), k.fma(constant(Elementary.LN2_HIGH), v));
                DoubleVector p = constant(Elementary.EXP_11);
                p = p.fma(r, constant(Elementary.EXP_10));
                p = p.fma(r, constant(Elementary.EXP_9));
                p = p.fma(r, constant(Elementary.EXP_8));
                p = p.fma(r, constant(Elementary.EXP_7));
                p = p.fma(r, constant(Elementary.EXP_6));
                p = p.fma(r, constant(Elementary.EXP_5));
                p = p.fma(r, constant(Elementary.EXP_4));
                p = p.fma(r, constant(Elementary.EXP_3));
                p = p.fma(r, constant(0.5));
                p = p.fma(r, constant(1.0));
                p = p.fma(r, constant(1.0));
                LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
                p.reinterpretAsLongs().add(exponent).reinterpretAsDoubles().intoArray(z, b);
            } else {
                for (int i = b; i < b + L; i++) {
                    z[i] = Elementary.exp(x[i]);
                }
            }
        }
        for (int b = whole; b < n; b++) {
            z[b] = Elementary.exp(x[b]);
        }
    }

    /** As {@link Elementary#softplus}, with {@code e^−|x|} in the result row on the way. */
    @Override
    public void softplus(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b++) {
            z[b] = -Math.abs(x[b]);
        }
        exp(z, z, n);
        int whole = n - n % L;
        for (int b = 0; b < whole; b += L) {
            DoubleVector e = DoubleVector.fromArray(S, z, b);
            DoubleVector w = e.div(constant(0.5).fma(e, constant(1.0)));
            DoubleVector s = w.mul(w);
            DoubleVector p = LOG1P_10;
            p = p.fma(s, LOG1P_9);
            p = p.fma(s, LOG1P_8);
            p = p.fma(s, LOG1P_7);
            p = p.fma(s, LOG1P_6);
            p = p.fma(s, LOG1P_5);
            p = p.fma(s, LOG1P_4);
            p = p.fma(s, LOG1P_3);
            p = p.fma(s, LOG1P_2);
            p = p.fma(s, LOG1P_1);
            DoubleVector log1p = w.mul(s).fma(p, w);
            DoubleVector.fromArray(S, x, b).max(constant(0.0)).add(log1p).intoArray(z, b);
        }
        for (int b = whole; b < n; b++) {
            z[b] = Math.max(x[b], 0.0) + Elementary.log1pOfUnit(z[b]);
        }
    }

    @Override
    public void reluPullback(double[] y, double[] g, double[] z, int n) {
        int whole = n - n % L;
        for (int b = 0; b < whole; b += L) {
            VectorMask<Double> positive = DoubleVector.fromArray(S, y, b).compare(VectorOperators.GT, 0.0);
            constant(0.0).blend(DoubleVector.fromArray(S, g, b), positive).intoArray(z, b);
        }
        for (int b = whole; b < n; b++) {
            z[b] = y[b] > 0 ? g[b] : 0.0;
        }
    }

    private static DoubleVector constant(double c) {
        return DoubleVector.broadcast(S, c);
    }
}
