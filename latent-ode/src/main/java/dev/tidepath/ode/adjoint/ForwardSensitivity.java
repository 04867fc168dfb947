package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.ode.Stepper;
import dev.tidepath.tensor.Matrix;

/**
 * Forward sensitivities: pushes a direction in initial state, parameters, context and times through the accepted steps
 * of a solve, {@code J v} where {@link CheckpointedAdjoint} gives {@code Jᵀ ω}. Both are exact derivatives of the same
 * computation, with the steps' sizes held constant: {@code ⟨ω, J v⟩ = ⟨Jᵀ ω, v⟩} up to rounding.
 *
 * <p>With {@code ẏ}, {@code ṫ} and {@code ḣ} the tangents of a step's beginning, its time and its size ({@code ḣ = 0}
 * but for the last step, {@code ṫ_end − ṫ_start} there), the tangent of a stage and of an output at {@code θ} are
 *
 * <pre>
 * k̇ᵢ = ∂f/∂y Ẏᵢ + ∂f/∂t (ṫ + cᵢ ḣ) + ∂f/∂p ṗ + ∂f/∂c ċ,    Ẏᵢ = ẏ + h Σⱼ aᵢⱼ k̇ⱼ + ḣ Σⱼ aᵢⱼ kⱼ
 * ẏ(θ) = ẏ + h Σᵢ wᵢ(θ) k̇ᵢ + ḣ Σᵢ wᵢ(θ) kᵢ + (τ̇ − ṫ − θ ḣ) Σᵢ wᵢ'(θ) kᵢ
 * </pre>
 *
 * <p>One direction costs an evaluation and a {@code jvp} a stage, some five solves, in memory that does not depend on
 * the number of steps: the choice for few directions and many outputs. Columns of samples that failed are zero.
 *
 * <p>A workspace of one thread.
 */
public final class ForwardSensitivity {

    private final Stepper stepper;
    private final StepRecord steps;
    private final DifferentiableField field;
    private final Matrix y0;
    private final Context context;
    private final SaveAt at;
    private final Healthy healthy;

    /**
     * Takes the steps of an earlier solve.
     *
     * @param solver the solver
     * @param steps accepted steps, by {@link dev.tidepath.ode.StepRecorder} or {@link Adjoint.Trajectory#steps}
     * @param f the field
     * @param y0 initial states, features × batch; kept, must not change
     * @param c what the field reads besides; kept, must not change
     * @param at intervals and output times of the solve
     * @throws IllegalArgumentException if batches differ
     */
    public ForwardSensitivity(
            OdeSolver solver, StepRecord steps, DifferentiableField f, Matrix y0, Context c, SaveAt at) {
        Matrix.requireShape("initial states", y0, y0.features(), at.batch());
        Matrix.requireShape("initial states", y0, y0.features(), steps.batch());
        c.requireBatch(at.batch());
        stepper = solver.stepper();
        healthy = new Healthy(at.batch(), steps::status);
        this.steps = healthy.repaired(steps);
        field = f;
        this.y0 = healthy.repaired(y0);
        context = healthy.repaired(c);
        this.at = at;
    }

    /**
     * Pushes a direction forward.
     *
     * @param v the direction
     * @return tangents of the outputs, packed: features × {@code at.total()}
     * @throws IllegalArgumentException if a shape does not fit
     */
    public Matrix push(TrajectoryTangent v) {
        TrajectoryGradient shapes = new TrajectoryGradient(
                v.initialState(), v.parameters(), v.context(), v.outputTimes(), v.startTimes(), v.endTimes());
        Checks.parts("tangent", y0.features(), at, context, field, shapes);
        Matrix outputs = Matrix.zeros(y0.features(), at.total());
        if (!healthy.none()) {
            new TangentPass(stepper, steps, healthy, field, context, at).run(y0, v, outputs);
        }
        return outputs;
    }
}
