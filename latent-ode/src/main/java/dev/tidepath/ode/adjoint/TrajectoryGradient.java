package dev.tidepath.ode.adjoint;

import dev.tidepath.tensor.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link Adjoint.Trajectory#backward} adds the gradient of a loss. A part that is {@code null} is not wanted and
 * costs nothing. What is held constant is said with each part; step sizes are never differentiated.
 *
 * @param initialState with respect to {@code y0}: features × batch
 * @param parameters with respect to the field's parameters, summed over the batch
 * @param context with respect to the context: context features × batch
 * @param outputTimes with respect to each output time, packed like the outputs, through the dense output
 * @param startTimes with respect to each sample's start, output times and end constant: the steps move along, the last
 *     one gives way
 * @param endTimes with respect to each sample's end, output times constant: the last step grows. Zero but for the
 *     solver's error. An output placed at the end and moving with it has the sum of both as its derivative
 */
public record TrajectoryGradient(
        @Nullable Matrix initialState,
        double @Nullable [] parameters,
        @Nullable Matrix context,
        double @Nullable [] outputTimes,
        double @Nullable [] startTimes,
        double @Nullable [] endTimes) {

    /**
     * The parts that training needs.
     *
     * @param initialState with respect to {@code y0}, or null
     * @param parameters with respect to the parameters, or null
     * @param context with respect to the context, or null
     * @return a gradient without times
     */
    public static TrajectoryGradient of(
            @Nullable Matrix initialState, double @Nullable [] parameters, @Nullable Matrix context) {
        return new TrajectoryGradient(initialState, parameters, context, null, null, null);
    }

    boolean wantsTimes() {
        return outputTimes != null || startTimes != null || endTimes != null;
    }
}
