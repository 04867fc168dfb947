package dev.tidepath.ode;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.StringTokenizer;
import org.apache.commons.math3.fraction.BigFraction;

/** Checks weights against all order conditions up to an order, exactly in rationals. */
final class OrderConditions {

    private OrderConditions() {}

    /** Largest residual of the conditions of all trees up to an order, in exact arithmetic. */
    static BigFraction residual(BigFraction[][] a, BigFraction[] weights, int order, BigFraction theta) {
        BigFraction worst = BigFraction.ZERO;
        for (int p = 1; p <= order; p++) {
            for (RootedTree tree : RootedTree.ofOrder(p)) {
                BigFraction residual = tree.residual(a, weights, theta).abs();
                worst = residual.compareTo(worst) > 0 ? residual : worst;
            }
        }
        return worst;
    }

    /** The same for coefficients in double, taken at their exact values: a few roundings at most. */
    static double residual(double[][] a, double[] weights, int order, double theta) {
        BigFraction[][] exact = new BigFraction[a.length][];
        Arrays.setAll(exact, i -> exact(a[i]));
        return residual(exact, exact(weights), order, new BigFraction(theta)).doubleValue();
    }

    /** Reads rows of fractions like {@code "1/5 0 -3/7"}. */
    static BigFraction[] row(String text) {
        return Collections.list(new StringTokenizer(text)).stream()
                .map(token -> fraction((String) token))
                .toArray(BigFraction[]::new);
    }

    static double[] doubles(BigFraction[] row) {
        return Arrays.stream(row)
                .mapToDouble(
                        x -> x.getNumerator().doubleValue() / x.getDenominator().doubleValue())
                .toArray();
    }

    private static BigFraction fraction(String text) {
        int slash = text.indexOf('/');
        BigInteger numerator = new BigInteger(slash < 0 ? text : text.substring(0, slash));
        return new BigFraction(numerator, slash < 0 ? BigInteger.ONE : new BigInteger(text.substring(slash + 1)));
    }

    private static BigFraction[] exact(double[] row) {
        return Arrays.stream(row).mapToObj(BigFraction::new).toArray(BigFraction[]::new);
    }
}
