package dev.tidepath.ode;

import java.util.Arrays;

/** How the samples of a solve fare: status, what their steps cost, the last step's size. One entry a sample. */
final class SampleTally {

    private final Stepper stepper;
    private final SolveStatus[] status;
    private final double[] lastStep;
    private final int[] extraEvaluations;
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
        extraEvaluations = new int[batch];
        accepted = new int[batch];
        rejected = new int[batch];
    }

    /** Forgets everything; a sample of which nothing else becomes known was not finite at its start. */
    void restart() {
        Arrays.fill(status, SolveStatus.NON_FINITE);
        Arrays.fill(lastStep, 0.0);
        Arrays.fill(extraEvaluations, 0);
        Arrays.fill(accepted, 0);
        Arrays.fill(rejected, 0);
    }

    /** An evaluation that belongs to no step. */
    void evaluated(int sample) {
        extraEvaluations[sample]++;
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

    void ended(int sample, SolveStatus how) {
        status[sample] = how;
    }

    void lastStep(int sample, double size) {
        lastStep[sample] = size;
    }

    Solution.SampleReport report(int sample, double time, int denseSteps) {
        int taken = accepted[sample];
        boolean done = taken > 0 && status[sample] == SolveStatus.SUCCESS;
        long evaluations = extraEvaluations[sample]
                + stepper.evaluations(taken, rejected[sample], denseSteps, done ? taken - 1 : taken);
        return new Solution.SampleReport(status[sample], time, lastStep[sample], evaluations, taken, rejected[sample]);
    }
}
