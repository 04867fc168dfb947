package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.tensor.Matrix;

/** Derivatives with respect to output and start times by the field itself: {@code ωᵀ f} and {@code −a(t₀)ᵀ f}. */
final class TimeGradient {

    private final DifferentiableField field;
    private final Context context;
    private final SaveAt at;
    private final Matrix outputs;
    private final Healthy healthy;
    private final Matrix y;
    private final Matrix slope;
    private final double[] t;
    private final Matrix y0;

    TimeGradient(DifferentiableField field, Context context, Solution solution, Healthy healthy, Matrix y0) {
        this.field = field;
        this.context = context;
        at = solution.saveAt();
        outputs = solution.outputs();
        this.healthy = healthy;
        this.y0 = y0;
        y = Matrix.zeros(y0.features(), y0.batch());
        slope = Matrix.zeros(y0.features(), y0.batch());
        t = new double[y.lanes()];
    }

    void add(Matrix outputAdjoints, Matrix initialAdjoint, TrajectoryGradient into) {
        if (into.startTimes() != null) {
            starts(initialAdjoint, into.startTimes());
        }
        if (into.outputTimes() != null) {
            int most = 0;
            for (int b = 0; b < at.batch(); b++) {
                most = Math.max(most, at.count(b));
            }
            for (int i = 0; i < most; i++) {
                outputs(i, outputAdjoints, into.outputTimes());
            }
        }
    }

    private void starts(Matrix initialAdjoint, double[] startTimes) {
        for (int b = 0; b < at.batch(); b++) {
            stand(b);
        }
        field.eval(t, y, context, slope);
        for (int b = 0; b < at.batch(); b++) {
            startTimes[b] -= healthy.test(b) ? product(b, initialAdjoint, b) : 0.0;
        }
    }

    private void stand(int b) {
        t[b] = at.start(healthy.test(b) ? b : healthy.donor());
        for (int f = 0; f < y.features(); f++) {
            y.set(f, b, y0.get(f, b));
        }
    }

    /** The i-th output of every sample that has one. */
    private void outputs(int i, Matrix adjoints, double[] outputTimes) {
        for (int b = 0; b < at.batch(); b++) {
            if (has(b, i)) {
                int column = at.offset(b) + i;
                t[b] = at.time(column);
                for (int f = 0; f < y.features(); f++) {
                    y.set(f, b, outputs.get(f, column));
                }
            } else {
                stand(b);
            }
        }
        field.eval(t, y, context, slope);
        for (int b = 0; b < at.batch(); b++) {
            if (has(b, i)) {
                outputTimes[at.offset(b) + i] += product(b, adjoints, at.offset(b) + i);
            }
        }
    }

    private boolean has(int b, int i) {
        return healthy.test(b) && i < at.count(b);
    }

    private double product(int b, Matrix adjoints, int column) {
        double sum = 0;
        for (int f = 0; f < slope.features(); f++) {
            sum += adjoints.get(f, column) * slope.get(f, b);
        }
        return sum;
    }
}
