package dev.tidepath.sde;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.Kernels;

/** {@code f + factor · q} in the rows that have noise, {@code f} in the others. A workspace of one thread. */
final class CorrectedDrift implements DifferentiableField {

    private final DifferentiableField drift;
    private final DifferentiableField correction;
    private final double factor;
    private final int noises;
    private Matrix scratch = Matrix.zeros(0, 0);

    CorrectedDrift(DifferentiableField drift, DifferentiableField correction, double factor, int noises) {
        this.drift = drift;
        this.correction = correction;
        this.factor = factor;
        this.noises = noises;
    }

    @Override
    public int parameterCount() {
        return drift.parameterCount();
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        drift.eval(t, y, c, dydt);
        Matrix product = scratch(y);
        correction.eval(t, y, c, product);
        add(product, dydt);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        drift.vjp(t, y, c, a, into);
        Matrix scaled = scratch(y);
        scaled.clear();
        for (int f = 0; f < noises; f++) {
            Kernels.scaleShift(factor, a.row(f), 0.0, scaled.row(f), a.lanes());
        }
        correction.vjp(t, y, c, scaled, into);
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
        drift.jvp(t, y, c, v, out);
        Matrix product = scratch(y);
        correction.jvp(t, y, c, v, product);
        add(product, out);
    }

    private void add(Matrix product, Matrix into) {
        for (int f = 0; f < noises; f++) {
            Kernels.axpy(factor, product.row(f), into.row(f), into.lanes());
        }
    }

    private Matrix scratch(Matrix like) {
        if (scratch.features() != like.features() || scratch.batch() != like.batch()) {
            scratch = Matrix.zeros(like.features(), like.batch());
        }
        return scratch;
    }
}
