package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Step;
import dev.tidepath.ode.StepPullback;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.ode.Stepper;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneCopies;
import org.jspecify.annotations.Nullable;

/** One walk forward over recorded steps with a tangent; see {@link ForwardSensitivity}. */
final class TangentPass {

    private final Stepper stepper;
    private final StepRecord steps;
    private final Healthy healthy;
    private final DifferentiableField field;
    private final Context context;
    private final SaveAt at;

    TangentPass(
            Stepper stepper, StepRecord steps, Healthy healthy, DifferentiableField field, Context context, SaveAt at) {
        this.stepper = stepper;
        this.steps = steps;
        this.healthy = healthy;
        this.field = field;
        this.context = context;
        this.at = at;
    }

    void run(Matrix y0, TrajectoryTangent v, Matrix outputs) {
        int features = y0.features();
        int batch = y0.batch();
        Matrix pair = Matrix.zeros(2 * features, batch);
        Matrix y = Matrix.zeros(features, batch);
        Matrix tangent = Matrix.zeros(features, batch);
        AugmentedField.view(pair, 0, y);
        AugmentedField.view(pair, features, tangent);
        y.copyFrom(y0);
        if (v.initialState() != null) {
            tangent.copyFrom(v.initialState());
        }
        double[] start = padded(v.startTimes(), batch);
        double[] end = padded(v.endTimes(), batch);
        double[] rate = new double[pair.lanes()];
        TangentField augmented = new TangentField(field, start, v.parameters(), v.context(), features, batch);
        Step step = stepper.newStep(2 * features, batch);
        Outputs writer = new Outputs(step, augmented, pair, y, v.outputTimes(), start, rate, outputs);
        int[] lanes = new int[batch];
        for (int b = 0; b < batch; b++) {
            if (healthy.test(b) && steps.count(b) == 0) {
                writer.standing(b, tangent);
            }
        }
        for (int j = 0; j < steps.longest(); j++) {
            int count = 0;
            for (int b = 0; b < batch; b++) {
                boolean last = j == steps.count(b) - 1;
                rate[b] = last ? (end[b] - start[b]) / steps.sizes(j)[b] : 0.0;
                if (j < steps.count(b)) {
                    lanes[count++] = b;
                }
            }
            augmented.open(steps.times(j), rate);
            step.begin(augmented, context, steps.times(j), pair);
            step.attempt(augmented, context, steps.times(j), steps.sizes(j), pair);
            writer.open();
            for (int i = 0; i < count; i++) {
                writer.write(lanes[i], j);
            }
            LaneCopies.copyLanes(step.next().rows(), pair.rows(), lanes, count);
        }
    }

    private static double[] padded(double @Nullable [] values, int batch) {
        double[] lanes = new double[Matrix.padded(batch)];
        if (values != null) {
            System.arraycopy(values, 0, lanes, 0, batch);
        }
        return lanes;
    }

    /** Writes the tangents of outputs inside a step. */
    private final class Outputs {

        private final Step step;
        private final TangentField augmented;
        private final Matrix pair;
        private final Matrix y;
        private final double @Nullable [] outputTimes;
        private final double[] start;
        private final double[] rate;
        private final Matrix outputs;
        private final int[] cursor = new int[at.batch()];
        private final Matrix dense;
        private final Matrix unit;
        private final FieldGradient ofTime;
        private @Nullable StepPullback slopes;
        private boolean completed;
        private boolean begun;

        Outputs(
                Step step,
                TangentField augmented,
                Matrix pair,
                Matrix y,
                double @Nullable [] outputTimes,
                double[] start,
                double[] rate,
                Matrix outputs) {
            this.step = step;
            this.augmented = augmented;
            this.pair = pair;
            this.y = y;
            this.outputTimes = outputTimes;
            this.start = start;
            this.rate = rate;
            this.outputs = outputs;
            dense = Matrix.zeros(pair.features(), 1);
            ofTime = new FieldGradient(null, new double[y.lanes()], null, null);
            unit = Matrix.zeros(y.features(), y.features());
            for (int f = 0; f < y.features(); f++) {
                unit.set(f, f, 1.0);
            }
        }

        void open() {
            completed = false;
            begun = false;
        }

        /** A sample without steps: its outputs are its initial state. */
        void standing(int b, Matrix tangent) {
            for (int column = at.offset(b); column < at.offset(b + 1); column++) {
                LaneCopies.copyColumn(tangent.rows(), b, outputs.rows(), column);
            }
            cursor[b] = at.count(b);
        }

        void write(int b, int j) {
            double t = steps.times(j)[b];
            double h = steps.sizes(j)[b];
            double end = steps.times(j + 1)[b];
            while (cursor[b] < at.count(b)) {
                int column = at.offset(b) + cursor[b];
                double time = at.time(column);
                if (h > 0 ? time > end : time < end) {
                    return;
                }
                cursor[b]++;
                double theta = time == end ? 1.0 : (time - t) / h;
                double moved = outputTimes == null ? 0.0 : outputTimes[column];
                double shift = moved - start[b] - theta * h * rate[b];
                interpolate(b, theta, column);
                if (shift != 0.0) {
                    addSlope(b, j, theta, shift / h, column);
                }
            }
        }

        private void interpolate(int b, double theta, int column) {
            if (!completed) {
                step.completeDense(augmented, context, pair);
                completed = true;
            }
            step.interpolate(b, theta, pair, dense, 0);
            for (int f = 0; f < y.features(); f++) {
                outputs.set(f, column, dense.get(y.features() + f, 0));
            }
        }

        /** {@code shift Σ w'ᵢ(θ) kᵢ}, as the step's pullback has it for each unit adjoint. */
        private void addSlope(int b, int j, double theta, double shift, int column) {
            StepPullback pullback = slopes;
            if (pullback == null) {
                pullback = stepper.newPullback(y.features(), y.batch());
                slopes = pullback;
            }
            if (!begun) {
                pullback.begin(field, context, steps.times(j), steps.sizes(j), y, ofTime);
                begun = true;
            }
            for (int f = 0; f < y.features(); f++) {
                outputs.row(f)[column] += shift * pullback.thetaAdjoint(b, theta, unit, f);
            }
        }
    }
}
