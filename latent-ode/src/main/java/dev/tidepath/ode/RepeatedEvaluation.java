package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/** The linearization of a field that keeps nothing: it is evaluated again on the way back. */
final class RepeatedEvaluation implements Linearization {

    private final DifferentiableField field;
    private double[] t = {};
    private Matrix y = Matrix.zeros(0, 0);
    private Context context = Context.none();

    /**
     * Wraps a field.
     *
     * @param field the field
     */
    RepeatedEvaluation(DifferentiableField field) {
        this.field = field;
    }

    @Override
    public void eval(double[] time, Matrix state, Context c, Matrix dydt) {
        t = time;
        y = state;
        context = c;
        field.eval(time, state, c, dydt);
    }

    @Override
    public void vjp(Matrix a, FieldGradient into) {
        field.vjp(t, y, context, a, into);
    }
}
