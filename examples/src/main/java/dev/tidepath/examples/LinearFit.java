package dev.tidepath.examples;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Linear least squares with a ridge.
 *
 * @param weights one a column
 * @param sumOfSquares of what the fit leaves over
 */
record LinearFit(double[] weights, double sumOfSquares) {

    /** Minimises {@code |y − X w|² + n·ridge·|w|²} for the n rows of X; a positive ridge makes any X solvable. */
    static LinearFit of(double[][] rows, double[] y, double ridge) {
        RealMatrix x = new Array2DRowRealMatrix(rows, false);
        RealMatrix gram = x.transpose().multiply(x);
        for (int i = 0; i < gram.getRowDimension(); i++) {
            gram.addToEntry(i, i, ridge * rows.length);
        }
        double[] weights = new CholeskyDecomposition(gram, 1e-9, 0)
                .getSolver()
                .solve(new ArrayRealVector(x.preMultiply(y), false))
                .toArray();
        return new LinearFit(weights, Accuracy.sumOfSquares(x.operate(weights), y));
    }

    double at(double[] row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += weights[i] * row[i];
        }
        return sum;
    }
}
