package dev.tidepath.ode;

/**
 * Coefficients of the oldest methods: see {@link ButcherTableau#EULER}, {@link ButcherTableau#MIDPOINT},
 * {@link ButcherTableau#HEUN} and {@link ButcherTableau#RK4}.
 */
final class ClassicalRungeKutta {

    static final PrintedTableau EULER = new PrintedTableau("euler", 1, 0, "0", "", "1", "", 1, 1, "");

    static final PrintedTableau MIDPOINT =
            new PrintedTableau("midpoint", 2, 1, "0 1/2", "1/2", "0 1", "-1 1", 2, 2, "");

    static final PrintedTableau HEUN = new PrintedTableau("heun", 2, 1, "0 1", "1", "1/2 1/2", "-1/2 1/2", 2, 2, "");

    static final PrintedTableau RK4 =
            new PrintedTableau("rk4", 4, 0, "0 1/2 1/2 1", "1/2\n0 1/2\n0 0 1", "1/6 1/3 1/3 1/6", "", 3, 3, "");

    private ClassicalRungeKutta() {}
}
