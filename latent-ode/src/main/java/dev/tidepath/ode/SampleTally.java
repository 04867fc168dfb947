package dev.tidepath.ode;

import java.util.Arrays;

/** How the samples of a solve fare: status, what their steps cost, the last step's size. One entry a sample. */
final class SampleTally {

    private final Stepper stepper;
    private final SolveStatus[] status;
    private final double[] lastStep;
    private final int[] atBeginnings;
    private final int[] accepted;
    private final int[] rejected;

    /**
     * Creates the tally.
     *
     * @param stepper the method, which knows what a step costs
     * @param batch number of samples
     */
    SampleTally(Stepper stepper, int batch) {
        this.stepper = stepper;
        status = new SolveStatus[batch];
        lastStep = new double[batch];
        atBeginnings = new int[batch];
        accepted = new int[batch];
        rejected = new int[batch];
    }

    /** Forgets everything; a sample of which nothing else becomes known was not finite at its start. */
    void restart() {
        Arrays.fill(status, SolveStatus.NON_FINITE);
        Arrays.fill(lastStep, 0.0);
        Arrays.fill(atBeginnings, 0);
        Arrays.fill(accepted, 0);
        Arrays.fill(rejected, 0);
    }

    /** An evaluation at the beginning of a step, or to guess the first. */
    void evaluated(int sample) {
        atBeginnings[sample]++;
    }

    void accepted(int sample) {
        accepted[sample]++;
    }

    void rejected(int sample) {
        rejected[sample]++;
    }

    int attempts(int sample) {
        return accepted[sample] + rejected[sample];
    }

    void ended(int sample, SolveStatus how, double stepSize) {
        status[sample] = how;
        lastStep[sample] = stepSize;
    }

    Solution.SampleReport report(int sample, double time, int denseSteps) {
        long evaluations = atBeginnings[sample] + stepper.evaluations(attempts(sample), denseSteps);
        return new Solution.SampleReport(
                status[sample], time, lastStep[sample], evaluations, accepted[sample], rejected[sample]);
    }
}
