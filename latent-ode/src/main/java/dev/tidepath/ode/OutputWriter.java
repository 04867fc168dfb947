package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/**
 * Fills the packed outputs of a solve from the dense output of its steps; outputs not reached stay NaN. The i-th outputs
 * that lie in the steps of a round are computed for all lanes at once, unless few lanes have one.
 */
final class OutputWriter {

    private static final int FEW = 4;

    private final SaveAt at;
    private final Matrix outputs;
    private final Matrix wave;
    private final double[] theta;
    private final int[] cursor;
    private final double[] due;
    private final int[] waiting;
    private final int[] inside;
    private final int[] columns;

    OutputWriter(SaveAt at, int features) {
        this.at = at;
        outputs = Matrix.zeros(features, at.total());
        for (double[] row : outputs.rows()) {
            Arrays.fill(row, 0, at.total(), Double.NaN);
        }
        wave = Matrix.zeros(features, at.batch());
        theta = new double[wave.lanes()];
        cursor = new int[at.batch()];
        due = new double[at.batch()];
        Arrays.setAll(cursor, at::offset);
        for (int b = 0; b < at.batch(); b++) {
            dueNext(b);
        }
        waiting = new int[at.batch()];
        inside = new int[at.batch()];
        columns = new int[at.batch()];
    }

    Matrix outputs() {
        return outputs;
    }

    /** Outputs at the start. */
    void start(int sample, int lane, Matrix y) {
        while (due[sample] == at.start(sample)) {
            StageKernels.copyColumn(y.rows(), lane, outputs.rows(), cursor[sample]++);
            dueNext(sample);
        }
    }

    /** Notes the time of a sample's next output, NaN if there is none. */
    private void dueNext(int sample) {
        int i = cursor[sample] - at.offset(sample);
        due[sample] = i < at.count(sample) ? at.time(sample, i) : Double.NaN;
    }

    /** Outputs inside the accepted steps, their ends included. */
    void write(AcceptedSteps steps) {
        int left = 0;
        for (int i = 0; i < steps.count(); i++) {
            waiting[left] = i;
            left += pending(steps, i) ? 1 : 0;
        }
        while (left > 0) {
            writeWave(steps, left);
            int kept = 0;
            for (int k = 0; k < left; k++) {
                int i = waiting[k];
                waiting[kept] = i;
                kept += pending(steps, i) ? 1 : 0;
            }
            left = kept;
        }
    }

    private boolean pending(AcceptedSteps steps, int i) {
        int lane = steps.lane(i);
        double time = due[steps.sampleOfLane(lane)];
        double end = steps.ends()[lane];
        return steps.sizes()[lane] > 0 ? time <= end : time >= end;
    }

    /** The next output of each step that has one. */
    private void writeWave(AcceptedSteps steps, int left) {
        int count = 0;
        for (int k = 0; k < left; k++) {
            int i = waiting[k];
            int lane = steps.lane(i);
            int sample = steps.sample(i);
            int column = cursor[sample]++;
            double time = due[sample];
            dueNext(sample);
            if (time == steps.ends()[lane]) {
                StageKernels.copyColumn(steps.step().next().rows(), lane, outputs.rows(), column);
            } else {
                theta[lane] = (time - steps.times()[lane]) / steps.sizes()[lane];
                steps.prepareDense(i);
                inside[count] = lane;
                columns[count++] = column;
            }
        }
        if (count * FEW >= steps.states().batch()) {
            wave.resize(steps.states().batch());
            steps.step().interpolate(theta, steps.states(), wave);
            StageKernels.copyColumns(wave.rows(), inside, outputs.rows(), columns, count);
        } else {
            for (int k = 0; k < count; k++) {
                steps.step().interpolate(inside[k], theta[inside[k]], steps.states(), outputs, columns[k]);
            }
        }
    }
}
