package dev.tidepath.benchmarks;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;

/**
 * The gradient of the sum of squares of all outputs with respect to the weights and the initial states.
 *
 * @param field the network
 * @param y0 initial states
 * @param at output times
 */
record SquaresGradient(MlpField field, Matrix y0, SaveAt at) {

    /** One full pass, forward and back, with new memory; the gradient in the order of {@link MlpField#flat}. */
    double[] of(OdeSolver solver, Adjoint adjoint, DifferentiableField f) {
        return of(solver, adjoint, f, () -> {});
    }

    /** The same; says when the way forward is done. */
    double[] of(OdeSolver solver, Adjoint adjoint, DifferentiableField f, Runnable turning) {
        Adjoint.Trajectory trajectory = adjoint.solve(solver, f, y0, Context.none(), at);
        Solution solution = trajectory.solution().orThrow();
        turning.run();
        Matrix outputs = solution.outputs();
        Matrix adjoints = Matrix.zeros(outputs.features(), outputs.batch());
        for (int i = 0; i < outputs.features(); i++) {
            double[] values = outputs.row(i);
            double[] row = adjoints.row(i);
            for (int j = 0; j < outputs.batch(); j++) {
                row[j] = 2 * values[j];
            }
        }
        double[] parameters = new double[field.parameterCount()];
        Matrix initial = Matrix.zeros(y0.features(), y0.batch());
        trajectory.backward(adjoints, TrajectoryGradient.of(initial, parameters, null));
        return field.flat(parameters, initial);
    }

    DifferentiableField bind() {
        return field.bind(y0.batch());
    }

    /** The most attempted steps of a sample. */
    int steps(OdeSolver solver) {
        return Cost.of(solver.solve(bind(), y0, Context.none(), at).orThrow()).steps();
    }
}
