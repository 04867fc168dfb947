package dev.tidepath.forecasting.prepare;

import java.util.Arrays;
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

    /**
     * Fits non-negative coefficients to squared errors, binned by lead, with relative weights.
     *
     * @param leads leads in [0, longest]
     * @param squares squared errors
     * @param count how many of them
     * @param longest longest lead
     * @return the growth
     */
    public static ErrorGrowth fit(double[] leads, double[] squares, int count, double longest) {
        double[] sum = new double[BINS];
        double[] lead = new double[BINS];
        int[] n = new int[BINS];
        for (int i = 0; i < count; i++) {
            int bin = Math.min(BINS - 1, (int) (BINS * leads[i] / longest));
            sum[bin] += squares[i];
            lead[bin] += leads[i];
            n[bin]++;
        }
        double[] whole = new double[BINS];
        Arrays.fill(whole, 1.0);
        return fit(sum, lead, n, whole);
    }

    /** To shares of the variances in bins, as relative errors of the variances. */
    private static ErrorGrowth fit(double[] sum, double[] lead, int[] n, double[] shares) {
        double best = Double.POSITIVE_INFINITY;
        double[] chosen = {0, 0, 0};
        for (int active = 1; active < 8; active++) {
            double[] c = leastSquares(sum, lead, n, shares, active);
            double misfit = misfit(sum, lead, n, shares, c);
            if (c[0] >= 0 && c[1] >= 0 && c[2] >= 0 && misfit < best) {
                best = misfit;
                chosen = c;
            }
        }
        return new ErrorGrowth(chosen[0], chosen[1], chosen[2]);
    }

    private static double misfit(double[] sum, double[] lead, int[] n, double[] shares, double[] c) {
        double total = 0;
        for (int k = 0; k < BINS; k++) {
            if (sum[k] > 0) {
                double tau = lead[k] / n[k];
                double relative = (c[0] + c[1] * tau + c[2] * tau * tau) / (sum[k] / n[k]) - shares[k];
                total += relative * relative;
            }
        }
        return total;
    }

    /** Weighted least squares for the coefficients whose bit is set, the others zero. */
    private static double[] leastSquares(double[] sum, double[] lead, int[] n, double[] shares, int active) {
        double[][] a = new double[3][3];
        double[] right = new double[3];
        for (int k = 0; k < BINS; k++) {
            if (sum[k] > 0) {
                double tau = lead[k] / n[k];
                double scale = n[k] / sum[k];
                double[] row = {scale, scale * tau, scale * tau * tau};
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        a[i][j] += row[i] * row[j];
                    }
                    right[i] += row[i] * shares[k];
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
        double[] leads = new double[BINS];
        double[] variances = new double[BINS];
        for (int k = 0; k < BINS; k++) {
            leads[k] = longest * (k + 0.5) / BINS;
            variances[k] = StrictMath.exp(
                    (1 - share) * StrictMath.log(at(leads[k])) + share * StrictMath.log(other.at(leads[k])));
        }
        return fit(leads, variances, BINS, longest);
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
        int[] once = new int[BINS];
        Arrays.fill(once, 1);
        for (int k = 0; k < BINS; k++) {
            leads[k] = longest * (k + 0.5) / BINS;
            variances[k] = at(leads[k]);
            shares[k] = variances[k] > 0 ? 1 - other.at(leads[k]) / variances[k] : 0;
        }
        return fit(variances, leads, once, shares);
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
