package dev.tidepath.forecasting.statespace;

import java.util.Arrays;

/** Products of dense vectors and matrices. */
final class Dense {

    private Dense() {}

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double[] times(double[][] matrix, double[] x) {
        double[] product = new double[matrix.length];
        Arrays.setAll(product, i -> dot(matrix[i], x));
        return product;
    }

    /** {@code |Tᵀ x|²} for an upper triangular T: the variance of {@code x·δ} where T Tᵀ is the covariance of δ. */
    static double squaresThrough(double[][] upper, double[] x) {
        double squares = 0;
        for (int j = 0; j < x.length; j++) {
            double sum = 0;
            for (int i = 0; i <= j; i++) {
                sum += x[i] * upper[i][j];
            }
            squares += sum * sum;
        }
        return squares;
    }

    /** {@code T Tᵀ x} for an upper triangular T. */
    static double[] throughFactor(double[][] upper, double[] x) {
        double[] product = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            double sum = 0;
            for (int i = 0; i <= j; i++) {
                sum += upper[i][j] * x[i];
            }
            for (int i = 0; i <= j; i++) {
                product[i] += upper[i][j] * sum;
            }
        }
        return product;
    }

    static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }
}
