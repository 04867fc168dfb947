package dev.tidepath.examples;

import java.util.Optional;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The oscillator that fits a series best: nonlinear least squares (Levenberg–Marquardt) from starts at several
 * frequencies. It knows the true form, so nothing that has to learn the form should do better.
 *
 * <p>The form is fitted as {@code e^(−d t) (a cos 2πft + b sin 2πft)}; with d and f given, a and b are a linear fit, from
 * which each start takes them.
 */
final class TrueFormFit {

    private static final double TINY = 1e-10;
    private static final double FIRST_DECAY = 0.75;
    private static final double SLOWEST = 1;
    private static final double FASTEST = 3;
    private static final int STARTS = 9;
    private static final int MOST_EVALUATIONS = 200;

    private TrueFormFit() {}

    /** The best of all starts. */
    static Oscillator of(double[] times, double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double[] best = new double[4];
        for (int i = 0; i < STARTS; i++) {
            double frequency = SLOWEST + i * (FASTEST - SLOWEST) / (STARTS - 1);
            Optional<Optimum> found = refined(times, values, start(times, values, frequency));
            if (found.isPresent() && found.get().getCost() < least) {
                least = found.get().getCost();
                best = found.get().getPoint().toArray();
            }
        }
        return oscillator(best);
    }

    /** A cos(ωt + φ) = A cos φ cos ωt − A sin φ sin ωt. */
    private static Oscillator oscillator(double[] p) {
        return new Oscillator(StrictMath.hypot(p[0], p[1]), p[2], p[3], StrictMath.atan2(-p[1], p[0]));
    }

    private static double[] start(double[] times, double[] values, double frequency) {
        double[][] rows = new double[times.length][];
        for (int i = 0; i < rows.length; i++) {
            double envelope = StrictMath.exp(-FIRST_DECAY * times[i]);
            double angle = 2 * StrictMath.PI * frequency * times[i];
            rows[i] = new double[] {envelope * StrictMath.cos(angle), envelope * StrictMath.sin(angle)};
        }
        double[] weights = LinearFit.of(rows, values, TINY).weights();
        return new double[] {weights[0], weights[1], FIRST_DECAY, frequency};
    }

    private static Optional<Optimum> refined(double[] times, double[] values, double[] start) {
        try {
            return Optional.of(new LevenbergMarquardtOptimizer()
                    .optimize(new LeastSquaresBuilder()
                            .start(start)
                            .model(model(times))
                            .target(values)
                            .maxEvaluations(MOST_EVALUATIONS)
                            .maxIterations(MOST_EVALUATIONS)
                            .build()));
        } catch (TooManyEvaluationsException | ConvergenceException e) {
            return Optional.empty();
        }
    }

    /** Values and their derivatives with respect to a, b, d and f. */
    private static MultivariateJacobianFunction model(double[] times) {
        return point -> {
            double[] y = new double[times.length];
            double[][] jacobian = new double[times.length][4];
            for (int i = 0; i < y.length; i++) {
                double t = times[i];
                double envelope = StrictMath.exp(-point.getEntry(2) * t);
                double rate = 2 * StrictMath.PI * t;
                double cos = envelope * StrictMath.cos(rate * point.getEntry(3));
                double sin = envelope * StrictMath.sin(rate * point.getEntry(3));
                y[i] = point.getEntry(0) * cos + point.getEntry(1) * sin;
                jacobian[i][0] = cos;
                jacobian[i][1] = sin;
                jacobian[i][2] = -t * y[i];
                jacobian[i][3] = rate * (point.getEntry(1) * cos - point.getEntry(0) * sin);
            }
            return new Pair<>(new ArrayRealVector(y, false), new Array2DRowRealMatrix(jacobian, false));
        };
    }
}
