package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/**
 * Hairer's first step, for each sample by itself: Hairer, Nørsett &amp; Wanner I, II.4, with root-mean-square norms like the
 * error's, {@code |h|} in the difference quotient (so that backward is the mirror of forward), and no probe outside the
 * interval. One evaluation.
 */
final class FirstStep {

    private static final double TINY_NORM = 1e-5;
    private static final double TINY_STEP = 1e-6;
    private static final double TINY_SLOPE = 1e-15;

    private final Matrix probe;
    private final Matrix slope;
    private final double[] stateNorm;
    private final double[] slopeNorm;
    private final double[] bendNorm;
    private final double[] time;
    private final double[] zero;

    FirstStep(int features, int batch) {
        probe = Matrix.zeros(features, batch);
        slope = Matrix.zeros(features, batch);
        int lanes = probe.lanes();
        stateNorm = new double[lanes];
        slopeNorm = new double[lanes];
        bendNorm = new double[lanes];
        time = new double[lanes];
        zero = new double[lanes];
    }

    /**
     * Guesses.
     *
     * @param problem field and context
     * @param norm tolerances
     * @param order exponent of the error estimate
     * @param t start times
     * @param y start states
     * @param f0 derivatives there
     * @param active lanes that share one step are the first {@code together} entries
     * @param together number of those lanes, 0 if each lane has its own step
     * @param h in: signed lengths of the intervals; out: signed first steps
     */
    void guess(
            Problem problem,
            ErrorNorm norm,
            int order,
            double[] t,
            Matrix y,
            Matrix f0,
            int[] active,
            int together,
            double[] h) {
        int lanes = y.lanes();
        norms(norm, y, y, stateNorm);
        norms(norm, f0, y, slopeNorm);
        if (together > 0) {
            StageKernels.shareRootMean(stateNorm, active, together);
            StageKernels.shareRootMean(slopeNorm, active, together);
        }
        double[] trial = bendNorm;
        for (int b = 0; b < lanes; b++) {
            boolean tiny = stateNorm[b] < TINY_NORM || slopeNorm[b] < TINY_NORM;
            double size = tiny ? TINY_STEP : 0.01 * stateNorm[b] / slopeNorm[b];
            trial[b] = h[b] == 0.0 ? 0.0 : Math.copySign(Math.min(size, Math.abs(h[b])), h[b]);
            time[b] = t[b] + trial[b];
        }
        for (int f = 0; f < y.features(); f++) {
            StageKernels.scale(trial, f0.row(f), probe.row(f), lanes);
            StageKernels.add(y.row(f), probe.row(f), lanes);
        }
        problem.field().eval(time, probe, problem.context(), slope);
        StageKernels.subtract(time, t, time, lanes);
        for (int f = 0; f < y.features(); f++) {
            StageKernels.subtract(slope.row(f), f0.row(f), probe.row(f), lanes);
        }
        norms(norm, probe, y, bendNorm);
        if (together > 0) {
            StageKernels.shareRootMean(bendNorm, active, together);
        }
        for (int b = 0; b < lanes; b++) {
            h[b] = Math.copySign(size(Math.abs(time[b]), slopeNorm[b], bendNorm[b], order, Math.abs(h[b])), h[b]);
        }
    }

    private static double size(double trial, double slope, double bend, int order, double interval) {
        double curvature = Math.max(slope, trial == 0.0 ? 0.0 : bend / trial);
        double size = curvature <= TINY_SLOPE
                ? Math.max(TINY_STEP, 1e-3 * trial)
                : StrictMath.pow(0.01 / curvature, 1.0 / order);
        boolean usable = size > 0 && size < Double.POSITIVE_INFINITY;
        return Math.min(interval, usable ? Math.min(100 * trial, size) : 0.01 * trial);
    }

    private void norms(ErrorNorm norm, Matrix x, Matrix y, double[] out) {
        int lanes = y.lanes();
        Arrays.fill(out, 0, lanes, 0.0);
        for (int f = 0; f < y.features(); f++) {
            StageKernels.addScaledSquare(x.row(f), y.row(f), zero, norm.atol(f), norm.rtol(f), out, lanes);
        }
        StageKernels.rootMean(out, y.features(), lanes);
    }
}
