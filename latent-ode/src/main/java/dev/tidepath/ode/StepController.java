package dev.tidepath.ode;

import java.util.Optional;

/**
 * Chooses step sizes and decides whether a step is kept, for each sample by itself. Immutable; what it remembers of a
 * solve lives in the {@link StepControl} it creates.
 */
public interface StepController {

    /**
     * In what norm errors are measured.
     *
     * @return empty if every step is kept and no error estimate is needed
     */
    Optional<ErrorNorm> norm();

    /**
     * Whether all samples of a batch take the same steps, by their common error.
     *
     * @return false unless said otherwise: each sample has its own
     */
    default boolean shared() {
        return false;
    }

    /**
     * Creates the memory for a solve.
     *
     * @param batch number of samples
     * @param errorOrder {@link Stepper#errorOrder()}
     * @return a workspace of one thread
     */
    StepControl newControl(int batch, int errorOrder);
}
