package dev.tidepath.sde;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.VectorField;
import dev.tidepath.tensor.Matrix;

/** {@code (∂g/∂y) g}: the derivative of a field along itself. A workspace of one thread. */
final class DirectionalDerivative implements VectorField {

    private final DifferentiableField field;
    private final Matrix direction;
    private final FieldTangent tangent;

    DirectionalDerivative(DifferentiableField field, int features, int batch) {
        this.field = field;
        direction = Matrix.zeros(features, batch);
        tangent = FieldTangent.ofState(direction);
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix product) {
        if (direction.batch() != y.batch()) {
            direction.resize(y.batch());
        }
        field.eval(t, y, c, direction);
        field.jvp(t, y, c, tangent, product);
    }
}
