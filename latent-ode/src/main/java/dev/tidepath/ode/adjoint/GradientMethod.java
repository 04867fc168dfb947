package dev.tidepath.ode.adjoint;

/** The gradient strategies a user can choose between by name. */
public enum GradientMethod {
    /** The discrete adjoint over recorded steps, exact for what was computed: the default. */
    CHECKPOINTED,
    /** The adjoint ODE of Chen et al. (2018), solved backwards in memory independent of the number of steps. */
    BACKSOLVE
}
