package dev.tidepath.forecasting.statespace;

/**
 * Least squares that grow row by row: an upper triangular factor R with {@code RᵀR = XᵀX}, kept by Givens rotations. The
 * sum of squares that remains is a sum of squares, not a difference.
 */
final class GivensRegression {

    private final double[][] factor;
    private final double[] right;
    private double squares;

    /**
     * Starts without rows.
     *
     * @param ridge weights of the squares of the coefficients, zero for none
     */
    GivensRegression(double[] ridge) {
        factor = new double[ridge.length][ridge.length];
        right = new double[ridge.length];
        for (int i = 0; i < ridge.length; i++) {
            factor[i][i] = Math.sqrt(ridge[i]);
        }
    }

    /** Adds a row, which is overwritten. */
    void add(double[] row, double value) {
        double rest = value;
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                double r = Math.sqrt(factor[i][i] * factor[i][i] + row[i] * row[i]);
                double c = factor[i][i] / r;
                double s = row[i] / r;
                for (int j = i; j < row.length; j++) {
                    double above = factor[i][j];
                    factor[i][j] = c * above + s * row[j];
                    row[j] = c * row[j] - s * above;
                }
                double above = right[i];
                right[i] = c * above + s * rest;
                rest = c * rest - s * above;
            }
        }
        squares += rest * rest;
    }

    /** The sum of squares that remains. */
    double squares() {
        return squares;
    }

    /** The logarithm of the determinant of {@code XᵀX}. */
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < right.length; i++) {
            sum += 2 * StrictMath.log(factor[i][i]);
        }
        return sum;
    }

    double[] coefficients() {
        double[] x = right.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < x.length; j++) {
                x[i] -= factor[i][j] * x[j];
            }
            x[i] /= factor[i][i];
        }
        return x;
    }

    /** The upper triangular T with {@code T Tᵀ = (XᵀX)⁻¹}: coefficients are drawn as {@code coefficients + T ξ}. */
    double[][] inverseFactor() {
        int k = right.length;
        double[][] inverse = new double[k][k];
        for (int j = 0; j < k; j++) {
            inverse[j][j] = 1 / factor[j][j];
            for (int i = j - 1; i >= 0; i--) {
                double sum = 0;
                for (int m = i + 1; m <= j; m++) {
                    sum += factor[i][m] * inverse[m][j];
                }
                inverse[i][j] = -sum / factor[i][i];
            }
        }
        return inverse;
    }
}
