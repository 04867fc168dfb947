package dev.tidepath.tensor.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions to some forty digits, to judge the last bits of doubles by. */
final class Digits {

    private static final MathContext DIGITS = new MathContext(50);
    private static final int HALVINGS = 12;
    private static final BigDecimal TWO_TO_HALVINGS = BigDecimal.valueOf(1 << HALVINGS);

    private Digits() {}

    static double distance(double found, BigDecimal exact) {
        return exact.subtract(new BigDecimal(found)).abs().doubleValue();
    }

    /** Taylor's series of x/4096, squared twelve times. */
    static BigDecimal exp(BigDecimal x) {
        BigDecimal r = x.divide(TWO_TO_HALVINGS, DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 25; k > 0; k--) {
            sum = BigDecimal.ONE.add(sum.multiply(r, DIGITS).divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    static BigDecimal tanh(double x) {
        BigDecimal e = exp(new BigDecimal(2 * x));
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }

    /** e^x far below zero; else one step y + 2 (a − e^y)/(a + e^y), of third order, from a double to ln a with a = 1 + e^x. */
    static BigDecimal softplus(double x) {
        if (x < -60) {
            return exp(new BigDecimal(x));
        }
        BigDecimal a = BigDecimal.ONE.add(exp(new BigDecimal(x)));
        BigDecimal y = new BigDecimal(Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
        BigDecimal e = exp(y);
        BigDecimal step = a.subtract(e).divide(a.add(e), DIGITS);
        return y.add(step.add(step), DIGITS);
    }
}
