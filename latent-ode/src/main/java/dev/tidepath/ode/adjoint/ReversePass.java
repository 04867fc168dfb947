package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.ode.StepPullback;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.ode.Stepper;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One walk back over recorded steps: brings the outputs' adjoints into their steps and collects the gradient. */
final class ReversePass {

    private final SaveAt at;
    private final StepRecord steps;
    private final Healthy healthy;
    private final StepPullback pullback;
    private final Matrix lambda;
    private final int[] cursor;
    private final int[] waiting;
    private final double[] theta;
    private final Matrix wave;
    private final double[] startAdjoint;
    private final double[] sizeAdjoint;
    private final double[] lastSizeAdjoint;
    private @Nullable Run run;

    ReversePass(Stepper stepper, Solution solution, StepRecord steps, Healthy healthy) {
        at = solution.saveAt();
        this.steps = steps;
        this.healthy = healthy;
        int features = solution.finalStates().features();
        pullback = stepper.newPullback(features, at.batch());
        lambda = Matrix.zeros(features, at.batch());
        cursor = new int[at.batch()];
        waiting = new int[at.batch()];
        wave = Matrix.zeros(features, at.batch());
        theta = new double[wave.lanes()];
        startAdjoint = new double[lambda.lanes()];
        sizeAdjoint = new double[lambda.lanes()];
        lastSizeAdjoint = new double[lambda.lanes()];
    }

    private record Run(
            DifferentiableField field,
            Context context,
            Matrix adjoints,
            TrajectoryGradient into,
            FieldGradient sums,
            boolean times) {}

    void open(DifferentiableField field, Context context, Matrix adjoints, TrajectoryGradient into) {
        boolean times = into.wantsTimes();
        FieldGradient sums = new FieldGradient(null, times ? startAdjoint : null, into.parameters(), into.context());
        run = new Run(field, context, adjoints, into, sums, times);
        lambda.clear();
        Arrays.fill(startAdjoint, 0.0);
        Arrays.fill(lastSizeAdjoint, 0.0);
        Arrays.setAll(cursor, b -> at.offset(b + 1) - 1);
    }

    /** Pulls the adjoints back through the steps of one index, that begin at {@code y}. */
    void step(Matrix y, int index) {
        Run r = opened();
        double[] t = steps.times(index);
        double[] h = steps.sizes(index);
        pullback.begin(r.field, r.context, t, h, y, r.sums);
        Arrays.fill(sizeAdjoint, 0.0);
        addOutputs(r, index);
        pullback.pull(lambda, sizeAdjoint);
        for (int b = 0; r.times && b < at.batch(); b++) {
            if (index == steps.count(b) - 1) {
                lastSizeAdjoint[b] = sizeAdjoint[b];
            }
        }
    }

    private Run opened() {
        Run r = run;
        if (r == null) {
            throw new IllegalStateException("open has to be called before step and close");
        }
        return r;
    }

    /** Brings the adjoints of the outputs inside the steps of one index in: the last one of every sample, then the next. */
    private void addOutputs(Run r, int index) {
        int left = 0;
        for (int b = 0; b < at.batch(); b++) {
            waiting[left] = b;
            left += pending(b, index) ? 1 : 0;
        }
        while (left > 0) {
            int kept = 0;
            boolean inside = false;
            wave.clear();
            for (int i = 0; i < left; i++) {
                int b = waiting[i];
                inside |= addOutput(r, b, index);
                waiting[kept] = b;
                kept += pending(b, index) ? 1 : 0;
            }
            if (inside) {
                pullback.addOutputs(theta, wave);
            }
            left = kept;
        }
    }

    private boolean pending(int b, int index) {
        if (index >= steps.count(b) || cursor[b] < at.offset(b)) {
            return false;
        }
        double t = steps.times(index)[b];
        double time = at.time(cursor[b]);
        return index == 0 || (steps.sizes(index)[b] > 0 ? time > t : time < t);
    }

    /** The last output of a sample that is left; true if it lies inside its step. */
    private boolean addOutput(Run r, int b, int index) {
        int column = cursor[b]--;
        double time = at.time(column);
        double h = steps.sizes(index)[b];
        boolean inside = time != steps.times(index + 1)[b];
        theta[b] = inside ? (time - steps.times(index)[b]) / h : 1.0;
        Matrix into = inside ? wave : lambda;
        for (int f = 0; f < lambda.features(); f++) {
            into.row(f)[b] += r.adjoints.get(f, column);
        }
        if (r.times) {
            addTime(r, b, column, pullback.thetaAdjoint(b, theta[b], r.adjoints, column) / h, theta[b]);
        }
        return inside;
    }

    private void addTime(Run r, int b, int column, double timeAdjoint, double theta) {
        double[] outputTimes = r.into.outputTimes();
        if (outputTimes != null) {
            outputTimes[column] += timeAdjoint;
        }
        startAdjoint[b] -= timeAdjoint;
        sizeAdjoint[b] -= timeAdjoint * theta;
    }

    /** Adds what belongs to the beginning of the walk. */
    void close() {
        Run r = opened();
        for (int b = 0; b < at.batch(); b++) {
            if (healthy.test(b)) {
                close(r, b);
            }
        }
        run = null;
    }

    private void close(Run r, int b) {
        Matrix initial = r.into.initialState();
        for (int f = 0; f < lambda.features(); f++) {
            double sum = lambda.get(f, b);
            for (int column = cursor[b]; column >= at.offset(b); column--) {
                sum += r.adjoints.get(f, column);
            }
            if (!Double.isFinite(sum)) {
                double h = steps.count(b) == 0 ? 0.0 : steps.sizes(0)[b];
                throw new OdeException(SolveStatus.NON_FINITE, b, at.start(b), h);
            }
            if (initial != null) {
                initial.row(f)[b] += sum;
            }
        }
        double[] starts = r.into.startTimes();
        if (starts != null) {
            starts[b] += startAdjoint[b] - lastSizeAdjoint[b];
        }
        double[] ends = r.into.endTimes();
        if (ends != null) {
            ends[b] += lastSizeAdjoint[b];
        }
    }
}
