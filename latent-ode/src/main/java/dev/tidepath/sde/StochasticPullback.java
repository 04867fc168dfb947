package dev.tidepath.sde;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.Linearization;
import dev.tidepath.ode.VectorField;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.Kernels;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The transpose of a {@link StochasticStep}: a workspace of one thread, allocating nothing later. With λ the adjoint of the
 * step's end and ηₖ those of the stages,
 *
 * <pre>
 * f̄ⱼ = h (αⱼ λ + Σₖ aₖⱼ ηₖ)      ḡⱼ = (βⱼ ΔW + γⱼ I/h) λ + Σₖ (bₖⱼ ΔW + eₖⱼ I/h) ηₖ
 * ηⱼ = (∂f/∂y)ᵀ f̄ⱼ + (∂g/∂y)ᵀ ḡⱼ     λ ← λ + Σⱼ ηⱼ
 * </pre>
 */
final class StochasticPullback {

    private final StochasticStep step;
    private final StochasticWeights weights;
    private final int features;
    private final Linearization[] drift;
    private final Linearization[] diffusion;
    private final @Nullable Linearization correction;
    private final Matrix[] stageAdjoints;
    private final FieldGradient[] sums;
    private final Matrix bar;
    private final double[] scratch;

    StochasticPullback(
            StochasticTableau tableau,
            Sde<DifferentiableField> equation,
            int[] noises,
            int batch,
            TrajectoryGradient into) {
        features = noises.length;
        int stages = tableau.stages();
        boolean ofParameters = into.parameters() != null;
        drift = linearizations(equation.drift(), stages, batch, ofParameters);
        diffusion = linearizations(equation.diffusion(), stages, batch, ofParameters);
        StochasticStep.Fields plain = StochasticStep.Fields.of(tableau, equation);
        DifferentiableField product = equation.correction();
        correction =
                plain.correction() == null || product == null ? null : product.newLinearization(batch, ofParameters);
        VectorField corrected = correction == null ? null : correction::eval;
        step = new StochasticStep(
                tableau,
                new StochasticStep.Fields(evaluations(drift), evaluations(diffusion), corrected),
                noises,
                batch);
        weights = step.weights();
        stageAdjoints = new Matrix[stages];
        Arrays.setAll(stageAdjoints, i -> Matrix.zeros(features, batch));
        sums = new FieldGradient[stages];
        Arrays.setAll(sums, i -> new FieldGradient(stageAdjoints[i], null, into.parameters(), into.context()));
        bar = Matrix.zeros(features, batch);
        scratch = new double[bar.lanes()];
    }

    private static Linearization[] linearizations(
            DifferentiableField field, int stages, int batch, boolean ofParameters) {
        Linearization[] all = new Linearization[stages];
        Arrays.setAll(all, i -> field.newLinearization(batch, ofParameters));
        return all;
    }

    private static VectorField[] evaluations(Linearization[] points) {
        VectorField[] fields = new VectorField[points.length];
        Arrays.setAll(fields, i -> points[i]::eval);
        return fields;
    }

    /** Repeats a step and pulls the adjoint of its end back to its beginning. */
    void pull(double[] t, double[] h, Increments w, Matrix y, Context c, Matrix adjoint) {
        step.attempt(t, h, w, y, c);
        for (int j = weights.stages() - 1; j >= 0; j--) {
            stageAdjoints[j].clear();
            if (weights.usesDrift(j)) {
                driftAdjoint(j, h, adjoint);
                drift[j].vjp(bar, sums[j]);
            }
            if (weights.usesDiffusion(j)) {
                diffusionAdjoint(j, w, adjoint);
                diffusion[j].vjp(bar, sums[j]);
            }
            if (j == 0 && correction != null) {
                correctionAdjoint(h, w, adjoint);
                correction.vjp(bar, sums[j]);
            }
        }
        for (Matrix eta : stageAdjoints) {
            for (int f = 0; f < features; f++) {
                StageKernels.add(eta.row(f), adjoint.row(f), adjoint.lanes());
            }
        }
    }

    private void driftAdjoint(int j, double[] h, Matrix adjoint) {
        int lanes = adjoint.lanes();
        for (int f = 0; f < features; f++) {
            Kernels.scaleShift(weights.last().drift()[j], adjoint.row(f), 0.0, scratch, lanes);
            for (int k = j + 1; k < weights.stages(); k++) {
                Kernels.axpy(weights.stage(k).drift()[j], stageAdjoints[k].row(f), scratch, lanes);
            }
            StageKernels.scale(h, scratch, bar.row(f), lanes);
        }
    }

    private void diffusionAdjoint(int j, Increments w, Matrix adjoint) {
        bar.clear();
        for (int f = 0; f < features; f++) {
            addNoise(weights.last(), j, f, w, adjoint);
            for (int k = j + 1; k < weights.stages(); k++) {
                addNoise(weights.stage(k), j, f, w, stageAdjoints[k]);
            }
        }
    }

    private void addNoise(StochasticWeights.Row row, int j, int f, Increments w, Matrix adjoint) {
        if (step.noiseWeight(row, j, f, w, scratch)) {
            StageKernels.addProductPerLane(scratch, adjoint.row(f), bar.row(f), adjoint.lanes());
        }
    }

    private void correctionAdjoint(double[] h, Increments w, Matrix adjoint) {
        bar.clear();
        for (int f = 0; f < features; f++) {
            if (step.noisy(f)) {
                step.correctionWeight(f, h, w, scratch);
                StageKernels.scale(scratch, adjoint.row(f), bar.row(f), adjoint.lanes());
            }
        }
    }
}
