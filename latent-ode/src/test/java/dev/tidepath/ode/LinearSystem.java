package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;

/** {@code y' = Ay} with ten components, and its solution to the last bit: the series of {@code exp(tA)} in 45 digits. */
final class LinearSystem implements VectorField {

    private static final int N = 10;
    private static final int TERMS = 70;
    private static final MathContext DIGITS = new MathContext(45);

    private final double[][] a = new double[N][N];

    /** A random matrix of spectral radius about one, with some damping. */
    LinearSystem() {
        Random random = new Random(3);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                a[i][j] = 0.3 * random.nextGaussian();
            }
            a[i][i] -= 0.3;
        }
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        for (int b = 0; b < y.batch(); b++) {
            for (int i = 0; i < N; i++) {
                double sum = 0;
                for (int j = 0; j < N; j++) {
                    sum += a[i][j] * y.get(j, b);
                }
                dydt.set(i, b, sum);
            }
        }
    }

    static double[] start() {
        return new Random(5).doubles(N, -1, 1).toArray();
    }

    /** The state after some time: {@code Σ (tA)^q y₀ / q!}. */
    double[] solution(double t, double[] y0) {
        BigDecimal[] term = Arrays.stream(y0).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        BigDecimal[] sum = term.clone();
        for (int q = 1; q < TERMS; q++) {
            term = timesA(term, new BigDecimal(t).divide(new BigDecimal(q), DIGITS));
            for (int i = 0; i < N; i++) {
                sum[i] = sum[i].add(term[i], DIGITS);
            }
        }
        return Arrays.stream(sum).mapToDouble(BigDecimal::doubleValue).toArray();
    }

    private BigDecimal[] timesA(BigDecimal[] x, BigDecimal factor) {
        BigDecimal[] product = new BigDecimal[N];
        for (int i = 0; i < N; i++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int j = 0; j < N; j++) {
                sum = sum.add(new BigDecimal(a[i][j]).multiply(x[j], DIGITS), DIGITS);
            }
            product[i] = sum.multiply(factor, DIGITS);
        }
        return product;
    }
}
