package dev.tidepath.examples;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.Linearization;
import dev.tidepath.tensor.Matrix;

/** A field that counts, sample by sample, how often adjoints are pulled back through it by linearizations. */
final class CountedField implements DifferentiableField {

    private final DifferentiableField field;
    private long pullbacks;

    CountedField(DifferentiableField field) {
        this.field = field;
    }

    /** Of all samples together. */
    long pullbacks() {
        return pullbacks;
    }

    @Override
    public int parameterCount() {
        return field.parameterCount();
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        field.eval(t, y, c, dydt);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        field.vjp(t, y, c, a, into);
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
        field.jvp(t, y, c, v, out);
    }

    @Override
    public Linearization newLinearization(int batch, boolean ofParameters) {
        Linearization linear = field.newLinearization(batch, ofParameters);
        return new Linearization() {
            @Override
            public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
                linear.eval(t, y, c, dydt);
            }

            @Override
            public void vjp(Matrix a, FieldGradient into) {
                pullbacks += a.batch();
                linear.vjp(a, into);
            }
        };
    }
}
