package dev.tidepath.ode;

/**
 * Any explicit Runge–Kutta method.
 *
 * @param tableau its coefficients
 */
public record ExplicitRungeKutta(ButcherTableau tableau) implements Stepper {

    /**
     * Euler's method, {@link ButcherTableau#EULER}, for fixed steps.
     *
     * @return the method
     */
    public static ExplicitRungeKutta euler() {
        return new ExplicitRungeKutta(ButcherTableau.EULER);
    }

    /**
     * The midpoint rule, {@link ButcherTableau#MIDPOINT}.
     *
     * @return the method
     */
    public static ExplicitRungeKutta midpoint() {
        return new ExplicitRungeKutta(ButcherTableau.MIDPOINT);
    }

    /**
     * Heun's method 2(1), {@link ButcherTableau#HEUN}.
     *
     * @return the method
     */
    public static ExplicitRungeKutta heun() {
        return new ExplicitRungeKutta(ButcherTableau.HEUN);
    }

    /**
     * The classical method of order 4, {@link ButcherTableau#RK4}, for fixed steps.
     *
     * @return the method
     */
    public static ExplicitRungeKutta rk4() {
        return new ExplicitRungeKutta(ButcherTableau.RK4);
    }

    /**
     * Bogacki and Shampine's 3(2) pair, {@link ButcherTableau#BOSH3}.
     *
     * @return the method
     */
    public static ExplicitRungeKutta bosh3() {
        return new ExplicitRungeKutta(ButcherTableau.BOSH3);
    }

    /**
     * Dormand and Prince's 5(4) pair, {@link ButcherTableau#DOPRI5}.
     *
     * @return the method
     */
    public static ExplicitRungeKutta dopri5() {
        return new ExplicitRungeKutta(ButcherTableau.DOPRI5);
    }

    /**
     * Tsitouras' 5(4) pair, {@link ButcherTableau#TSIT5}.
     *
     * @return the method
     */
    public static ExplicitRungeKutta tsit5() {
        return new ExplicitRungeKutta(ButcherTableau.TSIT5);
    }

    /**
     * Dormand and Prince's method of order 8, {@link ButcherTableau#DOP853}.
     *
     * @return the method
     */
    public static ExplicitRungeKutta dop853() {
        return new ExplicitRungeKutta(ButcherTableau.DOP853);
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
    public int denseDegree() {
        return tableau.interpolant().degree();
    }

    @Override
    public int denseEvaluations() {
        return tableau.denseStages();
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
