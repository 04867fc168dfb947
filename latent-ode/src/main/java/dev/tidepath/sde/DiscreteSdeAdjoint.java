package dev.tidepath.sde;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The discrete adjoint: the exact gradient of what the solver computed. The state before every step is kept; stages and
 * Brownian increments are computed again on the way back, the increments from their key.
 *
 * <p>Milstein's methods need an equation whose correction is differentiable.
 */
public record DiscreteSdeAdjoint() implements SdeAdjoint {

    @Override
    public Trajectory solve(
            SdeSolver solver, Sde<DifferentiableField> equation, Matrix y0, Context c, SaveAt at, BrownianPaths paths) {
        List<Matrix> states = new ArrayList<>();
        SdeSolution solution = solver.solve(equation, y0, c, at, paths, (step, y) -> states.add(y.slice(0, y.batch())))
                .orThrow();
        return new Steps(solver, equation, c, paths, solution, states);
    }

    private record Steps(
            SdeSolver solver,
            Sde<DifferentiableField> equation,
            Context context,
            BrownianPaths paths,
            SdeSolution solution,
            List<Matrix> states)
            implements Trajectory {

        @Override
        public void backward(Matrix outputAdjoints, TrajectoryGradient into) {
            ReverseWalk walk = new ReverseWalk(solution, solver, outputAdjoints, into);
            int features = solution.finalStates().features();
            StochasticPullback pullback = new StochasticPullback(
                    solver.method(),
                    equation,
                    StochasticStep.noises(features, paths.features()),
                    solution.at().batch(),
                    into);
            Matrix adjoint = Matrix.zeros(features, solution.at().batch());
            Increments increments = new Increments(paths);
            double[] t = new double[adjoint.lanes()];
            double[] to = new double[adjoint.lanes()];
            double[] h = new double[adjoint.lanes()];
            walk.grid().times(states.size(), to);
            increments.start(to);
            for (int k = states.size() - 1; k >= 0; k--) {
                walk.addOutputs(k, adjoint);
                walk.grid().times(k, t);
                SdeSolver.difference(to, t, h);
                increments.retreat(t, h);
                pullback.pull(t, h, increments, states.get(k), context, adjoint);
                System.arraycopy(t, 0, to, 0, t.length);
            }
            walk.close(adjoint);
        }
    }
}
