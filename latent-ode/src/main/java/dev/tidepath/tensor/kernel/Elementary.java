package dev.tidepath.tensor.kernel;

/**
 * Elementary functions of our own, so that results are the same bits interpreted, compiled, vectorised and on every JDK
 * ({@code Math.tanh} differs between JDK 17 and 25).
 */
final class Elementary {

    private static final double TANH_LIMIT = 19.1;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private Elementary() {}

    /**
     * Hyperbolic tangent, absolute error below 6e-16.
     *
     * <p>With u = x/16, tanh u = uP(u²)/Q(u²) is Lambert's continued fraction cut after nine terms (relative error
     * 5e-16 at |u| = 1.19), and four doublings tanh 2u = 2PQ/(P² + Q²), which shrink relative errors, lead back to x
     * with a single division. NaN stays NaN; |x| above 19.1 gives ±1.
     */
    static double tanh(double x) {
        double u = 0.0625 * Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, x));
        double s = u * u;
        double p = u * Kernels.fma(s, Kernels.fma(s, Kernels.fma(s, s + 990.0, 135135.0), 4729725.0), 34459425.0);
        double q = Kernels.fma(
                s, Kernels.fma(s, Kernels.fma(s, Kernels.fma(s, 45.0, 13860.0), 945945.0), 16216200.0), 34459425.0);
        double p1 = 2 * p * q;
        double q1 = Kernels.fma(p, p, q * q);
        double p2 = 2 * p1 * q1;
        double q2 = Kernels.fma(p1, p1, q1 * q1);
        double p3 = 2 * p2 * q2;
        double q3 = Kernels.fma(p2, p2, q2 * q2);
        double p4 = 2 * p3 * q3;
        double q4 = Kernels.fma(p3, p3, q3 * q3);
        return p4 / q4;
    }

    /**
     * Exponential, relative error below 2 ulp: x = k ln 2 + r, a Taylor polynomial of degree 13 in r, scaling by 2^k.
     * Overflows to infinity above 709.78, underflows to zero below −745.13; NaN stays NaN.
     */
    static double exp(double x) {
        if (!(x < 709.782712893384)) {
            return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
        }
        if (x < -745.1332191019412) {
            return 0.0;
        }
        double k = Math.rint(x * LOG2_E);
        double r = Kernels.fma(-k, LN2_LOW, Kernels.fma(-k, LN2_HIGH, x));
        double p = 1.0 / 6227020800.0;
        p = Kernels.fma(p, r, 1.0 / 479001600.0);
        p = Kernels.fma(p, r, 1.0 / 39916800.0);
        p = Kernels.fma(p, r, 1.0 / 3628800.0);
        p = Kernels.fma(p, r, 1.0 / 362880.0);
        p = Kernels.fma(p, r, 1.0 / 40320.0);
        p = Kernels.fma(p, r, 1.0 / 5040.0);
        p = Kernels.fma(p, r, 1.0 / 720.0);
        p = Kernels.fma(p, r, 1.0 / 120.0);
        p = Kernels.fma(p, r, 1.0 / 24.0);
        p = Kernels.fma(p, r, 1.0 / 6.0);
        p = Kernels.fma(p, r, 0.5);
        p = Kernels.fma(p, r, 1.0);
        p = Kernels.fma(p, r, 1.0);
        int half = (int) k / 2;
        return p * powerOfTwo(half) * powerOfTwo((int) k - half);
    }

    private static double powerOfTwo(int k) {
        return Double.longBitsToDouble((long) (k + 1023) << 52);
    }
}
