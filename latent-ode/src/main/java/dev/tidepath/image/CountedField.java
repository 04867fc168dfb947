package dev.tidepath.image;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.Linearization;
import dev.tidepath.tensor.Matrix;

/** A field that counts for how many samples it was evaluated, for one thread. */
final class CountedField implements DifferentiableField {

    private final DifferentiableField field;
    private long evaluations;

    CountedField(DifferentiableField field) {
        this.field = field;
    }

    /** Evaluations since the last call, summed over samples. */
    long take() {
        long taken = evaluations;
        evaluations = 0;
        return taken;
    }

    @Override
    public int parameterCount() {
        return field.parameterCount();
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        evaluations += y.batch();
        field.eval(t, y, c, dydt);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        evaluations += y.batch();
        field.vjp(t, y, c, a, into);
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
        evaluations += y.batch();
        field.jvp(t, y, c, v, out);
    }

    @Override
    public Linearization newLinearization(int batch, boolean ofParameters) {
        Linearization own = field.newLinearization(batch, ofParameters);
        return new Linearization() {
            @Override
            public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
                evaluations += y.batch();
                own.eval(t, y, c, dydt);
            }

            @Override
            public void vjp(Matrix a, FieldGradient into) {
                own.vjp(a, into);
            }
        };
    }
}
