package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the arguments and the results of a way back. */
final class Checks {

    private Checks() {}

    /** Adjoints have the outputs' shape and are finite where a sample succeeded. */
    static void adjoints(Solution solution, Healthy healthy, Matrix adjoints) {
        SaveAt at = solution.saveAt();
        Matrix.requireShape(
                "adjoints of the outputs", adjoints, solution.finalStates().features(), at.total());
        for (int b = 0; b < at.batch(); b++) {
            for (int column = at.offset(b); column < at.offset(b + 1) && healthy.test(b); column++) {
                for (int f = 0; f < adjoints.features(); f++) {
                    if (!Double.isFinite(adjoints.get(f, column))) {
                        throw new IllegalArgumentException("the adjoint of feature " + f + " of output "
                                + (column - at.offset(b)) + " of sample " + b + " is " + adjoints.get(f, column));
                    }
                }
            }
        }
    }

    /** The parts of a gradient, or of a tangent, that are present have the shapes of what they belong to. */
    static void parts(
            String what, int features, SaveAt at, Context c, DifferentiableField f, TrajectoryGradient parts) {
        if (parts.initialState() != null) {
            Matrix.requireShape(what + " of the initial state", parts.initialState(), features, at.batch());
        }
        if (parts.context() != null) {
            Matrix.requireShape(
                    what + " of the context", parts.context(), c.features().features(), at.batch());
        }
        length(what + " of the parameters", parts.parameters(), f.parameterCount());
        length(what + " of the output times", parts.outputTimes(), at.total());
        length(what + " of the start times", parts.startTimes(), at.batch());
        length(what + " of the end times", parts.endTimes(), at.batch());
    }

    private static void length(String what, double @Nullable [] array, int least) {
        if (array != null && array.length < least) {
            throw new ShapeException(what, least, array.length);
        }
    }

    /** Sums over the way back are finite; that a sample's adjoint is has been seen before. */
    static void finite(double @Nullable [] parameters, @Nullable Matrix context) {
        for (int i = 0; parameters != null && i < parameters.length; i++) {
            if (!Double.isFinite(parameters[i])) {
                throw notFinite("parameter " + i, parameters[i]);
            }
        }
        for (int f = 0; context != null && f < context.features(); f++) {
            for (int b = 0; b < context.batch(); b++) {
                if (!Double.isFinite(context.get(f, b))) {
                    throw notFinite("feature " + f + " of the context of sample " + b, context.get(f, b));
                }
            }
        }
    }

    private static ArithmeticException notFinite(String what, double gradient) {
        return new ArithmeticException("the gradient with respect to " + what + " is " + gradient
                + " although every adjoint of the state is finite; check the field's vjp");
    }
}
