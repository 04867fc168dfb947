package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.TimeFeatures;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

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
        return of(phi);
    }

    /** The value for given features, φ·w. */
    double of(double[] phi) {
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
        /** Where the current series' trend starts; only its differences count. */
        private double trendStart;

        private double squares;
        private double sumOfValues;
        private double count;

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
            add(phi, value);
        }

        /** Adds an observation by its features. */
        void add(double[] row, double value) {
            if (features.trendScale() > 0) {
                trendStart = count == 0 ? row[0] : trendStart;
                row[0] -= trendStart;
            }
            addShifted(row, value);
            if (features.trendScale() > 0) {
                row[0] += trendStart;
            }
        }

        private void addShifted(double[] row, double value) {
            for (int i = 0; i < size; i++) {
                double own = row[i];
                double[] into = gram[i];
                for (int j = 0; j < size; j++) {
                    into[j] += own * row[j];
                }
                moments[i] += own * value;
                sums[i] += own;
                squares += own * own;
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

        /** Adds the observations of another one's current series, of which all it holds is. */
        void merge(Fit series) {
            double[][] centred = copy(series.gram);
            double[] right = series.moments.clone();
            series.eliminate(centred, right);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    gram[i][j] += centred[i][j];
                }
                moments[i] += right[i];
            }
            squares += series.squares;
        }

        /** Lets all observations so far count less by a factor. */
        void forget(double factor) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    gram[i][j] *= factor;
                }
                moments[i] *= factor;
                sums[i] *= factor;
            }
            squares *= factor;
            sumOfValues *= factor;
            count *= factor;
        }

        /** The same sums, which go on separately. */
        Fit copy() {
            Fit copy = new Fit(features);
            for (int i = 0; i < size; i++) {
                System.arraycopy(gram[i], 0, copy.gram[i], 0, size);
            }
            System.arraycopy(moments, 0, copy.moments, 0, size);
            System.arraycopy(sums, 0, copy.sums, 0, size);
            copy.trendStart = trendStart;
            copy.squares = squares;
            copy.sumOfValues = sumOfValues;
            copy.count = count;
            return copy;
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
            return solve(FeatureChoice.all(features), new double[size], 0);
        }

        /**
         * Solves for some of the features, with weights drawn towards others as if so many observations said those.
         *
         * @param choice which features
         * @param centre weights of the chosen features
         * @param strength zero or more observations
         */
        TimeRegression solve(FeatureChoice choice, double[] centre, double strength) {
            int[] chosen = choice.indices();
            if (chosen.length == 0) {
                return new TimeRegression(choice.features(), new double[0]);
            }
            double[][] centred = copy(gram);
            double[] right = moments.clone();
            eliminate(centred, right);
            double[] rest = new double[chosen.length];
            for (int a = 0; a < chosen.length; a++) {
                rest[a] = right[chosen[a]];
                for (int b = 0; b < chosen.length; b++) {
                    rest[a] -= centred[chosen[a]][chosen[b]] * centre[b];
                }
            }
            double[] weights = solve(centred, choice, strength, rest);
            for (int a = 0; a < weights.length; a++) {
                weights[a] += centre[a];
            }
            return new TimeRegression(choice.features(), weights);
        }

        /** Solves the same normal equations, which are symmetric, for another right side. */
        double[] solveFor(FeatureChoice choice, double[] right, double strength) {
            double[][] centred = copy(gram);
            eliminate(centred, new double[size]);
            return solve(centred, choice, strength, right);
        }

        private double[] solve(double[][] centred, FeatureChoice choice, double strength, double[] right) {
            int[] chosen = choice.indices();
            double trace = 1e-12;
            for (int i = 0; i < size; i++) {
                trace += centred[i][i];
            }
            double ridge = Math.max(RIDGE * trace, LEAST_RIDGE * squares) / size;
            double[][] matrix = new double[chosen.length][chosen.length];
            for (int a = 0; a < chosen.length; a++) {
                for (int b = 0; b < chosen.length; b++) {
                    matrix[a][b] = centred[chosen[a]][chosen[b]];
                }
                double variance = count > 0 ? matrix[a][a] / count : 0;
                matrix[a][a] += ridge + strength * choice.precision(a, variance);
            }
            return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), 1e-9, 0)
                    .getSolver()
                    .solve(new ArrayRealVector(right, false))
                    .toArray();
        }

        /** The weighted mean of the features of the current series. */
        double[] meanFeatures() {
            double[] mean = new double[size];
            Arrays.setAll(mean, i -> count > 0 ? sums[i] / count : 0);
            if (features.trendScale() > 0) {
                mean[0] += trendStart;
            }
            return mean;
        }

        private static double[][] copy(double[][] matrix) {
            return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        }
    }
}
