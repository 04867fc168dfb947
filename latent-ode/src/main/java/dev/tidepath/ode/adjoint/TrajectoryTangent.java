package dev.tidepath.ode.adjoint;

import dev.tidepath.tensor.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * A direction in everything a solution depends on, for {@link ForwardSensitivity}: the counterpart of
 * {@link TrajectoryGradient}, with the same meaning of the parts. A part that is {@code null} is zero.
 *
 * @param initialState of {@code y0}: features × batch
 * @param parameters of the field's parameters: one direction for the whole batch
 * @param context of the context: context features × batch
 * @param outputTimes of each output time, packed like the outputs
 * @param startTimes of each sample's start
 * @param endTimes of each sample's end
 */
public record TrajectoryTangent(
        @Nullable Matrix initialState,
        double @Nullable [] parameters,
        @Nullable Matrix context,
        double @Nullable [] outputTimes,
        double @Nullable [] startTimes,
        double @Nullable [] endTimes) {

    /**
     * A direction without times.
     *
     * @param initialState of {@code y0}, or null
     * @param parameters of the parameters, or null
     * @param context of the context, or null
     * @return a tangent
     */
    public static TrajectoryTangent of(
            @Nullable Matrix initialState, double @Nullable [] parameters, @Nullable Matrix context) {
        return new TrajectoryTangent(initialState, parameters, context, null, null, null);
    }

    /**
     * The derivative of a loss in this direction.
     *
     * @param gradient gradient of the loss; parts that are absent there or here count as zero
     * @return {@code Σ gradient · tangent} over all parts
     */
    public double dot(TrajectoryGradient gradient) {
        return dot(gradient.initialState(), initialState)
                + dot(gradient.parameters(), parameters)
                + dot(gradient.context(), context)
                + dot(gradient.outputTimes(), outputTimes)
                + dot(gradient.startTimes(), startTimes)
                + dot(gradient.endTimes(), endTimes);
    }

    /** {@code Σ gᵢ vᵢ} over the entries that move, {@code vᵢ ≠ 0}; zero if one of them is absent. */
    private static double dot(double @Nullable [] g, double @Nullable [] v) {
        double sum = 0;
        for (int i = 0; g != null && v != null && i < Math.min(g.length, v.length); i++) {
            sum += v[i] == 0 ? 0 : g[i] * v[i];
        }
        return sum;
    }

    /** {@code Σ x_fb y_fb}; zero if one of them is absent. */
    static double dot(@Nullable Matrix x, @Nullable Matrix y) {
        double sum = 0;
        for (int f = 0; x != null && y != null && f < x.features(); f++) {
            for (int b = 0; b < x.batch(); b++) {
                sum += x.get(f, b) * y.get(f, b);
            }
        }
        return sum;
    }
}
