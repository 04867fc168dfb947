package dev.tidepath.benchmarks;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.CountedField;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;
import java.util.Optional;

/** Counts the calls of the fields it solves with, each for all samples under way, there and back. For one thread. */
final class CountedAdjoint implements Adjoint {

    private final Adjoint adjoint;
    private final Runnable before;
    private long forward;
    private long backward;

    CountedAdjoint(Adjoint adjoint, Runnable before) {
        this.adjoint = adjoint;
        this.before = before;
    }

    long forward() {
        return forward;
    }

    /** Evaluations and products with the Jacobian. */
    long backward() {
        return backward;
    }

    @Override
    public Trajectory solve(OdeSolver solver, DifferentiableField f, Matrix y0, Context c, SaveAt at) {
        CountedField counted = new CountedField(f, before);
        Trajectory trajectory = adjoint.solve(solver, counted, y0, c, at);
        forward += counted.calls().all();
        return new Trajectory() {
            @Override
            public Solution solution() {
                return trajectory.solution();
            }

            @Override
            public Optional<StepRecord> steps() {
                return trajectory.steps();
            }

            @Override
            public void backward(Matrix outputAdjoints, TrajectoryGradient into) {
                long until = counted.calls().all();
                trajectory.backward(outputAdjoints, into);
                backward += counted.calls().all() - until;
            }
        };
    }
}
