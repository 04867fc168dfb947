package dev.tidepath.ode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import org.apache.commons.math3.fraction.BigFraction;

/** The printed coefficients of a method as exact rationals. */
final class ExactTableau {

    final PrintedTableau printed;
    final BigFraction[] c;
    final BigFraction[][] a;
    final BigFraction[] b;
    final BigFraction[][] error;
    private final BigFraction[][] corrections;

    ExactTableau(PrintedTableau printed) {
        this.printed = printed;
        c = row(printed.c());
        a = rows("\n" + printed.a());
        b = Arrays.copyOf(row(printed.b()), a.length);
        Arrays.fill(b, row(printed.b()).length, b.length, BigFraction.ZERO);
        error = rows(printed.error());
        corrections = rows(printed.corrections());
    }

    private static BigFraction[][] rows(String text) {
        return text.lines().map(ExactTableau::row).toArray(BigFraction[][]::new);
    }

    private static BigFraction[] row(String text) {
        return Arrays.stream(text.trim().split("\\s+"))
                .filter(token -> !token.isEmpty())
                .map(ExactTableau::number)
                .toArray(BigFraction[]::new);
    }

    private static BigFraction number(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return new BigFraction(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
        }
        BigDecimal decimal = new BigDecimal(text);
        return new BigFraction(decimal.unscaledValue(), BigInteger.ONE)
                .divide(new BigFraction(BigInteger.TEN.pow(decimal.scale()), BigInteger.ONE));
    }

    /** Whether the source prints nothing but fractions. */
    boolean rational() {
        return !(printed.c() + printed.a() + printed.b() + printed.error() + printed.corrections()).contains(".");
    }

    int stages() {
        return row(printed.b()).length;
    }

    /** Weights of the solution that an error row compares with. */
    BigFraction[] embedded(int row) {
        BigFraction[] w = b.clone();
        for (int i = 0; i < error[row].length; i++) {
            w[i] = w[i].subtract(error[row][i]);
        }
        return w;
    }

    /** Weights of the dense output, from the formula of Hermite with corrections. */
    BigFraction[] dense(BigFraction theta) {
        BigFraction rest = BigFraction.ONE.subtract(theta);
        BigFraction first = theta.multiply(rest);
        BigFraction second = first.multiply(theta);
        BigFraction[] w = new BigFraction[b.length];
        for (int i = 0; i < b.length; i++) {
            BigFraction start = i == 0 ? BigFraction.ONE : BigFraction.ZERO;
            BigFraction end = i == stages() - 1 ? BigFraction.ONE : BigFraction.ZERO;
            w[i] = theta.multiply(b[i]);
            if (printed.denseDegree() > 1) {
                w[i] = w[i].add(first.multiply(start.subtract(b[i])));
            }
            if (printed.denseDegree() > 2) {
                w[i] = w[i].add(second.multiply(b[i].multiply(2).subtract(start).subtract(end)));
            }
            BigFraction basis = second.multiply(rest);
            for (int p = 0; p < corrections.length; p++) {
                w[i] = w[i].add(basis.multiply(corrections[p][i]));
                basis = basis.multiply(p % 2 == 0 ? theta : rest);
            }
        }
        return w;
    }

    static double[] nearest(BigFraction[] row) {
        return Arrays.stream(row).mapToDouble(ExactTableau::nearest).toArray();
    }

    static double nearest(BigFraction x) {
        return new BigDecimal(x.getNumerator())
                .divide(new BigDecimal(x.getDenominator()), MathContext.DECIMAL128)
                .doubleValue();
    }
}
