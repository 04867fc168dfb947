package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.AcceptedSteps;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.Step;
import dev.tidepath.ode.StepObserver;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneCopies;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/**
 * Sums {@code ∫ aᵀ ∂f/∂(p, c) dt} over the nodes of accepted steps of the augmented solve, each lane's adjoint scaled by
 * its step size and the node's weight. Lanes without an accepted step stand at their state with adjoint zero.
 */
final class QuadratureSums implements StepObserver {

    private final DifferentiableField field;
    private final Context context;
    private final FieldGradient sums;
    private final double[] scale;
    private final Matrix node;
    private final Matrix y;
    private final Matrix a;
    private final double[] time;
    private final double[] factor;

    /**
     * Creates the sums.
     *
     * @param field the field
     * @param context what it reads
     * @param sums where the integrals are added
     * @param scale what each lane's adjoint is to be multiplied by
     * @param features rows of the field's state
     * @param batch samples
     */
    QuadratureSums(
            DifferentiableField field, Context context, FieldGradient sums, double[] scale, int features, int batch) {
        this.field = field;
        this.context = context;
        this.sums = sums;
        this.scale = scale;
        node = Matrix.zeros(2 * features, batch);
        y = Matrix.zeros(features, batch);
        a = Matrix.zeros(features, batch);
        AugmentedField.view(node, 0, y);
        time = new double[node.lanes()];
        factor = new double[node.lanes()];
    }

    @Override
    public void accepted(AcceptedSteps steps) {
        Step step = steps.step();
        for (int i = 0; i < step.nodes(); i++) {
            double weight = step.weight(i);
            if (weight != 0.0) {
                step.node(i, steps.states(), time, node);
                scaleAdjoints(steps, weight);
                field.vjp(time, y, context, a, sums);
            }
        }
    }

    private void scaleAdjoints(AcceptedSteps steps, double weight) {
        Arrays.fill(factor, 0.0);
        for (int i = 0; i < steps.count(); i++) {
            int lane = steps.lane(i);
            factor[lane] = -steps.sizes()[lane] * weight * scale[lane];
        }
        int next = 0;
        Matrix before = steps.states();
        for (int lane = 0; lane < before.batch(); lane++) {
            if (next < steps.count() && steps.lane(next) == lane) {
                next++;
            } else {
                time[lane] = steps.times()[lane];
                LaneCopies.copyColumn(before.rows(), lane, node.rows(), lane);
            }
        }
        int features = y.features();
        for (int f = 0; f < features; f++) {
            StageKernels.scale(factor, node.row(features + f), a.row(f), node.lanes());
        }
    }
}
