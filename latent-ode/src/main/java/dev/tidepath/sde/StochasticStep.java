package dev.tidepath.sde;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.VectorField;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.Kernels;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One step of a {@link StochasticTableau} for all lanes of a batch: a workspace of one thread, allocating nothing later. */
final class StochasticStep {

    /** The fields at each stage, which may be linearizations of their own. */
    record Fields(
            VectorField[] drift,
            VectorField[] diffusion,
            @Nullable VectorField correction) {

        static Fields of(StochasticTableau tableau, Sde<? extends VectorField> equation) {
            VectorField[] drift = new VectorField[tableau.stages()];
            VectorField[] diffusion = new VectorField[tableau.stages()];
            Arrays.fill(drift, equation.drift());
            Arrays.fill(diffusion, equation.diffusion());
            boolean corrected = tableau.milstein() && !equation.additive();
            return new Fields(drift, diffusion, corrected ? equation.correction() : null);
        }
    }

    private final StochasticWeights weights;
    private final int[] noises;
    private final Fields fields;
    private final Matrix[] stages;
    private final double[][] driftTimes;
    private final double[][] diffusionTimes;
    private final Matrix[] drifts;
    private final Matrix[] diffusions;
    private final double[][][] driftRows;
    private final Matrix correction;
    private final Matrix next;
    private final double[] scratch;

    /**
     * Creates the workspace.
     *
     * @param tableau the method
     * @param fields what is solved
     * @param noises for each row which path drives it, −1 for none
     * @param batch samples
     */
    StochasticStep(StochasticTableau tableau, Fields fields, int[] noises, int batch) {
        this.weights = new StochasticWeights(tableau);
        this.fields = fields;
        this.noises = noises;
        int features = noises.length;
        int count = tableau.stages();
        stages = matrices(count, features, batch);
        drifts = matrices(count, features, batch);
        diffusions = matrices(count, features, batch);
        driftRows = new double[count][][];
        Arrays.setAll(driftRows, i -> drifts[i].rows());
        next = Matrix.zeros(features, batch);
        correction = Matrix.zeros(features, batch);
        driftTimes = new double[count][next.lanes()];
        diffusionTimes = new double[count][next.lanes()];
        scratch = new double[next.lanes()];
    }

    private static Matrix[] matrices(int count, int features, int batch) {
        Matrix[] all = new Matrix[count];
        Arrays.setAll(all, i -> Matrix.zeros(features, batch));
        return all;
    }

    /** The first rows are driven by one path each, those after them by none. */
    static int[] noises(int features, int paths) {
        int[] which = new int[features];
        Arrays.setAll(which, f -> f < paths ? f : -1);
        return which;
    }

    /** Attempts the step {@code h} from {@code (t, y)}. */
    void attempt(double[] t, double[] h, Increments w, Matrix y, Context c) {
        int lanes = y.lanes();
        for (int i = 0; i < stages.length; i++) {
            Matrix state = stages[i];
            combine(weights.stage(i), i, h, w, y, state);
            StageKernels.stageTimes(t, weights.driftNode(i), h, driftTimes[i], lanes);
            StageKernels.stageTimes(t, weights.diffusionNode(i), h, diffusionTimes[i], lanes);
            if (weights.usesDrift(i)) {
                fields.drift()[i].eval(driftTimes[i], state, c, drifts[i]);
            }
            if (weights.usesDiffusion(i)) {
                fields.diffusion()[i].eval(diffusionTimes[i], state, c, diffusions[i]);
            }
        }
        combine(weights.last(), stages.length, h, w, y, next);
        VectorField product = fields.correction();
        if (product != null) {
            product.eval(diffusionTimes[0], stages[0], c, correction);
            for (int f = 0; f < noises.length; f++) {
                if (noises[f] >= 0) {
                    correctionWeight(f, h, w, scratch);
                    StageKernels.addProductPerLane(scratch, correction.row(f), next.row(f), lanes);
                }
            }
        }
    }

    private void combine(StochasticWeights.Row row, int count, double[] h, Increments w, Matrix base, Matrix out) {
        int lanes = base.lanes();
        for (int f = 0; f < noises.length; f++) {
            StageKernels.rowSum(row.drift(), driftRows, f, base.row(f), h, out.row(f), lanes);
            for (int j = 0; j < count && noises[f] >= 0; j++) {
                if (noiseWeight(row, j, f, w, scratch)) {
                    StageKernels.addProductPerLane(scratch, diffusions[j].row(f), out.row(f), lanes);
                }
            }
        }
    }

    /** The factor of a stage's diffusion in a sum, lane by lane; false if it is zero. */
    boolean noiseWeight(StochasticWeights.Row row, int j, int f, Increments w, double[] out) {
        double ofIncrement = row.increment()[j];
        double ofMean = row.mean()[j];
        if (noises[f] < 0 || (ofIncrement == 0 && ofMean == 0)) {
            return false;
        }
        Kernels.scaleShift(ofIncrement, w.increment().row(noises[f]), 0.0, out, next.lanes());
        Kernels.axpy(ofMean, w.mean().row(noises[f]), out, next.lanes());
        return true;
    }

    /** The factor of Milstein's term, lane by lane. */
    void correctionWeight(int f, double[] h, Increments w, double[] out) {
        double[] dw = w.increment().row(noises[f]);
        Kernels.multiply(dw, dw, out, next.lanes());
        Kernels.axpy(-weights.compensator(), h, out, next.lanes());
        Kernels.scaleShift(0.5, out, 0.0, out, next.lanes());
    }

    StochasticWeights weights() {
        return weights;
    }

    Fields fields() {
        return fields;
    }

    /** The state of a stage of the last attempt. */
    Matrix stage(int i) {
        return stages[i];
    }

    double[] driftTimes(int i) {
        return driftTimes[i];
    }

    double[] diffusionTimes(int i) {
        return diffusionTimes[i];
    }

    /** Whether a path drives a row. */
    boolean noisy(int f) {
        return noises[f] >= 0;
    }

    /** The states that the attempted step leads to. */
    Matrix next() {
        return next;
    }
}
