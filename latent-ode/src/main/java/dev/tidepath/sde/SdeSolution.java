package dev.tidepath.sde;

import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.tensor.Matrix;

/**
 * What a solve found. Not to be modified.
 *
 * @param at what was asked for
 * @param outputs states at the output times, packed: features × {@link SaveAt#total()}
 * @param finalStates states at the ends, features × batch
 */
public record SdeSolution(SaveAt at, Matrix outputs, Matrix finalStates) {

    /**
     * How one sample ended.
     *
     * @param sample index in the batch
     * @return success, or that its state became infinite or NaN
     */
    public SolveStatus status(int sample) {
        for (int f = 0; f < finalStates.features(); f++) {
            if (!Double.isFinite(finalStates.get(f, sample))) {
                return SolveStatus.NON_FINITE;
            }
        }
        return SolveStatus.SUCCESS;
    }

    /**
     * Insists on success.
     *
     * @return this
     * @throws OdeException for the first sample that did not succeed
     */
    public SdeSolution orThrow() {
        for (int b = 0; b < at.batch(); b++) {
            if (status(b) != SolveStatus.SUCCESS) {
                throw new OdeException(SolveStatus.NON_FINITE, b, at.end(b), 0);
            }
        }
        return this;
    }
}
