package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.VectorField;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code y} above those of its tangent {@code v}, in a step that begins at {@code t₀} and whose size
 * {@code h} has the tangent {@code ρh}:
 *
 * <pre>
 * d(y, v)/dt = (f, ∂f/∂y v + ∂f/∂t (ṫ₀ + ρ (t − t₀)) + ∂f/∂p ṗ + ∂f/∂c ċ + ρ f)
 * </pre>
 *
 * A Runge–Kutta step of constant size over this field is the exact tangent of the step over {@code f}. A workspace of
 * one thread.
 */
final class TangentField implements VectorField {

    private final DifferentiableField field;
    private final double[] start;
    private final Matrix y;
    private final Matrix v;
    private final Matrix slope;
    private final Matrix push;
    private final double[] time;
    private final FieldTangent tangent;
    private double[] t0 = {};
    private double[] growth = {};

    /**
     * Creates the field.
     *
     * @param field the field whose tangent is wanted
     * @param start tangents {@code ṫ₀}, one a lane
     * @param parameters {@code ṗ}, or null
     * @param context {@code ċ}, or null
     * @param features rows of the field's state
     * @param batch samples
     */
    TangentField(
            DifferentiableField field,
            double[] start,
            double @Nullable [] parameters,
            @Nullable Matrix context,
            int features,
            int batch) {
        this.field = field;
        this.start = start;
        y = Matrix.zeros(features, batch);
        v = Matrix.zeros(features, batch);
        slope = Matrix.zeros(features, batch);
        push = Matrix.zeros(features, batch);
        time = new double[y.lanes()];
        tangent = new FieldTangent(v, time, parameters, context);
    }

    /**
     * Opens the next step.
     *
     * @param begin times {@code t₀}, one a lane
     * @param rate {@code ρ}, one a lane
     */
    void open(double[] begin, double[] rate) {
        t0 = begin;
        growth = rate;
    }

    @Override
    public void eval(double[] t, Matrix pair, Context c, Matrix derivative) {
        int features = y.features();
        AugmentedField.view(pair, 0, y);
        AugmentedField.view(pair, features, v);
        AugmentedField.view(derivative, 0, slope);
        AugmentedField.view(derivative, features, push);
        field.eval(t, y, c, slope);
        for (int b = 0; b < y.batch(); b++) {
            time[b] = start[b] + growth[b] * (t[b] - t0[b]);
        }
        field.jvp(t, y, c, tangent, push);
        for (int f = 0; f < features; f++) {
            StageKernels.addProductPerLane(growth, slope.row(f), push.row(f), pair.lanes());
        }
    }
}
