package dev.tidepath.benchmarks;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.Linearization;
import dev.tidepath.tensor.Matrix;

/** Counts the calls of a field, each for the whole batch, and lets somebody look before every one. */
final class WatchedField implements DifferentiableField {

    private final DifferentiableField field;
    private final Runnable before;
    private long evaluations;
    private long products;

    WatchedField(DifferentiableField field, Runnable before) {
        this.field = field;
        this.before = before;
    }

    long evaluations() {
        return evaluations;
    }

    /** Calls for a product with the Jacobian. */
    long products() {
        return products;
    }

    long calls() {
        return evaluations + products;
    }

    @Override
    public int parameterCount() {
        return field.parameterCount();
    }

    @Override
    public Linearization newLinearization(int batch, boolean ofParameters) {
        Linearization linearization = field.newLinearization(batch, ofParameters);
        return new Linearization() {
            @Override
            public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
                evaluations++;
                before.run();
                linearization.eval(t, y, c, dydt);
            }

            @Override
            public void vjp(Matrix a, FieldGradient into) {
                products++;
                before.run();
                linearization.vjp(a, into);
            }
        };
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        evaluations++;
        before.run();
        field.eval(t, y, c, dydt);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        products++;
        before.run();
        field.vjp(t, y, c, a, into);
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
        products++;
        before.run();
        field.jvp(t, y, c, v, out);
    }
}
