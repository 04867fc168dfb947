package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/** Shapes of a way back. */
final class Checks {

    private Checks() {}

    static void shapes(Solution solution, DifferentiableField f, Context c, Matrix adjoints, TrajectoryGradient into) {
        SaveAt at = solution.saveAt();
        int features = solution.finalStates().features();
        Matrix.requireShape("adjoints of the outputs", adjoints, features, at.total());
        if (into.initialState() != null) {
            Matrix.requireShape("gradient of the initial state", into.initialState(), features, at.batch());
        }
        if (into.context() != null) {
            Matrix.requireShape(
                    "gradient of the context", into.context(), c.features().features(), at.batch());
        }
        length("gradient of the parameters", into.parameters(), f.parameterCount());
        length("gradient of the output times", into.outputTimes(), at.total());
        length("gradient of the start times", into.startTimes(), at.batch());
        length("gradient of the end times", into.endTimes(), at.batch());
    }

    private static void length(String what, double @Nullable [] array, int least) {
        if (array != null && array.length < least) {
            throw new ShapeException(what, least, array.length);
        }
    }
}
