package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneCopies;
import dev.tidepath.tensor.kernel.LaneKernels;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/** Explicit Runge–Kutta steps for a batch. */
final class RungeKuttaStep implements Step {

    private final Interpolant interpolant;
    private final int stages;
    private final double[] b;
    private final double[] c;
    private final boolean fsal;
    private final Matrix[] k;
    private final double[][][] rows;
    private final WeightedSum[] arguments;
    private final WeightedSum result;
    private final WeightedSum[] errorSums;
    private final Matrix argument;
    private final Matrix next;
    private final double[] stageTime;
    private final double[] errorRow;
    private final double[] secondSquares;
    private final double[] zero;
    private final int[] usedStages;
    private final double[] usedWeights;
    private final double[][][] usedRows;
    private final double[] weights;
    private final double[][] weightRows;
    private double[] t = {};
    private double[] h = {};

    RungeKuttaStep(ButcherTableau tableau, int features, int batch) {
        interpolant = tableau.interpolant();
        stages = tableau.stages();
        b = tableau.b();
        c = tableau.c();
        fsal = tableau.firstSameAsLast();
        k = new Matrix[c.length];
        rows = new double[k.length][][];
        for (int i = 0; i < k.length; i++) {
            k[i] = Matrix.zeros(features, batch);
            rows[i] = k[i].rows();
        }
        arguments = WeightedSum.each(tableau.a(), k);
        result = WeightedSum.of(b, k);
        errorSums = WeightedSum.each(tableau.error(), k);
        argument = Matrix.zeros(features, batch);
        next = Matrix.zeros(features, batch);
        int lanes = argument.lanes();
        stageTime = new double[lanes];
        errorRow = new double[lanes];
        secondSquares = new double[lanes];
        zero = new double[lanes];
        usedStages = interpolant.usedStages();
        usedWeights = new double[usedStages.length];
        usedRows = new double[usedStages.length][][];
        Arrays.setAll(usedRows, i -> rows[usedStages[i]]);
        weights = new double[k.length];
        weightRows = new double[k.length][lanes];
    }

    @Override
    public void begin(VectorField f, Context context, double[] time, Matrix y) {
        f.eval(time, y, context, k[0]);
    }

    @Override
    public void attempt(VectorField f, Context context, double[] time, double[] size, Matrix y) {
        t = time;
        h = size;
        int last = stages - 1;
        for (int i = 1; i <= last; i++) {
            evaluate(i, f, context, y, fsal && i == last ? next : argument);
        }
        if (!fsal) {
            result.into(y, h, next);
        }
    }

    private void evaluate(int stage, VectorField f, Context context, Matrix y, Matrix state) {
        arguments[stage].into(y, h, state);
        StageKernels.stageTimes(t, c[stage], h, stageTime, y.lanes());
        f.eval(stageTime, state, context, k[stage]);
    }

    @Override
    public void completeDense(VectorField f, Context context, Matrix y) {
        for (int i = stages; i < k.length; i++) {
            evaluate(i, f, context, y, argument);
        }
    }

    @Override
    public Matrix slope() {
        return k[0];
    }

    @Override
    public Matrix next() {
        return next;
    }

    @Override
    public void errors(ErrorNorm norm, Matrix y, double[] errors) {
        int lanes = y.lanes();
        Arrays.fill(errors, 0, lanes, 0.0);
        Arrays.fill(secondSquares, 0, lanes, 0.0);
        for (int row = 0; row < errorSums.length; row++) {
            double[] squares = row == 0 ? errors : secondSquares;
            for (int f = 0; f < y.features(); f++) {
                errorSums[row].addScaledSquare(f, h, norm, y, next, zero, errorRow, squares);
            }
        }
        if (errorSums.length < 2) {
            StageKernels.rootMean(errors, y.features(), lanes);
        } else {
            StageKernels.combineErrors(errors, secondSquares, y.features(), lanes);
        }
    }

    @Override
    public void interpolate(int lane, double theta, Matrix y, Matrix out, int column) {
        interpolant.weights(theta, weights);
        StageKernels.laneSum(weights, rows, y.rows(), lane, h[lane], out.rows(), column);
    }

    @Override
    public void interpolate(double[] theta, Matrix y, Matrix out) {
        int lanes = y.lanes();
        interpolant.weights(theta, lanes, weightRows);
        LaneKernels.lanesSum(usedStages, weightRows, rows, y.rows(), h, out.rows(), lanes);
    }

    @Override
    public void interpolate(double theta, Matrix y, Matrix out) {
        interpolant.weights(theta, weights);
        for (int i = 0; i < usedStages.length; i++) {
            usedWeights[i] = weights[usedStages[i]];
        }
        StageKernels.stageSum(usedWeights, usedRows, y.rows(), h, out.rows(), y.lanes());
    }

    @Override
    public int nodes() {
        return stages;
    }

    @Override
    public double weight(int node) {
        return b[node];
    }

    @Override
    public void node(int node, Matrix y, double[] tNode, Matrix yNode) {
        StageKernels.stageTimes(t, c[node], h, tNode, y.lanes());
        arguments[node].into(y, h, yNode);
    }

    @Override
    public boolean accept(int[] lanes, int count) {
        if (fsal && count == next.batch()) {
            k[0].copyFrom(k[stages - 1]);
        } else if (fsal) {
            LaneCopies.copyLanes(rows[stages - 1], rows[0], lanes, count);
        }
        return fsal;
    }

    @Override
    public void compact(int[] kept, int count) {
        LaneCopies.gatherLanes(rows[0], rows[0], kept, count);
        resize(count);
    }

    @Override
    public void resize(int batch) {
        for (Matrix stage : k) {
            stage.resize(batch);
        }
        argument.resize(batch);
        next.resize(batch);
    }
}
