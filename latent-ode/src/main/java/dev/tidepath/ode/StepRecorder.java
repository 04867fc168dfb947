package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import java.util.Arrays;

/**
 * Records the accepted steps of one solve without stops: 16 bytes a step and sample. Give it to the solve as its observer.
 */
public final class StepRecorder implements StepObserver {

    private final int lanes;
    private final int[] counts;
    private double[][] times = new double[16][];
    private double[][] sizes = new double[16][];
    private final double[] ends;
    private int longest;

    /**
     * Creates an empty record.
     *
     * @param batch number of samples
     */
    public StepRecorder(int batch) {
        lanes = Matrix.padded(batch);
        counts = new int[batch];
        ends = new double[batch];
    }

    @Override
    public void accepted(AcceptedSteps steps) {
        for (int i = 0; i < steps.count(); i++) {
            int lane = steps.lane(i);
            int sample = steps.sample(i);
            int j = counts[sample]++;
            if (j == longest) {
                grow();
            }
            if (j > 0 && steps.times()[lane] != ends[sample]) {
                throw new IllegalStateException("a record holds the steps of one solve without stops; sample " + sample
                        + " went on at " + steps.times()[lane] + " after " + ends[sample]);
            }
            ends[sample] = steps.ends()[lane];
            times[j][sample] = steps.times()[lane];
            sizes[j][sample] = steps.sizes()[lane];
        }
    }

    /**
     * Number of steps recorded of a sample.
     *
     * @param sample index in the batch
     * @return its accepted steps so far
     */
    public int count(int sample) {
        return counts[sample];
    }

    /**
     * Closes the record.
     *
     * @param solution what the observed solve returned
     * @return the steps
     */
    public StepRecord record(Solution solution) {
        double[] reached = new double[lanes];
        SolveStatus[] statuses = new SolveStatus[counts.length];
        for (int b = 0; b < counts.length; b++) {
            reached[b] = solution.report(b).time();
            statuses[b] = solution.status(b);
            for (int j = counts[b]; j < longest; j++) {
                times[j][b] = reached[b];
            }
        }
        return new StepRecord(
                counts.clone(), statuses, Arrays.copyOf(times, longest), Arrays.copyOf(sizes, longest), reached);
    }

    private void grow() {
        if (longest == times.length) {
            times = Arrays.copyOf(times, 2 * longest);
            sizes = Arrays.copyOf(sizes, 2 * longest);
        }
        times[longest] = new double[lanes];
        sizes[longest++] = new double[lanes];
    }
}
