package dev.tidepath.sde;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.ode.adjoint.AugmentedField;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.Kernels;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/** A solution with its outputs alone; see {@link ReverseSdeAdjoint}. */
record ReverseTrajectory(
        SdeSolver solver, Sde<DifferentiableField> equation, Context context, BrownianPaths paths, SdeSolution solution)
        implements SdeAdjoint.Trajectory {

    @Override
    public void backward(Matrix outputAdjoints, TrajectoryGradient into) {
        new Way(outputAdjoints, into).walk();
    }

    /** One way back: states above adjoints in one tall state. */
    private final class Way {
        private final int features = solution.finalStates().features();
        private final int batch = solution.at().batch();
        private final ReverseWalk walk;
        private final TrajectoryGradient into;
        private final StochasticStep step;
        private final Matrix tall = Matrix.zeros(2 * features, batch);
        private final Matrix y = rows(tall, 0);
        private final Matrix a = rows(tall, features);
        private final Matrix bar = Matrix.zeros(features, batch);
        private final Matrix[] stageStates;
        private final Matrix[] stageAdjoints;
        private final double[] scratch = new double[tall.lanes()];
        private final FieldGradient sums;

        Way(Matrix outputAdjoints, TrajectoryGradient into) {
            this.into = into;
            walk = new ReverseWalk(solution, solver, outputAdjoints, into);
            Sde<AugmentedField> augmented = new Sde<>(
                    new AugmentedField(equation.drift(), features, batch),
                    new AugmentedField(equation.diffusion(), features, batch),
                    null,
                    equation.calculus(),
                    equation.additive());
            int[] noises = new int[2 * features];
            Arrays.setAll(noises, f -> f % features < paths.features() ? f % features : -1);
            StochasticStep.Fields fields = StochasticStep.Fields.of(solver.method(), augmented);
            step = new StochasticStep(solver.method(), fields, noises, batch);
            int stages = solver.method().stages();
            stageStates = new Matrix[stages];
            stageAdjoints = new Matrix[stages];
            Arrays.setAll(stageStates, i -> rows(step.stage(i), 0));
            Arrays.setAll(stageAdjoints, i -> rows(step.stage(i), features));
            sums = new FieldGradient(null, null, into.parameters(), into.context());
        }

        private Matrix rows(Matrix all, int first) {
            return Matrix.ofRows(Arrays.copyOfRange(all.rows(), first, first + features), batch);
        }

        void walk() {
            Increments increments = new Increments(paths);
            double[] t = new double[tall.lanes()];
            double[] to = new double[tall.lanes()];
            double[] h = new double[tall.lanes()];
            y.copyFrom(solution.finalStates());
            walk.grid().times(walk.grid().count(), t);
            increments.start(t);
            for (int k = walk.grid().count() - 1; k >= 0; k--) {
                putBack(k);
                walk.addOutputs(k, a);
                walk.grid().times(k, to);
                SdeSolver.difference(to, t, h);
                increments.advance(to, h);
                step.attempt(t, h, increments, tall, context);
                if (into.parameters() != null || into.context() != null) {
                    addIntegrals(h, increments);
                }
                tall.copyFrom(step.next());
                System.arraycopy(to, 0, t, 0, to.length);
            }
            requireFinite(t);
            walk.close(a);
        }

        /** The state at an output is the output, whatever the way back has come to. */
        private void putBack(int k) {
            int stretch = walk.grid().stretchAfter(k);
            for (int b = 0; stretch >= 0 && b < batch; b++) {
                int column = walk.grid().column(stretch, b);
                for (int f = 0; column >= 0 && f < features; f++) {
                    y.row(f)[b] = solution.outputs().row(f)[column];
                }
            }
        }

        /** The integrals over parameters and context of a step, which leads back: hence their sign. */
        private void addIntegrals(double[] h, Increments w) {
            StochasticWeights weights = step.weights();
            for (int i = 0; i < weights.stages(); i++) {
                if (weights.last().drift()[i] != 0) {
                    Kernels.scaleShift(-weights.last().drift()[i], h, 0.0, scratch, bar.lanes());
                    for (int f = 0; f < features; f++) {
                        StageKernels.scale(scratch, stageAdjoints[i].row(f), bar.row(f), bar.lanes());
                    }
                    equation.drift().vjp(step.driftTimes(i), stageStates[i], context, bar, sums);
                }
                bar.clear();
                boolean noisy = false;
                for (int f = 0; f < features; f++) {
                    if (step.noiseWeight(weights.last(), i, f, w, scratch)) {
                        noisy = true;
                        StageKernels.scale(scratch, stageAdjoints[i].row(f), bar.row(f), bar.lanes());
                        StageKernels.negate(bar.row(f), bar.lanes());
                    }
                }
                if (noisy) {
                    equation.diffusion().vjp(step.diffusionTimes(i), stageStates[i], context, bar, sums);
                }
            }
        }

        private void requireFinite(double[] t) {
            for (int b = 0; b < batch; b++) {
                for (int f = 0; f < features; f++) {
                    if (!Double.isFinite(a.get(f, b))) {
                        throw new OdeException(SolveStatus.NON_FINITE, b, t[b], 0);
                    }
                }
            }
        }
    }
}
