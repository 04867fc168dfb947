package dev.tidepath.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels by the Vector API, the same bits as {@link PlainKernels}. One species in the whole JVM and few, small loops:
 * C2 handles no others well. What is left over at the end of a row is done one lane at a time.
 */
final class VectorKernels implements KernelProvider {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Adding and subtracting it rounds to a whole number, whose low bits it shows in between. */
    private static final double ROUND = 0x1.8p52;

    /** Objects, not broadcast numbers: with more of those the loop exceeds what C2 takes. */
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
    public void addProduct(
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
        VectorProduct.add(w, offset, stepK, stepJ, x, terms, y, from, to, lanes - lanes % L);
        FewLanes.addProduct(w, offset, stepK, stepJ, x, terms, y, from, to, lanes - lanes % L, lanes);
    }

    @Override
    public void tanh(double[] x, double[] z, int n) {
        int b = 0;
        for (; b <= n - L; b += L) {
            DoubleVector v = DoubleVector.fromArray(S, x, b);
            if (v.abs().compare(VectorOperators.LE, Elementary.TANH_LIMIT).allTrue()) {
                tanh(v).intoArray(z, b);
            } else {
                tanh(cutOff(v)).intoArray(z, b);
            }
        }
        for (; b < n; b++) {
            z[b] = Elementary.tanh(x[b]);
        }
    }

    @Override
    public void sigmoid(double[] x, double[] z, int n) {
        DoubleVector half = constant(0.5);
        int b = 0;
        for (; b <= n - L; b += L) {
            DoubleVector v = DoubleVector.fromArray(S, x, b).mul(half);
            if (v.abs().compare(VectorOperators.LE, Elementary.TANH_LIMIT).allTrue()) {
                half.fma(tanh(v), half).intoArray(z, b);
            } else {
                half.fma(tanh(cutOff(v)), half).intoArray(z, b);
            }
        }
        for (; b < n; b++) {
            z[b] = Elementary.sigmoid(x[b]);
        }
    }

    @Override
    public void exp(double[] x, double[] z, int n) {
        int b = 0;
        for (; b <= n - L; b += L) {
            DoubleVector v = DoubleVector.fromArray(S, x, b);
            if (v.abs().compare(VectorOperators.LE, Elementary.EXP_SIMPLE).allTrue()) {
                exp(v).intoArray(z, b);
            } else {
                for (int i = b; i < b + L; i++) {
                    z[i] = Elementary.exp(x[i]);
                }
            }
        }
        for (; b < n; b++) {
            z[b] = Elementary.exp(x[b]);
        }
    }

    @Override
    public void softplus(double[] x, double[] z, int n) {
        int whole = n - n % L;
        expOfMinusSize(x, z, whole);
        for (int b = 0; b < whole; b += L) {
            DoubleVector positive = DoubleVector.fromArray(S, x, b).max(constant(0.0));
            positive.add(log1pOfUnit(DoubleVector.fromArray(S, z, b))).intoArray(z, b);
        }
        for (int b = whole; b < n; b++) {
            z[b] = Elementary.softplus(x[b]);
        }
    }

    /** {@code z = e^−|x|}; a loop of its own, since C2 gives up on longer ones. */
    private static void expOfMinusSize(double[] x, double[] z, int n) {
        for (int b = 0; b < n; b += L) {
            DoubleVector size = DoubleVector.fromArray(S, x, b).abs();
            if (size.compare(VectorOperators.LE, Elementary.EXP_SIMPLE).allTrue()) {
                exp(size.neg()).intoArray(z, b);
            } else {
                for (int i = b; i < b + L; i++) {
                    z[i] = Elementary.exp(-Math.abs(x[i]));
                }
            }
        }
    }

    private static DoubleVector constant(double c) {
        return DoubleVector.broadcast(S, c);
    }

    /** Numbers beyond the limit of tanh are rare, so one test comes before it. */
    private static DoubleVector cutOff(DoubleVector x) {
        DoubleVector u = x.blend(Elementary.TANH_LIMIT, x.compare(VectorOperators.GT, Elementary.TANH_LIMIT));
        return u.blend(-Elementary.TANH_LIMIT, x.compare(VectorOperators.LT, -Elementary.TANH_LIMIT));
    }

    /** {@link Elementary#tanh} up to its limit. */
    private static DoubleVector tanh(DoubleVector u) {
        DoubleVector s = u.mul(u);
        DoubleVector p = constant(Elementary.TANH_P4);
        p = p.fma(s, constant(Elementary.TANH_P3));
        p = p.fma(s, constant(Elementary.TANH_P2));
        p = p.fma(s, constant(Elementary.TANH_P1));
        p = p.fma(s, constant(1.0)).mul(u);
        DoubleVector q = constant(Elementary.TANH_Q4);
        q = q.fma(s, constant(Elementary.TANH_Q3));
        q = q.fma(s, constant(Elementary.TANH_Q2));
        q = q.fma(s, constant(Elementary.TANH_Q1));
        q = q.fma(s, constant(Elementary.TANH_Q0));
        DoubleVector p1 = p.add(p).mul(q);
        DoubleVector q1 = p.fma(p, q.mul(q));
        return p1.add(p1).mul(q1).div(p1.fma(p1, q1.mul(q1)));
    }

    /** {@link Elementary#exp} for |x| up to {@link Elementary#EXP_SIMPLE}. */
    private static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = x.mul(Elementary.LOG2_E).add(ROUND);
        DoubleVector k = shifted.sub(ROUND).neg();
        DoubleVector r = k.fma(constant(Elementary.LN2_LOW), k.fma(constant(Elementary.LN2_HIGH), x));
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
        return p.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
    }

    /** {@code ln(1 + z)} for z in [0, 1], as in {@link Elementary#softplus}. */
    private static DoubleVector log1pOfUnit(DoubleVector z) {
        DoubleVector w = z.div(constant(0.5).fma(z, constant(1.0)));
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
        return w.mul(s).fma(p, w);
    }
}
