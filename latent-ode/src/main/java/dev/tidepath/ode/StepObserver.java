package dev.tidepath.ode;

/** Sees the accepted steps of a solve while they happen. */
@FunctionalInterface
public interface StepObserver {

    /**
     * Called once a round of steps, before the states move on.
     *
     * @param steps the accepted steps, at least one; valid during the call alone
     */
    void accepted(AcceptedSteps steps);
}
