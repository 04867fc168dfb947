package dev.tidepath.tensor.kernel;

/**
 * Elementary functions of our own, so that results are the same bits interpreted, compiled, vectorised and on every JDK
 * ({@code Math.tanh} differs between JDK 17 and 25). The Vector API kernels repeat the same operations in the same
 * order.
 */
final class Elementary {

    /** Above it tanh rounds to one. */
    static final double TANH_LIMIT = 19.1;

    static final double TANH_P1 = 0x1.188dd28805e78p-7;
    static final double TANH_P2 = 0x1.fd8dc98b4305fp-17;
    static final double TANH_P3 = 0x1.d5acaca72be4bp-28;
    static final double TANH_P4 = 0x1.d21d6f9a8fc23p-42;
    static final double TANH_Q0 = 4.0;
    static final double TANH_Q1 = 0x1.e19c3e995848fp-4;
    static final double TANH_Q2 = 0x1.bfbfd3dab6e72p-12;
    static final double TANH_Q3 = 0x1.9f4adb7c5ab50p-22;
    static final double TANH_Q4 = 0x1.5016f09a84f5fp-34;

    /** Up to this size e^x is a normal number, scaled by one power of two. */
    static final double EXP_SIMPLE = 708.0;

    static final double LOG2_E = 1.4426950408889634;
    static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    static final double EXP_3 = 0x1.5555555555555p-3;
    static final double EXP_4 = 0x1.5555555554cb7p-5;
    static final double EXP_5 = 0x1.1111111110e6ap-7;
    static final double EXP_6 = 0x1.6c16c1738ff55p-10;
    static final double EXP_7 = 0x1.a01a01a4b322fp-13;
    static final double EXP_8 = 0x1.a019c9a5652d3p-16;
    static final double EXP_9 = 0x1.71de17e40edfep-19;
    static final double EXP_10 = 0x1.2880411bad1aap-22;
    static final double EXP_11 = 0x1.af236aac51d05p-26;

    static final double LOG1P_1 = 0x1.5555555555555p-4;
    static final double LOG1P_2 = 0x1.999999999a3ddp-7;
    static final double LOG1P_3 = 0x1.24924923d44c6p-9;
    static final double LOG1P_4 = 0x1.c71c727143318p-12;
    static final double LOG1P_5 = 0x1.745cf0b0e03bdp-14;
    static final double LOG1P_6 = 0x1.3b18b294bebf9p-16;
    static final double LOG1P_7 = 0x1.10ac75dc602b1p-18;
    static final double LOG1P_8 = 0x1.eb905e8575054p-21;
    static final double LOG1P_9 = 0x1.687a6e7c95176p-23;
    static final double LOG1P_10 = 0x1.4b0a26c5f2aefp-24;

    private Elementary() {}

    /**
     * Hyperbolic tangent, absolute error below 4e-16.
     *
     * <p>tanh(x/4) is p/q with p = xP(x²), q = 4Q(x²), P and Q of degree four, fitted so that the error after two doublings
     * tanh 2u = 2pq/(p² + q²) is 1.3e-18 of the value for |x| up to 19.1. The factor of p and q cancels, numerator and
     * denominator stay apart, and a single division is left. NaN stays NaN; |x| above 19.1 gives ±1.
     */
    static double tanh(double x) {
        double u = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, x));
        double s = u * u;
        double p = TANH_P4;
        p = Fma.fma(p, s, TANH_P3);
        p = Fma.fma(p, s, TANH_P2);
        p = Fma.fma(p, s, TANH_P1);
        p = Fma.fma(p, s, 1.0) * u;
        double q = TANH_Q4;
        q = Fma.fma(q, s, TANH_Q3);
        q = Fma.fma(q, s, TANH_Q2);
        q = Fma.fma(q, s, TANH_Q1);
        q = Fma.fma(q, s, TANH_Q0);
        double p1 = (p + p) * q;
        double q1 = Fma.fma(p, p, q * q);
        return (p1 + p1) * q1 / Fma.fma(p1, p1, q1 * q1);
    }

    /** Logistic function {@code 1/(1 + e^−x) = ½ + ½ tanh(x/2)}, absolute error below 3e-16. */
    static double sigmoid(double x) {
        return Fma.fma(0.5, tanh(0.5 * x), 0.5);
    }

    /**
     * Exponential, relative error below 2 ulp: x = k ln 2 + r, a polynomial of degree 11 in r (3e-17), scaling by 2^k.
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
        double r = Fma.fma(-k, LN2_LOW, Fma.fma(-k, LN2_HIGH, x));
        double p = EXP_11;
        p = Fma.fma(p, r, EXP_10);
        p = Fma.fma(p, r, EXP_9);
        p = Fma.fma(p, r, EXP_8);
        p = Fma.fma(p, r, EXP_7);
        p = Fma.fma(p, r, EXP_6);
        p = Fma.fma(p, r, EXP_5);
        p = Fma.fma(p, r, EXP_4);
        p = Fma.fma(p, r, EXP_3);
        p = Fma.fma(p, r, 0.5);
        p = Fma.fma(p, r, 1.0);
        p = Fma.fma(p, r, 1.0);
        int half = (int) k / 2;
        return p * powerOfTwo(half) * powerOfTwo((int) k - half);
    }

    private static double powerOfTwo(int k) {
        return Double.longBitsToDouble((long) (k + 1023) << 52);
    }

    /** {@code ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|)}, relative error below 4 ulp; NaN stays NaN. */
    static double softplus(double x) {
        return Math.max(x, 0.0) + log1pOfUnit(exp(-Math.abs(x)));
    }

    /**
     * {@code ln(1 + z)} for z in [0, 1]: 2 artanh(w/2) with w = z/(1 + z/2), a polynomial in w² with error 5e-18 of the
     * value.
     */
    static double log1pOfUnit(double z) {
        double w = z / Fma.fma(0.5, z, 1.0);
        double s = w * w;
        double p = LOG1P_10;
        p = Fma.fma(p, s, LOG1P_9);
        p = Fma.fma(p, s, LOG1P_8);
        p = Fma.fma(p, s, LOG1P_7);
        p = Fma.fma(p, s, LOG1P_6);
        p = Fma.fma(p, s, LOG1P_5);
        p = Fma.fma(p, s, LOG1P_4);
        p = Fma.fma(p, s, LOG1P_3);
        p = Fma.fma(p, s, LOG1P_2);
        p = Fma.fma(p, s, LOG1P_1);
        return Fma.fma(w * s, p, w);
    }
}
