package dev.tidepath.ode.adjoint;

import java.util.function.DoubleUnaryOperator;

/**
 * Derivative by central differences with ever smaller steps, extrapolated to step zero: Ridders (1982), Accurate
 * computation of F'(x) and F'(x)F''(x), Advances in Engineering Software 4, doi:10.1016/S0141-1195(82)80057-0.
 *
 * @param value the derivative at zero
 * @param uncertainty estimate of its error, by extrapolation and by rounding
 */
record RiddersDerivative(double value, double uncertainty) {

    private static final int LEVELS = 10;

    /**
     * Differentiates at zero.
     *
     * @param f the function; where it is not finite the step is made smaller
     * @param first the largest step
     * @param rounding absolute error of the function's values
     * @return the derivative; NaN if the function is not finite near zero
     */
    static RiddersDerivative at0(DoubleUnaryOperator f, double first, double rounding) {
        double h = first;
        double d = central(f, h);
        for (int i = 0; i < LEVELS && !Double.isFinite(d); i++) {
            h /= 4;
            d = central(f, h);
        }
        double[] previous = {d};
        RiddersDerivative best = new RiddersDerivative(d, Double.isFinite(d) ? Double.POSITIVE_INFINITY : Double.NaN);
        for (int i = 1; i < LEVELS && Double.isFinite(d); i++) {
            h /= 2;
            double[] row = new double[i + 1];
            row[0] = central(f, h);
            double power = 1;
            for (int j = 1; j <= i; j++) {
                power *= 4;
                row[j] = row[j - 1] + (row[j - 1] - previous[j - 1]) / (power - 1);
                double change = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - previous[j - 1]));
                double error = change + rounding / h;
                if (error <= best.uncertainty) {
                    best = new RiddersDerivative(row[j], error);
                }
            }
            if (Math.abs(row[i] - previous[i - 1]) >= 2 * best.uncertainty) {
                return best;
            }
            previous = row;
        }
        return best;
    }

    private static double central(DoubleUnaryOperator f, double h) {
        return (f.applyAsDouble(h) - f.applyAsDouble(-h)) / (2 * h);
    }
}
