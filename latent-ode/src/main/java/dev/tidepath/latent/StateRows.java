package dev.tidepath.latent;

import dev.tidepath.tensor.Matrix;
import java.util.Arrays;

/** Matrices of a state with one feature more than another, over the same rows. */
final class StateRows {

    private StateRows() {}

    /** The first rows, as a view. */
    static Matrix first(int features, Matrix m) {
        return m.features() == features ? m : Matrix.ofRows(Arrays.copyOf(m.rows(), features), m.batch());
    }

    /** The rows, as a view, and a last one of zeros. */
    static Matrix withZeros(Matrix m) {
        double[][] rows = Arrays.copyOf(m.rows(), m.features() + 1);
        rows[m.features()] = new double[m.lanes()];
        return Matrix.ofRows(rows, m.batch());
    }

    /** Adds to the first rows. */
    static void add(Matrix part, Matrix to) {
        for (int f = 0; f < part.features(); f++) {
            for (int b = 0; b < part.batch(); b++) {
                to.row(f)[b] += part.row(f)[b];
            }
        }
    }
}
