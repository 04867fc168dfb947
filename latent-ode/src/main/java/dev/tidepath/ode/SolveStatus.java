package dev.tidepath.ode;

/** How the solution of one sample ended. */
public enum SolveStatus {
    /** The end time was reached. */
    SUCCESS("the end time was reached"),
    /** The limit on attempted steps was met first. */
    TOO_MANY_STEPS("raise maxSteps or loosen the tolerances; if the problem is stiff an explicit method will not do"),
    /** The error control asked for a step that the resolution of time cannot express. */
    STEP_TOO_SMALL("the solution may be singular or discontinuous there; loosen the tolerances or stop before it"),
    /** The state or its derivative became infinite or NaN. */
    NON_FINITE("check the initial state and parameters for NaN and the field for overflow or a pole");

    private final String advice;

    SolveStatus(String advice) {
        this.advice = advice;
    }

    /**
     * What the user can do about it.
     *
     * @return one line without a full stop
     */
    public String advice() {
        return advice;
    }
}
