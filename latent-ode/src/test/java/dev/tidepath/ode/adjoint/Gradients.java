package dev.tidepath.ode.adjoint;

import dev.tidepath.tensor.Matrix;

/** Gradient of a test's loss, flat. {@code times} has one entry for each distinct time of each sample. */
record Gradients(double[] initialState, double[] parameters, double[] context, double[] times) {

    static double[] flat(Matrix m) {
        double[] values = new double[m.features() * m.batch()];
        for (int f = 0; f < m.features(); f++) {
            System.arraycopy(m.row(f), 0, values, f * m.batch(), m.batch());
        }
        return values;
    }
}
