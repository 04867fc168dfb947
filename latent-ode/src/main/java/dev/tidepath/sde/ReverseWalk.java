package dev.tidepath.sde;

import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;

/** What every way back has in common: where output adjoints join, and where the adjoint of the start goes. */
final class ReverseWalk {

    private final SdeGrid grid;
    private final Matrix outputAdjoints;
    private final TrajectoryGradient into;

    ReverseWalk(SdeSolution solution, SdeSolver solver, Matrix outputAdjoints, TrajectoryGradient into) {
        if (into.outputTimes() != null || into.startTimes() != null || into.endTimes() != null) {
            throw new IllegalArgumentException(
                    "a solution along a Brownian path has no derivative with respect to times");
        }
        int features = solution.finalStates().features();
        Matrix.requireShape(
                "adjoints of the outputs",
                outputAdjoints,
                features,
                solution.at().total());
        this.grid = new SdeGrid(solution.at(), solver);
        this.outputAdjoints = outputAdjoints;
        this.into = into;
    }

    SdeGrid grid() {
        return grid;
    }

    /** Adds the adjoints of the outputs after a step to those of the state there. */
    void addOutputs(int step, Matrix adjoint) {
        int stretch = grid.stretchAfter(step);
        for (int b = 0; stretch >= 0 && b < adjoint.batch(); b++) {
            int column = grid.column(stretch, b);
            for (int f = 0; column >= 0 && f < adjoint.features(); f++) {
                adjoint.row(f)[b] += outputAdjoints.row(f)[column];
            }
        }
    }

    void close(Matrix adjoint) {
        Matrix initial = into.initialState();
        for (int f = 0; initial != null && f < adjoint.features(); f++) {
            StageKernels.add(adjoint.row(f), initial.row(f), adjoint.lanes());
        }
    }
}
