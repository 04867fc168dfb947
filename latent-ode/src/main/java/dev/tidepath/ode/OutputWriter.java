package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneCopies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fills the packed outputs of a solve from the dense output of its steps; outputs not reached stay NaN. The i-th outputs
 * that lie in the steps of a round are computed for all lanes at once, unless few lanes have one.
 */
final class OutputWriter {

    private static final int FEW = 4;
    private static final int TOGETHER = 8;

    private final SaveAt at;
    private final Matrix outputs;
    private final Matrix wave;
    private final double[] theta;
    private final int[] cursor;
    private final double[] due;
    private final int[] waiting;
    private final int[] inside;
    private final int[] columns;
    private final List<Matrix> waves = new ArrayList<>();
    private final double[][][] together = new double[TOGETHER][][];

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
            LaneCopies.copyColumn(y.rows(), lane, outputs.rows(), cursor[sample]++);
            dueNext(sample);
        }
    }

    /** Notes the time of a sample's next output, NaN if there is none. */
    private void dueNext(int sample) {
        int i = cursor[sample] - at.offset(sample);
        due[sample] = i < at.count(sample) ? at.time(sample, i) : Double.NaN;
    }

    /**
     * Outputs inside the accepted steps, their ends included.
     *
     * @param together whether all lanes take the same steps
     */
    void write(AcceptedSteps steps, boolean together) {
        if (together && at.sharesTimes()) {
            writeTogether(steps);
        } else {
            writeEach(steps);
        }
    }

    private void writeEach(AcceptedSteps steps) {
        int[] lanes = steps.lanes();
        int left = 0;
        for (int i = 0; i < steps.count(); i++) {
            waiting[left] = lanes[i];
            left += pending(steps, lanes[i]) ? 1 : 0;
        }
        for (boolean first = true; left > 0; first = false) {
            left = writeWave(steps, left, first);
        }
    }

    private boolean pending(AcceptedSteps steps, int lane) {
        double time = due[steps.sampleOfLane(lane)];
        double end = steps.ends()[lane];
        return steps.sizes()[lane] > 0 ? time <= end : time >= end;
    }

    /** The next output of each step that has one; returns how many steps have another. */
    private int writeWave(AcceptedSteps steps, int left, boolean first) {
        int count = 0;
        int kept = 0;
        for (int k = 0; k < left; k++) {
            int lane = waiting[k];
            int sample = steps.sampleOfLane(lane);
            int column = cursor[sample]++;
            double time = due[sample];
            dueNext(sample);
            if (time == steps.ends()[lane]) {
                LaneCopies.copyColumn(steps.step().next().rows(), lane, outputs.rows(), column);
            } else {
                theta[lane] = (time - steps.times()[lane]) / steps.sizes()[lane];
                inside[count] = lane;
                columns[count++] = column;
                if (first) {
                    steps.prepareDenseOfLane(lane);
                }
            }
            waiting[kept] = lane;
            kept += pending(steps, lane) ? 1 : 0;
        }
        if (count * FEW >= steps.states().batch()) {
            interpolate(steps, inside, count);
        } else {
            for (int k = 0; k < count; k++) {
                steps.step().interpolate(inside[k], theta[inside[k]], steps.states(), outputs, columns[k]);
            }
        }
        return kept;
    }

    private void interpolate(AcceptedSteps steps, int[] lanes, int count) {
        wave.resize(steps.states().batch());
        steps.step().interpolate(theta, steps.states(), wave);
        LaneCopies.copyColumns(wave.rows(), lanes, outputs.rows(), columns, count);
    }

    /** The same outputs for all lanes, several at a time: the first lane tells which. */
    private void writeTogether(AcceptedSteps steps) {
        int leader = steps.lane(0);
        int sample = steps.sampleOfLane(leader);
        int start = cursor[sample];
        while (pending(steps, leader)) {
            int first = cursor[sample];
            int taken = 0;
            for (; taken < together.length && pending(steps, leader); taken++) {
                boolean inside = due[sample] != steps.ends()[leader];
                together[taken] = inside
                        ? interpolated(steps, leader, due[sample], taken)
                        : steps.step().next().rows();
                cursor[sample]++;
                dueNext(sample);
            }
            for (int i = 0; i < steps.count(); i++) {
                columns[i] = at.offset(steps.sample(i)) + first - at.offset(sample);
            }
            LaneCopies.copyRuns(together, taken, steps.lanes(), outputs.rows(), columns, steps.count());
        }
        for (int i = 1; i < steps.count() && cursor[sample] > start; i++) {
            cursor[steps.sample(i)] += cursor[sample] - start;
            dueNext(steps.sample(i));
        }
    }

    /** Dense output of all lanes at one time, in the memory of the given number. */
    private double[][] interpolated(AcceptedSteps steps, int leader, double time, int number) {
        for (int i = 0; i < steps.count() && number == 0; i++) {
            steps.prepareDense(i);
        }
        while (waves.size() <= number) {
            waves.add(Matrix.zeros(wave.features(), at.batch()));
        }
        Matrix out = waves.get(number);
        out.resize(steps.states().batch());
        steps.step().interpolate((time - steps.times()[leader]) / steps.sizes()[leader], steps.states(), out);
        return out.rows();
    }
}
