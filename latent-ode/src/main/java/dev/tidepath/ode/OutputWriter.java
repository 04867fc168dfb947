package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;

/** Fills the packed outputs of a solve from the dense output of its steps; outputs not reached stay NaN. */
final class OutputWriter {

    private final SaveAt at;
    private final Matrix outputs;
    private final int[] cursor;

    OutputWriter(SaveAt at, int features) {
        this.at = at;
        outputs = Matrix.zeros(features, at.total());
        for (double[] row : outputs.rows()) {
            Arrays.fill(row, 0, at.total(), Double.NaN);
        }
        cursor = new int[at.batch()];
        Arrays.setAll(cursor, at::offset);
    }

    Matrix outputs() {
        return outputs;
    }

    /** Outputs at the start. */
    void start(int sample, Matrix y) {
        while (pending(sample) && at.time(cursor[sample]) == at.start(sample)) {
            StageKernels.copyColumn(y.rows(), sample, outputs.rows(), cursor[sample]++);
        }
    }

    /** Outputs inside an accepted step from {@code t} to {@code end} of size {@code h}, its end included. */
    void write(int sample, double t, double h, double end, Matrix y, Step step) {
        while (pending(sample)) {
            double time = at.time(cursor[sample]);
            if (h > 0 ? time > end : time < end) {
                return;
            }
            if (time == end) {
                StageKernels.copyColumn(step.next().rows(), sample, outputs.rows(), cursor[sample]++);
            } else {
                step.interpolate(sample, (time - t) / h, y, outputs, cursor[sample]++);
            }
        }
    }

    private boolean pending(int sample) {
        return cursor[sample] < at.offset(sample + 1);
    }
}
