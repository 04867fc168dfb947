package dev.tidepath.examples;

import dev.tidepath.tensor.Matrix;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;

/**
 * A normal density with the mean and the covariances of some points, and the coordinates in which it is the standard one.
 *
 * @param mean the mean
 * @param root the lower triangle L with covariances {@code L Lᵀ}
 */
record NormalFit(double[] mean, double[][] root) {

    static NormalFit of(Matrix points) {
        double[][] samples = new double[points.batch()][];
        for (int b = 0; b < samples.length; b++) {
            samples[b] = points.sample(b);
        }
        double[] mean = new double[points.features()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = new Mean().evaluate(points.row(i), 0, points.batch());
        }
        Covariance covariance = new Covariance(new Array2DRowRealMatrix(samples, false));
        return new NormalFit(
                mean,
                new CholeskyDecomposition(covariance.getCovarianceMatrix())
                        .getL()
                        .getData());
    }

    /** Replaces points by {@code L⁻¹ (y − mean)}. */
    void whiten(Matrix points) {
        for (int b = 0; b < points.batch(); b++) {
            for (int i = 0; i < mean.length; i++) {
                double sum = points.get(i, b) - mean[i];
                for (int k = 0; k < i; k++) {
                    sum -= root[i][k] * points.get(k, b);
                }
                points.set(i, b, sum / root[i][i]);
            }
        }
    }

    /** Replaces points by {@code mean + L x}. */
    void colour(Matrix points) {
        for (int b = 0; b < points.batch(); b++) {
            for (int i = mean.length - 1; i >= 0; i--) {
                double sum = mean[i];
                for (int k = 0; k <= i; k++) {
                    sum += root[i][k] * points.get(k, b);
                }
                points.set(i, b, sum);
            }
        }
    }

    /** What is added to the log-density of a whitened point for that of the point, in nats. */
    double logChange() {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum -= StrictMath.log(root[i][i]);
        }
        return sum;
    }
}
