package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.OdeSolver;
import java.util.Locale;

/** The gradient strategies a user can choose between by name. */
public enum GradientMethod {
    /** The discrete adjoint over recorded steps, exact for what was computed, in limited memory: the default. */
    CHECKPOINTED,
    /** The same gradient with every state kept: nothing is computed again, for short solves. */
    FULL_MEMORY,
    /** The adjoint ODE of Chen et al. (2018), solved backwards in memory independent of the number of steps. */
    BACKSOLVE;

    /**
     * The name a user writes.
     *
     * @return such as {@code full-memory}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The strategy itself.
     *
     * @param backward solver of the way back, for the method that has one
     * @return a strategy
     */
    public Adjoint with(OdeSolver backward) {
        return switch (this) {
            case CHECKPOINTED -> CheckpointedAdjoint.standard();
            case FULL_MEMORY -> CheckpointedAdjoint.fullMemory();
            case BACKSOLVE -> new BacksolveAdjoint(backward);
        };
    }
}
