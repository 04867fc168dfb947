package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/** Explicit Runge–Kutta steps for a batch. */
final class RungeKuttaStep implements Step {

    private final Interpolant interpolant;
    private final double[] b;
    private final double[] c;
    private final boolean fsal;
    private final Matrix[] k;
    private final double[][][] rows;
    private final WeightedSum[] arguments;
    private final WeightedSum result;
    private final WeightedSum error;
    private final Matrix argument;
    private final Matrix next;
    private final double[] stageTime;
    private final double[] errorRow;
    private final double[] zero;
    private final double[] weights;
    private double[] t = {};
    private double[] h = {};

    RungeKuttaStep(ButcherTableau tableau, int features, int batch) {
        int stages = tableau.stages();
        double[][] a = tableau.a();
        double[][] errors = tableau.error();
        interpolant = tableau.interpolant();
        b = tableau.b();
        c = tableau.c();
        fsal = tableau.firstSameAsLast();
        k = new Matrix[stages];
        rows = new double[stages][][];
        for (int i = 0; i < stages; i++) {
            k[i] = Matrix.zeros(features, batch);
            rows[i] = k[i].rows();
        }
        arguments = new WeightedSum[stages];
        Arrays.setAll(arguments, i -> WeightedSum.of(a[i], k));
        result = WeightedSum.of(b, k);
        error = WeightedSum.of(errors.length == 0 ? new double[0] : errors[0], k);
        argument = Matrix.zeros(features, batch);
        next = Matrix.zeros(features, batch);
        int lanes = argument.lanes();
        stageTime = new double[lanes];
        errorRow = new double[lanes];
        zero = new double[lanes];
        weights = new double[stages];
    }

    @Override
    public void begin(VectorField f, Context context, double[] time, Matrix y) {
        f.eval(time, y, context, k[0]);
    }

    @Override
    public void attempt(VectorField f, Context context, double[] time, double[] size, Matrix y) {
        t = time;
        h = size;
        int last = k.length - 1;
        for (int i = 1; i <= last; i++) {
            Matrix state = fsal && i == last ? next : argument;
            arguments[i].into(y, h, state);
            StageKernels.stageTimes(t, c[i], h, stageTime, y.lanes());
            f.eval(stageTime, state, context, k[i]);
        }
        if (!fsal) {
            result.into(y, h, next);
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
        for (int f = 0; f < y.features(); f++) {
            error.rowInto(f, zero, h, errorRow, lanes);
            StageKernels.addScaledSquare(errorRow, y.row(f), next.row(f), norm.atol(), norm.rtol(), errors, lanes);
        }
        StageKernels.rootMean(errors, y.features(), lanes);
    }

    @Override
    public void interpolate(int lane, double theta, Matrix y, Matrix out, int column) {
        interpolant.weights(theta, weights);
        StageKernels.laneSum(weights, rows, y.rows(), lane, h[lane], out.rows(), column);
    }

    @Override
    public int nodes() {
        return k.length;
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
    public void accept(int[] lanes, int count, VectorField f, Context context, double[] time, Matrix y) {
        if (!fsal) {
            begin(f, context, time, y);
        } else if (count == y.batch()) {
            k[0].copyFrom(k[k.length - 1]);
        } else {
            StageKernels.copyLanes(rows[k.length - 1], rows[0], lanes, count);
        }
    }
}
