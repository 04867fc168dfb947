package dev.tidepath.ode;

import java.util.Arrays;
import java.util.StringTokenizer;

/**
 * The coefficients of a method as its source prints them: fractions {@code p/q} and decimals of any length, separated by
 * blanks, one row a line. What the solver uses are the nearest doubles; the order conditions are checked on the digits
 * themselves.
 *
 * @param name for messages
 * @param order order of the propagated solution
 * @param embeddedOrder order of the solution the error estimate compares with; 0 if there is none
 * @param c nodes
 * @param a coefficients of the second stage and all after it, those for dense output last
 * @param b weights of the propagated solution, one a stage of the method itself
 * @param error rows of error weights, or nothing
 * @param denseOrder order of the dense output
 * @param denseDegree what {@link Interpolant#hermite} takes as the degree
 * @param corrections rows of its corrections, or nothing
 */
record PrintedTableau(
        String name,
        int order,
        int embeddedOrder,
        String c,
        String a,
        String b,
        String error,
        int denseOrder,
        int denseDegree,
        String corrections) {

    ButcherTableau tableau() {
        double[][] rows = rows(a);
        double[][] all = new double[rows.length + 1][];
        all[0] = new double[0];
        System.arraycopy(rows, 0, all, 1, rows.length);
        double[] weights = row(b);
        Interpolant interpolant = Interpolant.hermite(
                denseOrder, denseDegree, Arrays.copyOf(weights, all.length), weights.length - 1, rows(corrections));
        return new ButcherTableau(name, order, embeddedOrder, all, weights, rows(error), row(c), interpolant);
    }

    private static double[][] rows(String text) {
        return text.lines().map(PrintedTableau::row).toArray(double[][]::new);
    }

    private static double[] row(String text) {
        StringTokenizer tokens = new StringTokenizer(text);
        double[] numbers = new double[tokens.countTokens()];
        Arrays.setAll(numbers, i -> number(tokens.nextToken()));
        return numbers;
    }

    /** The nearest double; numerators and denominators are below 2⁵³. */
    private static double number(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Double.parseDouble(text)
                : Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
    }
}
