package dev.tidepath.ode;

import java.util.Arrays;

/**
 * Coefficients of an explicit Runge–Kutta method: {@code kᵢ = f(t + cᵢ h, y + h Σⱼ aᵢⱼ kⱼ)}, {@code y₁ = y + h Σ bᵢ kᵢ},
 * error estimate {@code h Σ eᵢ kᵢ}, dense output by stage weights.
 *
 * <p>The method's own stages are those that {@code b} has weights for. Stages after them are for dense output alone and
 * evaluated only when it is read inside a step.
 *
 * @param name for messages
 * @param order order of the propagated solution
 * @param embeddedOrder order of the solution the error estimate compares with; 0 if there is none. With two error rows
 *     the estimate falls like that of one row with this order
 * @param a row i holds the i coefficients of stage i; row 0 is empty
 * @param b weights of the propagated solution, one a stage of the method itself
 * @param error rows of error weights, one a stage of the method itself, each summing to zero: none means no estimate, one
 *     gives {@code err = ‖h Σ e₁ᵢ kᵢ‖}, two give {@code err = ‖h Σ e₁ᵢ kᵢ‖² / √(‖h Σ e₁ᵢ kᵢ‖² + 0.01 ‖h Σ e₂ᵢ kᵢ‖²)}
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

    /** Euler's method (1768), dense output a straight line. */
    public static final ButcherTableau EULER = ClassicalRungeKutta.EULER.tableau();

    /**
     * The explicit midpoint rule of order 2 (Runge 1895) with Euler's step embedded, dense output of order 2: Hairer,
     * Nørsett &amp; Wanner, Solving Ordinary Differential Equations I, II.1, doi:10.1007/978-3-540-78862-1.
     */
    public static final ButcherTableau MIDPOINT = ClassicalRungeKutta.MIDPOINT.tableau();

    /**
     * Heun's method of order 2, the explicit trapezoidal rule (Runge 1895, Heun 1900), with Euler's step embedded, dense
     * output of order 2: Hairer, Nørsett &amp; Wanner I, II.1, doi:10.1007/978-3-540-78862-1.
     */
    public static final ButcherTableau HEUN = ClassicalRungeKutta.HEUN.tableau();

    /**
     * The classical method of order 4 with four stages (Kutta 1901), no error estimate, dense output of order 3 (Hairer,
     * Nørsett &amp; Wanner I, II.6, doi:10.1007/978-3-540-78862-1).
     */
    public static final ButcherTableau RK4 = ClassicalRungeKutta.RK4.tableau();

    /**
     * Bogacki and Shampine's 3(2) pair with four stages, the first the same as the last; dense output the Hermite cubic, of
     * order 3.
     *
     * <p>Bogacki &amp; Shampine (1989), A 3(2) pair of Runge–Kutta formulas, Appl. Math. Lett. 2,
     * doi:10.1016/0893-9659(89)90079-7.
     */
    public static final ButcherTableau BOSH3 = BogackiShampine32.BOSH3.tableau();

    /**
     * Dormand and Prince's 5(4) pair with seven stages, the first the same as the last, Hairer's error weights and his
     * dense output of order 4.
     *
     * <p>Dormand &amp; Prince (1980), A family of embedded Runge–Kutta formulae, J. Comp. Appl. Math. 6,
     * doi:10.1016/0771-050X(80)90013-3; dense output after Hairer, Nørsett &amp; Wanner, Solving Ordinary Differential
     * Equations I, II.6, doi:10.1007/978-3-540-78862-1.
     */
    public static final ButcherTableau DOPRI5 = DormandPrince54.DOPRI5.tableau();

    /**
     * Tsitouras' 5(4) pair with seven stages, the first the same as the last, and his dense output of order 4.
     *
     * <p>Tsitouras (2011), Runge–Kutta pairs of order 5(4) satisfying only the first column simplifying assumption, Comp.
     * Math. Appl. 62, doi:10.1016/j.camwa.2011.06.002. What is propagated are the weights of order 5.
     */
    public static final ButcherTableau TSIT5 = Tsitouras54.TSIT5.tableau();

    /**
     * The method of order 8 of Dormand and Prince with the error estimate of orders 5 and 3 and the dense output of order 7
     * of Hairer and Wanner: twelve stages and the slope at the end, which is the first of the next step; three more for
     * dense output.
     *
     * <p>Prince &amp; Dormand (1981), High order embedded Runge–Kutta formulae, J. Comp. Appl. Math. 7,
     * doi:10.1016/0771-050X(81)90010-3; Hairer, Nørsett &amp; Wanner, Solving Ordinary Differential Equations I, II.5 and II.6
     * and the program DOP853 there, doi:10.1007/978-3-540-78862-1.
     */
    public static final ButcherTableau DOP853 = DormandPrince853.DOP853.tableau();

    private static final double ROUNDING = 1e-13;

    /**
     * Copies and checks the coefficients.
     *
     * @param name for messages
     * @param order order of the propagated solution
     * @param embeddedOrder order of the solution the error estimate compares with; 0 if there is none
     * @param a row i holds the i coefficients of stage i; row 0 is empty
     * @param b weights of the propagated solution, one a stage of the method itself
     * @param error at most two rows of error weights
     * @param c nodes
     * @param interpolant dense output
     * @throws IllegalArgumentException if lengths do not fit, {@code Σⱼ aᵢⱼ ≠ cᵢ}, {@code Σ bᵢ ≠ 1}, an error row does not
     *     sum to zero, or the dense output does not end in {@code b}
     */
    public ButcherTableau {
        a = copy(a);
        b = b.clone();
        error = copy(error);
        c = c.clone();
        if (b.length == 0 || a.length < b.length) {
            throw new IllegalArgumentException(name + ": " + a.length + " rows of a for " + b.length
                    + " weights b, of which one is needed at least");
        }
        requireLength(name, "nodes c", a.length, c.length);
        for (int i = 0; i < a.length; i++) {
            requireLength(name, "row " + i + " of a", i, a[i].length);
            requireSum(name, "row " + i + " of a", c[i], a[i]);
        }
        requireSum(name, "b", 1.0, b);
        for (double[] row : error) {
            requireLength(name, "error row", b.length, row.length);
            requireSum(name, "error row", 0.0, row);
            if (Arrays.stream(row).allMatch(weight -> weight == 0.0)) {
                throw new IllegalArgumentException(name + ": an error row of zeros estimates nothing");
            }
        }
        if (order < 1 || error.length > 2 || (error.length > 0) != (embeddedOrder > 0)) {
            throw new IllegalArgumentException(name + ": order " + order + " and embedded order " + embeddedOrder
                    + " do not fit " + error.length + " error rows");
        }
        requireLength(name, "weights of the dense output", a.length, interpolant.stages());
        double[] w = new double[a.length];
        interpolant.weights(1.0, w);
        if (interpolant.order() > order || !Arrays.equals(w, Arrays.copyOf(b, a.length))) {
            throw new IllegalArgumentException(name + ": dense output of order " + interpolant.order() + " ending in "
                    + Arrays.toString(w) + " does not fit order " + order + " and b = " + Arrays.toString(b));
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
     * Number of the method's own stages.
     *
     * @return stages, the one shared with the next step included
     */
    public int stages() {
        return b.length;
    }

    /**
     * Number of stages for dense output alone.
     *
     * @return rows of {@code a} after the method's own
     */
    public int denseStages() {
        return a.length - b.length;
    }

    /**
     * Whether the last of the method's own stages is the first of the next step: its row of {@code a} is {@code b}.
     *
     * @return true if so
     */
    public boolean firstSameAsLast() {
        int last = b.length - 1;
        return last > 0 && c[last] == 1.0 && b[last] == 0.0 && Arrays.equals(a[last], 0, last, b, 0, last);
    }

    @Override
    public String toString() {
        return name;
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
