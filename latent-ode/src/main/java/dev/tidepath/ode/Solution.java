package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/**
 * What a solve found: outputs, final states, and for each sample how it ended and what it cost. Not to be modified.
 *
 * <p>Outputs later than the time a failed sample reached are NaN; its status is not {@link SolveStatus#SUCCESS}.
 */
public final class Solution {

    private final SaveAt at;
    private final Matrix outputs;
    private final Matrix finalStates;
    private final SampleReport[] reports;

    Solution(SaveAt at, Matrix outputs, Matrix finalStates, SampleReport[] reports) {
        this.at = at;
        this.outputs = outputs;
        this.finalStates = finalStates;
        this.reports = reports;
    }

    /**
     * How one sample went.
     *
     * @param status how it ended
     * @param time the time reached
     * @param lastStep size of the last attempted step, signed
     * @param evaluations evaluations of the field for this sample
     * @param accepted accepted steps
     * @param rejected rejected steps
     */
    public record SampleReport(
            SolveStatus status, double time, double lastStep, long evaluations, int accepted, int rejected) {}

    /**
     * What was asked for.
     *
     * @return the specification of this solve
     */
    public SaveAt saveAt() {
        return at;
    }

    /**
     * States at the output times, packed.
     *
     * @return features × {@link SaveAt#total()}; column {@code saveAt().offset(b) + i} is output {@code i} of sample
     *     {@code b}
     */
    public Matrix outputs() {
        return outputs;
    }

    /**
     * States at the times reached.
     *
     * @return features × batch
     */
    public Matrix finalStates() {
        return finalStates;
    }

    /**
     * How one sample went.
     *
     * @param sample index in the batch
     * @return its report
     */
    public SampleReport report(int sample) {
        return reports[sample];
    }

    /**
     * How one sample ended.
     *
     * @param sample index in the batch
     * @return its status
     */
    public SolveStatus status(int sample) {
        return reports[sample].status();
    }

    /**
     * Whether every sample reached its end.
     *
     * @return true if all statuses are {@link SolveStatus#SUCCESS}
     */
    public boolean succeeded() {
        for (SampleReport report : reports) {
            if (report.status() != SolveStatus.SUCCESS) {
                return false;
            }
        }
        return true;
    }

    /**
     * Insists on success.
     *
     * @return this
     * @throws OdeException for the first sample that did not reach its end
     */
    public Solution orThrow() {
        for (int b = 0; b < reports.length; b++) {
            SampleReport r = reports[b];
            if (r.status() != SolveStatus.SUCCESS) {
                throw new OdeException(r.status(), b, r.time(), r.lastStep());
            }
        }
        return this;
    }
}
