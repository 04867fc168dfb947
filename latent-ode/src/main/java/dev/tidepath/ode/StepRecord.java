package dev.tidepath.ode;

import java.util.Arrays;

/**
 * The accepted steps of a solve: for each sample its own sequence of times and sizes. Step {@code j} of every sample is
 * kept in one row over the lanes, so that a walk along the record takes the {@code j}-th steps of all samples together;
 * a sample with fewer steps has size zero there and stands at the time it reached.
 *
 * <p>Not to be modified.
 */
public final class StepRecord {

    private final int[] counts;
    private final SolveStatus[] statuses;
    private final double[][] times;
    private final double[][] sizes;
    private final double[] reached;

    StepRecord(int[] counts, SolveStatus[] statuses, double[][] times, double[][] sizes, double[] reached) {
        this.counts = counts;
        this.statuses = statuses;
        this.times = times;
        this.sizes = sizes;
        this.reached = reached;
    }

    /**
     * Number of samples.
     *
     * @return the batch
     */
    public int batch() {
        return counts.length;
    }

    /**
     * Number of accepted steps of a sample.
     *
     * @param sample index in the batch
     * @return its steps
     */
    public int count(int sample) {
        return counts[sample];
    }

    /**
     * Number of steps of the sample with most.
     *
     * @return the longest count, 0 for an empty batch
     */
    public int longest() {
        return sizes.length;
    }

    /**
     * How the recorded solve of a sample ended.
     *
     * @param sample index in the batch
     * @return its status
     */
    public SolveStatus status(int sample) {
        return statuses[sample];
    }

    /**
     * Times before the steps of one index.
     *
     * @param step index below {@link #longest()}, or equal to it for the times reached
     * @return one a lane; the row itself, not to be modified
     */
    public double[] times(int step) {
        return step == times.length ? reached : times[step];
    }

    /**
     * Sizes of the steps of one index.
     *
     * @param step index below {@link #longest()}
     * @return one a lane, signed, zero for a sample that has no such step; the row itself, not to be modified
     */
    public double[] sizes(int step) {
        return sizes[step];
    }

    /**
     * The same record with some samples standing still from the beginning.
     *
     * @param sample samples to keep are true
     * @param standing time at which the others stand
     * @return a copy
     */
    public StepRecord keeping(boolean[] sample, double standing) {
        int[] kept = counts.clone();
        double[] ends = reached.clone();
        int longest = 0;
        for (int b = 0; b < kept.length; b++) {
            kept[b] = sample[b] ? kept[b] : 0;
            ends[b] = sample[b] ? ends[b] : standing;
            longest = Math.max(longest, kept[b]);
        }
        double[][] t = new double[longest][];
        double[][] h = new double[longest][];
        for (int j = 0; j < longest; j++) {
            t[j] = times[j].clone();
            h[j] = sizes[j].clone();
            for (int b = 0; b < kept.length; b++) {
                t[j][b] = sample[b] ? t[j][b] : standing;
                h[j][b] = sample[b] ? h[j][b] : 0.0;
            }
        }
        return new StepRecord(kept, Arrays.copyOf(statuses, statuses.length), t, h, ends);
    }
}
