package dev.tidepath.ode;

import dev.tidepath.tensor.ShapeException;
import dev.tidepath.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Dense output as stage weights: {@code y(t + θh) = y + h Σᵢ wᵢ(θ) kᵢ}, with {@code wᵢ(0) = 0} and {@code wᵢ(1) = bᵢ}
 * to the last bit. Being linear in the stages, one pullback of a step takes the adjoints of all outputs inside it.
 *
 * <p>The weights are polynomials in a nested basis that alternates between both ends of the step, so that nothing large
 * cancels between 0 and 1:
 *
 * <pre>
 * wᵢ(θ) = θ (p₀ᵢ + (1−θ) (p₁ᵢ + θ (p₂ᵢ + (1−θ) (p₃ᵢ + θ (p₄ᵢ + …)))))
 * </pre>
 *
 * It is the form of the continuous extensions {@code contd5} and {@code contd8} of Hairer, Nørsett &amp; Wanner, Solving
 * Ordinary Differential Equations I, II.6, doi:10.1007/978-3-540-78862-1. Immutable.
 */
public final class Interpolant {

    private final int order;
    private final double[][] coefficients;
    private final double[][] byStage;

    private Interpolant(int order, double[][] coefficients) {
        this.order = order;
        this.coefficients = coefficients;
        int stages = coefficients[0].length;
        byStage = new double[stages][];
        for (int i = 0; i < stages; i++) {
            byStage[i] = column(coefficients, i);
        }
    }

    /** The coefficients of one stage, without the zeros at the end: none for a stage that takes no part. */
    private static double[] column(double[][] coefficients, int stage) {
        double[] column = new double[coefficients.length];
        int degree = 0;
        for (int p = 0; p < column.length; p++) {
            column[p] = coefficients[p][stage];
            degree = column[p] == 0.0 ? degree : p + 1;
        }
        return Arrays.copyOf(column, degree);
    }

    /**
     * The polynomial through both ends of the step with the slopes of two stages there, and corrections that vanish at
     * both ends with their slopes: {@code p₀ = b, p₁ = e₁ − b, p₂ = 2b − e₁ − eₛ, p₃ = d₁, p₄ = d₂, …}, where {@code e₁}
     * and {@code eₛ} are the unit vectors of the first stage and of the one that is the slope at the end.
     *
     * @param order its order of accuracy
     * @param degree of the polynomial without corrections: 1 for the line, 2 without the slope at the end, 3 with it
     * @param b weights of the propagated solution, filled with zeros for stages that it does not use
     * @param end the stage that is the slope at the end, read for degree 3
     * @param corrections rows of weights, one entry a stage; only after degree 3
     * @return an interpolant
     * @throws IllegalArgumentException if the degree is not 1 to 3, or corrections come without degree 3
     */
    public static Interpolant hermite(int order, int degree, double[] b, int end, double[]... corrections) {
        if (degree < 1 || degree > 3 || (degree < 3 && corrections.length > 0)) {
            throw new IllegalArgumentException(
                    "degree must be 1, 2 or 3, and 3 with corrections; found " + degree + " and " + corrections.length);
        }
        double[][] rows = new double[degree + corrections.length][];
        rows[0] = b.clone();
        if (degree >= 2) {
            rows[1] = new double[b.length];
            Arrays.setAll(rows[1], i -> (i == 0 ? 1.0 : 0.0) - b[i]);
        }
        if (degree == 3) {
            rows[2] = new double[b.length];
            Arrays.setAll(rows[2], i -> 2 * b[i] - (i == 0 ? 1.0 : 0.0) - (i == end ? 1.0 : 0.0));
        }
        for (int p = 0; p < corrections.length; p++) {
            if (corrections[p].length != b.length) {
                throw new ShapeException("weights of a correction", b.length, corrections[p].length);
            }
            rows[3 + p] = corrections[p].clone();
        }
        return new Interpolant(order, rows);
    }

    /**
     * Order of accuracy: the local error at a fixed θ is {@code O(h^(order+1))}.
     *
     * @return the order
     */
    public int order() {
        return order;
    }

    /**
     * Degree of the weights as polynomials in θ.
     *
     * @return the degree, at least one
     */
    public int degree() {
        return coefficients.length;
    }

    /**
     * Number of weights.
     *
     * @return stages of a step, those that only dense output needs included
     */
    public int stages() {
        return byStage.length;
    }

    /**
     * The stages that take part; the weights of the others are zero for every θ.
     *
     * @return a new array of indices, ascending
     */
    public int[] usedStages() {
        return IntStream.range(0, byStage.length)
                .filter(i -> byStage[i].length > 0)
                .toArray();
    }

    /**
     * The coefficients {@code p}.
     *
     * @return a copy: rows of the nested basis × stages
     */
    public double[][] coefficients() {
        double[][] copy = new double[coefficients.length][];
        Arrays.setAll(copy, p -> coefficients[p].clone());
        return copy;
    }

    /**
     * The weights.
     *
     * @param theta position in the step, 0 to 1 (a little outside for differences)
     * @param w overwritten, one entry a stage
     */
    public void weights(double theta, double[] w) {
        double rest = 1 - theta;
        for (int i = 0; i < byStage.length; i++) {
            double[] p = byStage[i];
            double sum = 0;
            for (int j = p.length - 1; j >= 0; j--) {
                sum = Kernels.fma((j & 1) == 0 ? rest : theta, sum, p[j]);
            }
            w[i] = theta * sum;
        }
    }

    /**
     * The weights of many lanes, each with its own θ: the same bits as {@link #weights(double, double[])}.
     *
     * @param theta positions in the step, one a lane
     * @param lanes lanes to run over
     * @param w overwritten, one row of lanes a stage; rows outside {@link #usedStages()} are left as they are
     */
    public void weights(double[] theta, int lanes, double[][] w) {
        for (int i = 0; i < byStage.length; i++) {
            if (byStage[i].length > 0) {
                weights(byStage[i], theta, w[i], lanes);
            }
        }
    }

    private static void weights(double[] p, double[] theta, double[] w, int lanes) {
        int j = p.length - 1;
        if ((j & 1) == 0) {
            Arrays.fill(w, 0, lanes, p[j]);
        } else {
            start(p[j], p[j - 1], theta, w, lanes);
            j--;
        }
        for (j -= 2; j >= 0; j -= 2) {
            nest(p[j + 1], p[j], theta, w, lanes);
        }
        for (int b = 0; b < lanes; b++) {
            w[b] = theta[b] * w[b];
        }
    }

    private static void start(double inner, double outer, double[] theta, double[] w, int lanes) {
        for (int b = 0; b < lanes; b++) {
            w[b] = Kernels.fma(1 - theta[b], inner, outer);
        }
    }

    private static void nest(double inner, double outer, double[] theta, double[] w, int lanes) {
        for (int b = 0; b < lanes; b++) {
            w[b] = Kernels.fma(1 - theta[b], Kernels.fma(theta[b], w[b], inner), outer);
        }
    }

    /**
     * Derivatives of the weights with respect to θ.
     *
     * @param theta position in the step
     * @param w overwritten with {@code dwᵢ/dθ}, one entry a stage
     */
    public void derivatives(double theta, double[] w) {
        double rest = 1 - theta;
        for (int i = 0; i < byStage.length; i++) {
            double[] p = byStage[i];
            double sum = 0;
            double slope = 0;
            for (int j = p.length - 1; j >= 0; j--) {
                boolean even = (j & 1) == 0;
                double factor = even ? rest : theta;
                slope = Kernels.fma(factor, slope, even ? -sum : sum);
                sum = Kernels.fma(factor, sum, p[j]);
            }
            w[i] = Kernels.fma(theta, slope, sum);
        }
    }
}
