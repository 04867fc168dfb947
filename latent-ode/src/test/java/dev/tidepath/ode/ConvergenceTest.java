package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.tensor.Matrix;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders measured on {@code y' = y cos t + 0.3 (t² − y²)}, y(0) = 0.7. */
class ConvergenceTest {

    private static final VectorField FIELD = (t, y, c, dydt) -> {
        for (int b = 0; b < y.batch(); b++) {
            dydt.set(0, b, slope(t[b], y.get(0, b)));
        }
    };

    private static double slope(double t, double y) {
        return y * StrictMath.cos(t) + 0.3 * (t * t - y * y);
    }

    /** commons-math's eighth-order pair as an independent reference. */
    private static double oracle(double t0, double y0, double t1) {
        DormandPrince853Integrator integrator = new DormandPrince853Integrator(1e-14, 1, 1e-15, 1e-14);
        double[] y = {y0};
        integrator.integrate(
                new FirstOrderDifferentialEquations() {
                    @Override
                    public int getDimension() {
                        return 1;
                    }

                    @Override
                    public void computeDerivatives(double t, double[] state, double[] derivative) {
                        derivative[0] = slope(t, state[0]);
                    }
                },
                t0,
                y,
                t1,
                y);
        return y[0];
    }

    private static Matrix state(double y) {
        return Matrix.ofSamples(new double[] {y});
    }

    @Test
    void tightToleranceMeetsTheOracle() {
        Solution s = OdeSolver.dopri5(1e-13, 1e-14, 100_000)
                .solve(FIELD, state(0.7), Context.none(), SaveAt.end(1, 0, 2))
                .orThrow();
        assertEquals(oracle(0, 0.7, 2), s.finalStates().get(0, 0), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dopri5ConvergesWithOrderFive(boolean forward) {
        double slope = fittedOrder(ExplicitRungeKutta.dopri5(), forward);
        assertTrue(slope >= 4.85 && slope <= 5.6, "fitted order " + slope);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rk4ConvergesWithOrderFour(boolean forward) {
        double slope = fittedOrder(ExplicitRungeKutta.rk4(), forward);
        assertTrue(slope >= 3.6 && slope <= 4.6, "fitted order " + slope);
    }

    private static double fittedOrder(Stepper stepper, boolean forward) {
        double there = oracle(0, 0.7, 2);
        double exact = forward ? there : 0.7;
        SimpleRegression line = new SimpleRegression();
        for (int n = 8; n <= 128; n *= 2) {
            Solution s = new OdeSolver(stepper, new FixedStep(n), n)
                    .solve(
                            FIELD,
                            state(forward ? 0.7 : there),
                            Context.none(),
                            forward ? SaveAt.end(1, 0, 2) : SaveAt.end(1, 2, 0))
                    .orThrow();
            assertEquals(n, s.report(0).accepted());
            line.addData(Math.log(n), -Math.log(Math.abs(s.outputs().get(0, 0) - exact)));
        }
        return line.getSlope();
    }

    @Test
    void denseOutputOfDopri5IsOfOrderFour() {
        assertDenseOrder(ExplicitRungeKutta.dopri5(), 5);
    }

    @Test
    void denseOutputOfRk4IsOfOrderThree() {
        assertDenseOrder(ExplicitRungeKutta.rk4(), 4);
    }

    /** The error inside a single step falls with one order more than the dense output has. */
    private static void assertDenseOrder(Stepper stepper, int expected) {
        SimpleRegression line = new SimpleRegression();
        for (double h = 0.4; h > 0.02; h /= 2) {
            double[] times = {0.2 * h, 0.4 * h, 0.6 * h, 0.8 * h};
            Solution s = new OdeSolver(stepper, new FixedStep(1), 1)
                    .solve(FIELD, state(0.7), Context.none(), SaveAt.shared(1, 0, h, times))
                    .orThrow();
            double worst = 0;
            for (int i = 0; i < times.length; i++) {
                worst = Math.max(worst, Math.abs(s.outputs().get(0, i) - oracle(0, 0.7, times[i])));
            }
            line.addData(Math.log(h), Math.log(worst));
        }
        assertTrue(
                line.getSlope() >= expected - 0.3 && line.getSlope() <= expected + 1.1,
                "fitted local order " + line.getSlope());
    }

    @Test
    void errorFollowsTheTolerance() {
        double exact = oracle(0, 0.7, 2);
        SimpleRegression line = new SimpleRegression();
        for (int digits = 4; digits <= 11; digits++) {
            double tolerance = Math.pow(10, -digits);
            Solution s = OdeSolver.dopri5(tolerance, tolerance, 10_000)
                    .solve(FIELD, state(0.7), Context.none(), SaveAt.end(1, 0, 2))
                    .orThrow();
            double error = Math.abs(s.finalStates().get(0, 0) - exact);
            assertTrue(error <= 10 * tolerance, "error " + error + " at tolerance " + tolerance);
            line.addData(-digits, Math.log10(error));
        }
        assertTrue(line.getSlope() >= 0.8 && line.getSlope() <= 1.3, "slope " + line.getSlope());
    }
}
