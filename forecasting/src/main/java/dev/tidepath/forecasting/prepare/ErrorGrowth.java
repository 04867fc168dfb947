package dev.tidepath.forecasting.prepare;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.QRDecomposition;

/**
 * How the variance of an error grows with the lead τ: {@code noise + walk·τ + slope·τ²}.
 *
 * @param noise variance at lead zero
 * @param walk variance a random walk gains in a unit of model time
 * @param slope variance of a random slope
 */
public record ErrorGrowth(double noise, double walk, double slope) {

    /** No error at any lead. */
    public static final ErrorGrowth NONE = new ErrorGrowth(0, 0, 0);

    private static final int BINS = 8;
    /** Beyond the last set of coefficients that are not zero. */
    private static final int SUBSETS = 8;

    private static final int ROUNDS = 30;
    private static final double SETTLED = 1e-9;
    /** A smaller variance, beside the mean, counts as this. */
    private static final double LEAST = 1e-6;

    /**
     * Fits non-negative coefficients to squared errors, binned by lead: those with which normal errors are likeliest, that is, the least
     * sum over bins of {@code n (o/m + ln m)} with n errors of mean square o in a bin and the variance m there. So a few errors that
     * happen to be small say no more than a few.
     *
     * @param leads leads in [0, longest]
     * @param squares squared errors
     * @param count how many of them
     * @param longest longest lead
     * @return the growth; bins whose errors are all zero count for nothing
     */
    public static ErrorGrowth fit(double[] leads, double[] squares, int count, double longest) {
        double[] lead = new double[BINS];
        double[] square = new double[BINS];
        double[] n = new double[BINS];
        for (int i = 0; i < count; i++) {
            int bin = Math.min(BINS - 1, (int) (BINS * leads[i] / longest));
            lead[bin] += leads[i];
            square[bin] += squares[i];
            n[bin]++;
        }
        for (int k = 0; k < BINS; k++) {
            if (square[k] > 0) {
                lead[k] /= n[k];
                square[k] /= n[k];
            } else {
                n[k] = 0;
            }
        }
        return likeliest(lead, square, n);
    }

    private static ErrorGrowth likeliest(double[] lead, double[] square, double[] n) {
        double errors = Arrays.stream(n).sum();
        double mean = 0;
        for (int k = 0; k < BINS; k++) {
            mean += n[k] > 0 ? square[k] * (n[k] / errors) : 0;
        }
        if (errors == 0) {
            return NONE;
        }
        double variance = mean;
        return best(active -> likeliest(lead, square, n, variance, active), c -> {
            double misfit = 0;
            for (int k = 0; k < BINS; k++) {
                double m = Math.max(LEAST * variance, at(c, lead[k]));
                misfit += n[k] > 0 ? n[k] * (square[k] / m + StrictMath.log(m / variance)) : 0;
            }
            return misfit;
        });
    }

    /**
     * Of the growths with the coefficients whose bits are set, the one with the least misfit.
     *
     * @param fit coefficients by set; negative ones rule a set out
     * @param misfit of coefficients
     */
    private static ErrorGrowth best(IntFunction<double[]> fit, ToDoubleFunction<double[]> misfit) {
        double least = Double.POSITIVE_INFINITY;
        ErrorGrowth best = NONE;
        for (int active = 1; active < SUBSETS; active++) {
            double[] c = fit.apply(active);
            double own = misfit.applyAsDouble(c);
            if (c[0] >= 0 && c[1] >= 0 && c[2] >= 0 && own < least) {
                least = own;
                best = new ErrorGrowth(c[0], c[1], c[2]);
            }
        }
        return best;
    }

    /** Fisher's scoring: least squares with the inverse of the variances of mean squares for weights, until these are settled. */
    private static double[] likeliest(double[] lead, double[] square, double[] n, double mean, int active) {
        double[] c = {mean, 0, 0};
        double[] weights = new double[BINS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int k = 0; k < BINS; k++) {
                double m = Math.max(LEAST, at(c, lead[k]) / mean);
                weights[k] = n[k] / (m * m);
            }
            double[] next = leastSquares(lead, square, weights, active);
            boolean settled = true;
            for (int k = 0; k < BINS; k++) {
                settled &= n[k] == 0 || Math.abs(at(next, lead[k]) - at(c, lead[k])) <= SETTLED * mean;
            }
            c = next;
            if (settled) {
                break;
            }
        }
        return c;
    }

    private static double at(double[] c, double lead) {
        return c[0] + c[1] * lead + c[2] * lead * lead;
    }

    /** To shares of variances at the middles of bins, as relative errors of the variances. */
    private static ErrorGrowth shaped(double[] lead, double[] variances, double[] shares) {
        double[] targets = new double[BINS];
        double[] weights = new double[BINS];
        double greatest = Arrays.stream(variances).max().orElse(0);
        for (int k = 0; k < BINS; k++) {
            targets[k] = shares[k] * variances[k];
            double relative = variances[k] / greatest;
            weights[k] = variances[k] > 0 ? 1 / (relative * relative) : 0;
        }
        return best(active -> leastSquares(lead, targets, weights, active), c -> {
            double misfit = 0;
            for (int k = 0; k < BINS; k++) {
                double relative = weights[k] > 0 ? (at(c, lead[k]) - targets[k]) / variances[k] : 0;
                misfit += relative * relative;
            }
            return misfit;
        });
    }

    /** Weighted least squares for the coefficients whose bit is set, the others zero; negative ones if there are none. */
    private static double[] leastSquares(double[] lead, double[] targets, double[] weights, int active) {
        double[][] a = new double[3][3];
        double[] right = new double[3];
        for (int k = 0; k < BINS; k++) {
            if (weights[k] > 0) {
                double[] row = {1, lead[k], lead[k] * lead[k]};
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        a[i][j] += weights[k] * row[i] * row[j];
                    }
                    right[i] += weights[k] * row[i] * targets[k];
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            if ((active >> i & 1) == 0) {
                Arrays.fill(a[i], 0.0);
                for (int j = 0; j < 3; j++) {
                    a[j][i] = 0;
                }
                a[i][i] = 1;
                right[i] = 0;
            } else {
                a[i][i] *= 1 + 1e-12;
            }
        }
        return solve(a, right);
    }

    private static double[] solve(double[][] a, double[] right) {
        DecompositionSolver solver = new QRDecomposition(new Array2DRowRealMatrix(a, false)).getSolver();
        if (!solver.isNonSingular()) {
            return new double[] {-1, -1, -1};
        }
        return solver.solve(new ArrayRealVector(right, false)).toArray();
    }

    /**
     * A growth between two: at every lead the weighted geometric mean of their variances, as far as three coefficients
     * allow.
     *
     * @param other another growth
     * @param share weight of the other, between 0 and 1
     * @param longest longest lead that counts
     * @return the growth in between
     */
    public ErrorGrowth mix(ErrorGrowth other, double share, double longest) {
        if (share <= 0) {
            return this;
        }
        if (share >= 1) {
            return other;
        }
        double[] leads = new double[BINS];
        double[] variances = new double[BINS];
        for (int k = 0; k < BINS; k++) {
            leads[k] = longest * (k + 0.5) / BINS;
            variances[k] = StrictMath.exp(
                    (1 - share) * StrictMath.log(at(leads[k])) + share * StrictMath.log(other.at(leads[k])));
        }
        double[] whole = new double[BINS];
        Arrays.fill(whole, 1.0);
        return shaped(leads, variances, whole);
    }

    /**
     * The growth of the sum of two independent errors.
     *
     * @param other another growth
     * @return the sum
     */
    public ErrorGrowth plus(ErrorGrowth other) {
        return new ErrorGrowth(noise + other.noise, walk + other.walk, slope + other.slope);
    }

    /**
     * What is missing of this growth beside another: at every lead the difference of their variances, as far as three
     * coefficients that are not negative allow.
     *
     * @param other another growth
     * @param longest longest lead that counts
     * @return the difference; this growth itself if the other is {@link #NONE}
     */
    public ErrorGrowth less(ErrorGrowth other, double longest) {
        if (other.equals(NONE)) {
            return this;
        }
        double[] variances = new double[BINS];
        double[] leads = new double[BINS];
        double[] shares = new double[BINS];
        for (int k = 0; k < BINS; k++) {
            leads[k] = longest * (k + 0.5) / BINS;
            variances[k] = at(leads[k]);
            shares[k] = variances[k] > 0 ? 1 - other.at(leads[k]) / variances[k] : 0;
        }
        return shaped(leads, variances, shares);
    }

    /**
     * The same growth of variances that are larger by a factor.
     *
     * @param factor zero or more
     * @return the growth
     */
    public ErrorGrowth times(double factor) {
        return new ErrorGrowth(factor * noise, factor * walk, factor * slope);
    }

    /**
     * The variance at a lead.
     *
     * @param lead zero or more
     * @return variance
     */
    public double at(double lead) {
        return noise + walk * lead + slope * lead * lead;
    }
}
