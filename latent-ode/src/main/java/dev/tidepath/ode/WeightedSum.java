package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/** A fixed linear combination of stages, {@code out = base + h Σ wⱼ kⱼ}, with the zero weights dropped. */
final class WeightedSum {

    private final double[] weights;
    private final double[][][] rows;

    private WeightedSum(double[] weights, double[][][] rows) {
        this.weights = weights;
        this.rows = rows;
    }

    /**
     * Binds weights to stages.
     *
     * @param weights at most one a stage
     * @param stages matrices of one shape, whose row arrays stay the same
     * @return the combination
     */
    static WeightedSum of(double[] weights, Matrix[] stages) {
        int n = 0;
        double[] kept = new double[weights.length];
        double[][][] rows = new double[weights.length][][];
        for (int j = 0; j < weights.length; j++) {
            if (weights[j] != 0.0) {
                kept[n] = weights[j];
                rows[n++] = stages[j].rows();
            }
        }
        return new WeightedSum(Arrays.copyOf(kept, n), Arrays.copyOf(rows, n));
    }

    /** One combination for each row of weights. */
    static WeightedSum[] each(double[][] weights, Matrix[] stages) {
        WeightedSum[] sums = new WeightedSum[weights.length];
        Arrays.setAll(sums, i -> of(weights[i], stages));
        return sums;
    }

    /** Computes all rows; {@code out} is neither {@code base} nor a stage. */
    void into(Matrix base, double[] h, Matrix out) {
        StageKernels.stageSum(weights, rows, base.rows(), h, out.rows(), out.lanes());
    }

    /** Computes one row. */
    void rowInto(int feature, double[] base, double[] h, double[] out, int lanes) {
        StageKernels.rowSum(weights, rows, feature, base, h, out, lanes);
    }
}
