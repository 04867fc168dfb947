package dev.tidepath.forecasting.statespace;

import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/** The least value of a smooth function between bounds: BOBYQA, or Brent's method in one dimension. */
final class Minimiser {

    private static final double HUGE = 1e100;
    private static final double RADIUS = 1.5;

    private final ToDoubleFunction<double[]> function;
    private double[] best;
    private double least = Double.POSITIVE_INFINITY;

    private Minimiser(ToDoubleFunction<double[]> function, double[] start) {
        this.function = function;
        this.best = start.clone();
    }

    /**
     * Searches from a start.
     *
     * @param function what is to be small; not a number counts as huge
     * @param start between the bounds
     * @param lower least values
     * @param upper greatest values
     * @param tolerance how near to the minimum it gets in each direction
     * @param evaluations how often the function may be evaluated
     * @return the best point that was evaluated
     */
    static double[] minimise(
            ToDoubleFunction<double[]> function,
            double[] start,
            double[] lower,
            double[] upper,
            double tolerance,
            int evaluations) {
        Minimiser search = new Minimiser(function, start);
        if (start.length == 0) {
            return start;
        }
        try {
            search.run(start, lower, upper, tolerance, evaluations);
        } catch (MathIllegalStateException stuck) {
            return search.best; // out of evaluations, or rounding ended BOBYQA's progress
        }
        return search.best;
    }

    private void run(double[] start, double[] lower, double[] upper, double tolerance, int evaluations) {
        MaxEval limit = new MaxEval(evaluations);
        if (start.length == 1) {
            new BrentOptimizer(1e-10, tolerance)
                    .optimize(
                            limit,
                            GoalType.MINIMIZE,
                            new UnivariateObjectiveFunction(x -> evaluate(new double[] {x})),
                            new SearchInterval(lower[0], upper[0], start[0]));
            return;
        }
        new BOBYQAOptimizer(2 * start.length + 1, RADIUS, tolerance)
                .optimize(
                        limit,
                        GoalType.MINIMIZE,
                        new ObjectiveFunction(this::evaluate),
                        new InitialGuess(start),
                        new SimpleBounds(lower, upper));
    }

    private double evaluate(double[] x) {
        double value = function.applyAsDouble(x);
        if (!(value < HUGE)) {
            return HUGE;
        }
        if (value < least) {
            least = value;
            best = x.clone();
        }
        return value;
    }
}
