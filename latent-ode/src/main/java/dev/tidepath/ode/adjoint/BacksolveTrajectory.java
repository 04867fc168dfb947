package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.Integration;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.tensor.Matrix;
import java.util.Optional;

/** A solution with its outputs alone; see {@link BacksolveAdjoint}. */
final class BacksolveTrajectory implements Adjoint.Trajectory {

    private final OdeSolver solver;
    private final DifferentiableField field;
    private final Matrix y0;
    private final Context context;
    private final Solution solution;
    private final Healthy healthy;

    BacksolveTrajectory(OdeSolver solver, DifferentiableField field, Matrix y0, Context context, Solution solution) {
        this.solver = solver;
        this.field = field;
        this.solution = solution;
        healthy = new Healthy(solution.saveAt().batch(), solution::status);
        this.y0 = healthy.repaired(y0);
        this.context = healthy.repaired(context);
    }

    @Override
    public Solution solution() {
        return solution;
    }

    @Override
    public Optional<StepRecord> steps() {
        return Optional.empty();
    }

    @Override
    public void backward(Matrix outputAdjoints, TrajectoryGradient into) {
        Checks.adjoints(solution, healthy, outputAdjoints);
        Checks.parts("gradient", y0.features(), solution.saveAt(), context, field, into);
        if (healthy.none()) {
            return;
        }
        int features = y0.features();
        int batch = y0.batch();
        double[] scale = scales(outputAdjoints);
        double[] parameters = into.parameters();
        Matrix contextGradient = into.context();
        double[] parameterSums = parameters == null ? null : new double[parameters.length];
        Matrix contextSums = contextGradient == null ? null : Matrix.zeros(contextGradient.features(), batch);
        QuadratureSums sums = new QuadratureSums(
                field, context, new FieldGradient(null, null, parameterSums, contextSums), scale, features, batch);
        Integration integration = solver.newIntegration(2 * features, batch);
        Jumps jumps = new Jumps(solution, healthy, outputAdjoints, scale);
        jumps.place(integration, y0);
        boolean quadratures = parameters != null || contextGradient != null;
        integration.run(new AugmentedField(field, features, batch), context, jumps, quadratures ? sums : null);
        requireSuccess(integration);
        Checks.finite(parameterSums, contextSums);
        for (int i = 0; parameters != null && parameterSums != null && i < parameters.length; i++) {
            parameters[i] += parameterSums[i];
        }
        if (contextGradient != null && contextSums != null) {
            add(contextSums, contextGradient);
        }
        Matrix initial = Matrix.zeros(features, batch);
        for (int b = 0; b < batch; b++) {
            for (int f = 0; f < features; f++) {
                initial.set(f, b, integration.states().get(features + f, b) * scale[b]);
            }
        }
        if (into.initialState() != null) {
            add(initial, into.initialState());
        }
        if (into.wantsTimes()) {
            new TimeGradient(field, context, solution, healthy, y0).add(outputAdjoints, initial, into);
        }
    }

    /** For each sample a power of two near its largest output adjoint, 1 if it has none. */
    private double[] scales(Matrix adjoints) {
        SaveAt at = solution.saveAt();
        double[] scale = new double[y0.lanes()];
        for (int b = 0; b < at.batch(); b++) {
            double largest = 0;
            for (int column = at.offset(b); column < at.offset(b + 1) && healthy.test(b); column++) {
                for (int f = 0; f < adjoints.features(); f++) {
                    largest = Math.max(largest, Math.abs(adjoints.get(f, column)));
                }
            }
            boolean usable = largest > 0 && largest < Double.POSITIVE_INFINITY;
            scale[b] = usable ? Math.scalb(1.0, Math.getExponent(largest)) : 1.0;
        }
        return scale;
    }

    private static void add(Matrix summand, Matrix into) {
        for (int f = 0; f < into.features(); f++) {
            for (int b = 0; b < into.batch(); b++) {
                into.row(f)[b] += summand.get(f, b);
            }
        }
    }

    private void requireSuccess(Integration integration) {
        for (int b = 0; b < y0.batch(); b++) {
            Solution.SampleReport report = integration.report(b);
            if (report.status() != SolveStatus.SUCCESS) {
                throw new OdeException(report.status(), b, report.time(), report.lastStep());
            }
        }
    }
}
