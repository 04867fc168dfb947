package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link DifferentiableField#vjp} adds its products. A part that is {@code null} is not wanted.
 *
 * @param state features × batch
 * @param time one entry a lane
 * @param parameters {@link DifferentiableField#parameterCount()} entries, summed over the batch
 * @param context context features × batch
 */
public record FieldGradient(
        @Nullable Matrix state,
        double @Nullable [] time,
        double @Nullable [] parameters,
        @Nullable Matrix context) {

    /**
     * Only the product with respect to the state.
     *
     * @param state features × batch
     * @return a gradient of one part
     */
    public static FieldGradient ofState(Matrix state) {
        return new FieldGradient(state, null, null, null);
    }
}
