package dev.tidepath.ode;

import java.util.Arrays;

/**
 * Coefficients of an explicit Runge–Kutta method: {@code kᵢ = f(t + cᵢ h, y + h Σⱼ aᵢⱼ kⱼ)}, {@code y₁ = y + h Σ bᵢ kᵢ},
 * error estimate {@code h Σ eᵢ kᵢ}, dense output by stage weights.
 *
 * @param name for messages
 * @param order order of the propagated solution
 * @param embeddedOrder order of the solution the error estimate compares with; 0 if there is none
 * @param a row i holds the i coefficients of stage i; row 0 is empty
 * @param b weights of the propagated solution
 * @param error rows of error weights, each summing to zero; no row means no estimate
 * @param c nodes
 * @param interpolant dense output
 */
public record ButcherTableau(
        String name,
        int order,
        int embeddedOrder,
        double[][] a,
        double[] b,
        double[][] error,
        double[] c,
        Interpolant interpolant) {

    /**
     * Dormand and Prince's 5(4) pair with seven stages, the first the same as the last, Hairer's error weights and his
     * dense output of order 4.
     *
     * <p>Dormand &amp; Prince (1980), A family of embedded Runge–Kutta formulae, J. Comp. Appl. Math. 6,
     * doi:10.1016/0771-050X(80)90013-3; dense output after Hairer, Nørsett &amp; Wanner, Solving Ordinary Differential
     * Equations I, II.6.
     */
    public static final ButcherTableau DOPRI5 = DormandPrince54.tableau();

    /**
     * The classical method of order 4 with four stages (Kutta 1901), no error estimate, dense output of order 3 (Hairer,
     * Nørsett &amp; Wanner I, II.6).
     */
    public static final ButcherTableau RK4 = ClassicalRungeKutta.tableau();

    private static final double ROUNDING = 1e-13;

    /**
     * Copies and checks the coefficients.
     *
     * @param name for messages
     * @param order order of the propagated solution
     * @param embeddedOrder order of the solution the error estimate compares with; 0 if there is none
     * @param a row i holds the i coefficients of stage i; row 0 is empty
     * @param b weights of the propagated solution
     * @param error rows of error weights, each summing to zero; no row means no estimate
     * @param c nodes
     * @param interpolant dense output
     * @throws IllegalArgumentException if lengths do not fit, {@code Σⱼ aᵢⱼ ≠ cᵢ}, {@code Σ bᵢ ≠ 1} or an error row does
     *     not sum to zero
     */
    public ButcherTableau {
        a = copy(a);
        b = b.clone();
        error = copy(error);
        c = c.clone();
        int stages = b.length;
        requireLength(name, "rows of a", stages, a.length);
        requireLength(name, "nodes c", stages, c.length);
        for (int i = 0; i < stages; i++) {
            requireLength(name, "row " + i + " of a", i, a[i].length);
            requireSum(name, "row " + i + " of a", c[i], a[i]);
        }
        requireSum(name, "b", 1.0, b);
        for (double[] row : error) {
            requireLength(name, "error row", stages, row.length);
            requireSum(name, "error row", 0.0, row);
        }
        if (order < 1 || (error.length > 0) != (embeddedOrder > 0)) {
            throw new IllegalArgumentException(name + ": order " + order + " and embedded order " + embeddedOrder
                    + " do not fit " + error.length + " error rows");
        }
    }

    /**
     * Stage coefficients.
     *
     * @return a copy
     */
    @Override
    public double[][] a() {
        return copy(a);
    }

    /**
     * Weights of the propagated solution.
     *
     * @return a copy
     */
    @Override
    public double[] b() {
        return b.clone();
    }

    /**
     * Error weights.
     *
     * @return a copy
     */
    @Override
    public double[][] error() {
        return copy(error);
    }

    /**
     * Nodes.
     *
     * @return a copy
     */
    @Override
    public double[] c() {
        return c.clone();
    }

    /**
     * Number of stages.
     *
     * @return stages, the one shared with the next step included
     */
    public int stages() {
        return b.length;
    }

    /**
     * Whether the last stage of a step is the first of the next: the last row of {@code a} is {@code b}.
     *
     * @return true if so
     */
    public boolean firstSameAsLast() {
        int last = b.length - 1;
        return last > 0 && c[last] == 1.0 && b[last] == 0.0 && Arrays.equals(a[last], Arrays.copyOf(b, last));
    }

    private static double[][] copy(double[][] rows) {
        double[][] copies = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copies[i] = rows[i].clone();
        }
        return copies;
    }

    private static void requireLength(String name, String what, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(name + ": " + what + " must be " + expected + " long, found " + found);
        }
    }

    private static void requireSum(String name, String what, double expected, double[] row) {
        double sum = Arrays.stream(row).sum();
        if (!(Math.abs(sum - expected) <= ROUNDING)) {
            throw new IllegalArgumentException(name + ": " + what + " must sum to " + expected + ", found " + sum);
        }
    }
}
