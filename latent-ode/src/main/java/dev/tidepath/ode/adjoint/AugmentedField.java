package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.Linearization;
import dev.tidepath.ode.VectorField;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/** {@code d(y, a)/dt = (f, −aᵀ ∂f/∂y)}: the rows of {@code y} above those of {@code a}. A workspace of one thread. */
public final class AugmentedField implements VectorField {

    private final Linearization field;
    private final Matrix y;
    private final Matrix a;
    private final Matrix slope;
    private final Matrix product;
    private final FieldGradient gradient;

    /**
     * Creates the field.
     *
     * @param field the field whose adjoint is solved
     * @param features rows of its state
     * @param batch samples
     */
    public AugmentedField(DifferentiableField field, int features, int batch) {
        this.field = field.newLinearization(batch, false);
        y = Matrix.zeros(features, batch);
        a = Matrix.zeros(features, batch);
        slope = Matrix.zeros(features, batch);
        product = Matrix.zeros(features, batch);
        gradient = FieldGradient.ofState(product);
    }

    @Override
    public void eval(double[] t, Matrix augmented, Context c, Matrix derivative) {
        int features = y.features();
        view(augmented, 0, y);
        view(augmented, features, a);
        view(derivative, 0, slope);
        view(derivative, features, product);
        field.eval(t, y, c, slope);
        int lanes = augmented.lanes();
        for (double[] row : product.rows()) {
            Arrays.fill(row, 0, lanes, 0.0);
        }
        field.vjp(a, gradient);
        for (double[] row : product.rows()) {
            StageKernels.negate(row, lanes);
        }
    }

    /** Lets a matrix share consecutive rows of a taller one of the same batch. */
    static void view(Matrix tall, int first, Matrix view) {
        System.arraycopy(tall.rows(), first, view.rows(), 0, view.features());
    }
}
