package dev.tidepath.latent;

import dev.tidepath.nn.FieldProgram;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * States that follow an ODE: one solve, read at all output times.
 *
 * @param program the field
 * @param context what the field reads besides, made of the readings at each lane's output
 */
record OdeTransition(FieldProgram program, Function<Readings, Context> context) implements Transition {

    static OdeTransition of(FieldProgram program) {
        return new OdeTransition(program, readings -> Context.none());
    }

    @Override
    public Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        OdeSolver lent = lending(solver, program.stateSize(), capacity);
        return along(program.bind(values, capacity), lent, adjoint, (at, readings) -> context.apply(readings));
    }

    /** A solver for many short solves on one thread. */
    static OdeSolver lending(OdeSolver solver, int stateSize, int capacity) {
        LentStepper lent = new LentStepper(solver.stepper(), stateSize, capacity);
        return new OdeSolver(lent, solver.controller(), solver.maxSteps());
    }

    /** Solves with a field whose context depends on more than the readings. */
    static Run along(
            DifferentiableField field,
            OdeSolver solver,
            Adjoint adjoint,
            BiFunction<SaveAt, Readings, Context> context) {
        return (states, at, readings) ->
                new Solved(adjoint.solve(solver, field, states, context.apply(at, readings), at));
    }

    private record Solved(Adjoint.Trajectory trajectory, Matrix outputs) implements Path {

        Solved(Adjoint.Trajectory trajectory) {
            this(trajectory, trajectory.solution().orThrow().outputs());
        }

        @Override
        public void backward(Matrix outputAdjoints, Matrix stateAdjoints, double[] gradient) {
            trajectory.backward(outputAdjoints, TrajectoryGradient.of(stateAdjoints, gradient, null));
        }
    }
}
