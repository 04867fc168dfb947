package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Directions for {@link DifferentiableField#jvp}. A part that is {@code null} is zero.
 *
 * @param state features × batch
 * @param time one entry a lane
 * @param parameters one direction for the whole batch
 * @param context context features × batch
 */
public record FieldTangent(
        @Nullable Matrix state,
        double @Nullable [] time,
        double @Nullable [] parameters,
        @Nullable Matrix context) {

    /**
     * A direction in the state alone.
     *
     * @param state features × batch
     * @return a tangent of one part
     */
    public static FieldTangent ofState(Matrix state) {
        return new FieldTangent(state, null, null, null);
    }
}
