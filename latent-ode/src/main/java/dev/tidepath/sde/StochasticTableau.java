package dev.tidepath.sde;

/**
 * Coefficients of an explicit stochastic Runge–Kutta method for diagonal noise. With the increment {@code ΔW} of a step, its
 * integral {@code I = ∫ (W_s − W_t) ds} and {@code fⱼ = f(t + cⱼ h, Yⱼ)}, {@code gⱼ = g(t + dⱼ h, Yⱼ)},
 *
 * <pre>
 * Yᵢ = y + h Σⱼ aᵢⱼ fⱼ + Σⱼ (bᵢⱼ ΔW + eᵢⱼ I/h) gⱼ
 * y₁ = y + h Σᵢ αᵢ fᵢ + Σᵢ (βᵢ ΔW + γᵢ I/h) gᵢ  [ + ½ g₁ g₁′ (ΔW² − h) ]
 * </pre>
 *
 * <p>where the term in brackets is Milstein's, without h in Stratonovich's sense.
 *
 * @param name for messages
 * @param strongOrder exponent of the step in {@code E|y − exact|} at a fixed time, for diagonal noise or, if
 *     {@code additive}, for additive noise
 * @param calculus which integral the method converges to
 * @param additive whether the method is for additive noise alone
 * @param milstein whether there is Milstein's term
 * @param a drift weights of the stages, row i with i entries
 * @param b increment weights of the stages, as {@code a}
 * @param e integral weights of the stages, as {@code a}
 * @param alpha drift weights
 * @param beta increment weights
 * @param gamma integral weights
 * @param c nodes of the drift
 * @param d nodes of the diffusion
 */
public record StochasticTableau(
        String name,
        double strongOrder,
        Calculus calculus,
        boolean additive,
        boolean milstein,
        double[][] a,
        double[][] b,
        double[][] e,
        double[] alpha,
        double[] beta,
        double[] gamma,
        double[] c,
        double[] d) {

    /**
     * Euler and Maruyama's method, of strong order ½, and 1 if the noise is additive: Maruyama (1955),
     * doi:10.1007/BF02846028.
     */
    public static final StochasticTableau EULER_MARUYAMA = oneStage("Euler–Maruyama", 0.5, Calculus.ITO, false);

    /** Milstein's method of strong order 1 in Itô's sense: Milstein (1975), doi:10.1137/1119062. */
    public static final StochasticTableau MILSTEIN_ITO = oneStage("Milstein (Itô)", 1, Calculus.ITO, true);

    /**
     * Milstein's method of strong order 1 in Stratonovich's sense: Kloeden and Platen (1992), Numerical Solution of
     * Stochastic Differential Equations, 10.3, doi:10.1007/978-3-662-12616-5.
     */
    public static final StochasticTableau MILSTEIN_STRATONOVICH =
            oneStage("Milstein (Stratonovich)", 1, Calculus.STRATONOVICH, true);

    /** Heun's method of strong order 1 for diagonal noise, Stratonovich: Rümelin (1982), doi:10.1137/0719041. */
    public static final StochasticTableau HEUN = new StochasticTableau(
            "Heun",
            1,
            Calculus.STRATONOVICH,
            false,
            false,
            rows(1),
            rows(1),
            rows(0),
            new double[] {0.5, 0.5},
            new double[] {0.5, 0.5},
            new double[] {0, 0},
            new double[] {0, 1},
            new double[] {0, 1});

    /**
     * Rößler's SRA1, of strong order 1.5 for additive noise: Rößler (2010), Runge–Kutta methods for the strong approximation
     * of solutions of stochastic differential equations, SIAM J. Numer. Anal. 48, doi:10.1137/09076636X, table 6.3.
     */
    public static final StochasticTableau SRA1 = new StochasticTableau(
            "SRA1",
            1.5,
            Calculus.ITO,
            true,
            false,
            rows(0.75),
            rows(0),
            rows(1.5),
            new double[] {1 / 3.0, 2 / 3.0},
            new double[] {1, 0},
            new double[] {-1, 1},
            new double[] {0, 0.75},
            new double[] {1, 0});

    /**
     * Copies and checks the coefficients.
     *
     * @param name see the component
     * @param strongOrder see the component
     * @param calculus see the component
     * @param additive see the component
     * @param milstein see the component
     * @param a see the component
     * @param b see the component
     * @param e see the component
     * @param alpha see the component
     * @param beta see the component
     * @param gamma see the component
     * @param c see the component
     * @param d see the component
     * @throws IllegalArgumentException if lengths do not fit
     */
    public StochasticTableau {
        int stages = alpha.length;
        for (double[] weights : new double[][] {beta, gamma, c, d}) {
            requireLength(name, stages, weights.length);
        }
        a = copy(name, stages, a);
        b = copy(name, stages, b);
        e = copy(name, stages, e);
        alpha = alpha.clone();
        beta = beta.clone();
        gamma = gamma.clone();
        c = c.clone();
        d = d.clone();
    }

    private static StochasticTableau oneStage(String name, double order, Calculus calculus, boolean milstein) {
        double[] one = {1};
        double[] zero = {0};
        double[][] none = {{}};
        return new StochasticTableau(
                name, order, calculus, false, milstein, none, none, none, one, one, zero, zero, zero);
    }

    private static double[][] rows(double second) {
        return new double[][] {{}, {second}};
    }

    private static double[][] copy(String name, int stages, double[][] rows) {
        requireLength(name, stages, rows.length);
        double[][] copies = new double[stages][];
        for (int i = 0; i < stages; i++) {
            requireLength(name, i, rows[i].length);
            copies[i] = rows[i].clone();
        }
        return copies;
    }

    private static void requireLength(String name, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(name + ": " + expected + " weights are needed, found " + found);
        }
    }

    /**
     * Number of stages.
     *
     * @return positive
     */
    public int stages() {
        return alpha.length;
    }

    /**
     * Drift weights of the stages.
     *
     * @return a copy
     */
    @Override
    public double[][] a() {
        return copy(name, alpha.length, a);
    }

    /**
     * Increment weights of the stages.
     *
     * @return a copy
     */
    @Override
    public double[][] b() {
        return copy(name, alpha.length, b);
    }

    /**
     * Integral weights of the stages.
     *
     * @return a copy
     */
    @Override
    public double[][] e() {
        return copy(name, alpha.length, e);
    }

    /**
     * Drift weights.
     *
     * @return a copy
     */
    @Override
    public double[] alpha() {
        return alpha.clone();
    }

    /**
     * Increment weights.
     *
     * @return a copy
     */
    @Override
    public double[] beta() {
        return beta.clone();
    }

    /**
     * Integral weights.
     *
     * @return a copy
     */
    @Override
    public double[] gamma() {
        return gamma.clone();
    }

    /**
     * Nodes of the drift.
     *
     * @return a copy
     */
    @Override
    public double[] c() {
        return c.clone();
    }

    /**
     * Nodes of the diffusion.
     *
     * @return a copy
     */
    @Override
    public double[] d() {
        return d.clone();
    }

    /**
     * Checks that the method solves an equation.
     *
     * @param equation to be solved
     * @throws IllegalArgumentException if it means the other integral, is not additive where that is needed, or has no
     *     correction for Milstein's term
     */
    void requireFits(Sde<?> equation) {
        if (additive && !equation.additive()) {
            throw new IllegalArgumentException(name + " is for additive noise");
        }
        if (!equation.additive() && calculus != equation.calculus()) {
            throw new IllegalArgumentException(
                    name + " solves equations in the sense of " + calculus + ", not of " + equation.calculus());
        }
        if (milstein && !equation.additive() && equation.correction() == null) {
            throw new IllegalArgumentException(name + " needs the correction g ∂g/∂y of the equation");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
