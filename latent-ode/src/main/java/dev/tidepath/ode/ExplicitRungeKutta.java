package dev.tidepath.ode;

/**
 * Any explicit Runge–Kutta method.
 *
 * @param tableau its coefficients
 */
public record ExplicitRungeKutta(ButcherTableau tableau) implements Stepper {

    /**
     * Dormand and Prince's 5(4) pair, {@link ButcherTableau#DOPRI5}.
     *
     * @return the method
     */
    public static ExplicitRungeKutta dopri5() {
        return new ExplicitRungeKutta(ButcherTableau.DOPRI5);
    }

    /**
     * The classical method of order 4, {@link ButcherTableau#RK4}, for fixed steps.
     *
     * @return the method
     */
    public static ExplicitRungeKutta rk4() {
        return new ExplicitRungeKutta(ButcherTableau.RK4);
    }

    @Override
    public int order() {
        return tableau.order();
    }

    @Override
    public int errorOrder() {
        return tableau.embeddedOrder() == 0 ? 0 : tableau.embeddedOrder() + 1;
    }

    @Override
    public int evaluationsPerAttempt() {
        return tableau.stages() - 1;
    }

    @Override
    public boolean firstSameAsLast() {
        return tableau.firstSameAsLast();
    }

    @Override
    public Step newStep(int features, int batch) {
        return new RungeKuttaStep(tableau, features, batch);
    }

    @Override
    public StepPullback newPullback(int features, int batch) {
        return new RungeKuttaPullback(tableau, features, batch);
    }
}
