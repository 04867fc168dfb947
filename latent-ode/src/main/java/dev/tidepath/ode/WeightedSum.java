package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneKernels;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/** A fixed linear combination of stages, {@code out = base + h Σ wⱼ kⱼ}, with the zero weights dropped. */
final class WeightedSum {

    private static final int FEW = 2;

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
        if (out.batch() <= FEW) {
            LaneKernels.fewLanesSum(weights, rows, base.rows(), h, out.rows(), out.batch());
        } else {
            StageKernels.stageSum(weights, rows, base.rows(), h, out.rows(), out.lanes());
        }
    }

    /**
     * Adds the squares of one row, {@code (h Σ wⱼ kⱼ / scale)²}, with the scale of an error norm.
     *
     * @param feature which row
     * @param h step sizes, one a lane
     * @param norm tolerances
     * @param y0 states before the step
     * @param y1 states after it
     * @param zero a row of zeros
     * @param scratch a row, overwritten
     * @param acc sum of squares a lane; modified
     */
    void addScaledSquare(
            int feature,
            double[] h,
            ErrorNorm norm,
            Matrix y0,
            Matrix y1,
            double[] zero,
            double[] scratch,
            double[] acc) {
        double[] before = y0.row(feature);
        double[] after = y1.row(feature);
        double atol = norm.atol(feature);
        double rtol = norm.rtol(feature);
        if (y0.batch() <= FEW) {
            LaneKernels.fewLanesScaledSquare(weights, rows, feature, h, before, after, atol, rtol, acc, y0.batch());
        } else {
            StageKernels.rowSum(weights, rows, feature, zero, h, scratch, y0.lanes());
            StageKernels.addScaledSquare(scratch, before, after, atol, rtol, acc, y0.lanes());
        }
    }
}
