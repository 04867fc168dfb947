package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.TimeFeatures;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The part of a channel that is linear in features of the time, a trend and harmonics. It is fitted by least squares with
 * an intercept for every series, so that levels do not count, and a slight ridge.
 *
 * @param features the features φ
 * @param weights one a feature
 */
public record TimeRegression(TimeFeatures features, double[] weights) {

    private static final double RIDGE = 1e-6;
    /** Ridge relative to the squares about zero, above the rounding of the squares about the mean. */
    private static final double LEAST_RIDGE = 1e-9;

    /**
     * The value of the linear part.
     *
     * @param t model time
     * @return {@code φ(t)·w}
     */
    public double at(double t) {
        double[] phi = new double[weights.length];
        features.at(t, phi);
        double sum = 0;
        for (int i = 0; i < phi.length; i++) {
            sum += phi[i] * weights[i];
        }
        return sum;
    }

    /** Normal equations that grow with every observation. */
    public static final class Fit {

        private final TimeFeatures features;
        private final int size;
        private final double[][] gram;
        private final double[] moments;
        private final double[] phi;
        private final double[] sums;
        private double squares;
        private double sumOfValues;
        private int count;

        /**
         * Starts without observations.
         *
         * @param features the features φ
         */
        public Fit(TimeFeatures features) {
            this.features = features;
            this.size = features.size();
            gram = new double[size][size];
            moments = new double[size];
            phi = new double[size];
            sums = new double[size];
        }

        /**
         * Adds an observation of the current series.
         *
         * @param t model time
         * @param value scaled value
         */
        public void add(double t, double value) {
            features.at(t, phi);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    gram[i][j] += phi[i] * phi[j];
                }
                moments[i] += phi[i] * value;
                sums[i] += phi[i];
                squares += phi[i] * phi[i];
            }
            sumOfValues += value;
            count++;
        }

        /** Ends the current series: its mean is taken out, and the next observation begins another. */
        public void endSeries() {
            eliminate(gram, moments);
            Arrays.fill(sums, 0.0);
            sumOfValues = 0;
            count = 0;
        }

        private void eliminate(double[][] matrix, double[] right) {
            if (count == 0) {
                return;
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i][j] -= sums[i] * sums[j] / count;
                }
                right[i] -= sums[i] * sumOfValues / count;
            }
        }

        /**
         * Solves for all observations so far.
         *
         * @return the regression
         */
        public TimeRegression solve() {
            if (size == 0) {
                return new TimeRegression(features, new double[0]);
            }
            RealMatrix matrix = new Array2DRowRealMatrix(gram, true);
            double[] right = moments.clone();
            double[][] centred = matrix.getData();
            eliminate(centred, right);
            double trace = 1e-12;
            for (int i = 0; i < size; i++) {
                trace += centred[i][i];
            }
            double ridge = Math.max(RIDGE * trace, LEAST_RIDGE * squares) / size;
            for (int i = 0; i < size; i++) {
                centred[i][i] += ridge;
            }
            double[] weights = new CholeskyDecomposition(new Array2DRowRealMatrix(centred, false), 1e-9, 0)
                    .getSolver()
                    .solve(new ArrayRealVector(right, false))
                    .toArray();
            return new TimeRegression(features, weights);
        }
    }
}
