package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.PidController;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The discrete adjoint of every method, its dense output and the stages for it included. */
class EveryMethodAdjointTest {

    static List<ExplicitRungeKutta> all() {
        return List.of(
                ExplicitRungeKutta.euler(),
                ExplicitRungeKutta.midpoint(),
                ExplicitRungeKutta.heun(),
                ExplicitRungeKutta.rk4(),
                ExplicitRungeKutta.bosh3(),
                ExplicitRungeKutta.dopri5(),
                ExplicitRungeKutta.tsit5(),
                ExplicitRungeKutta.dop853());
    }

    @ParameterizedTest
    @MethodSource("all")
    void fewLongStepsAreDifferentiatedExactly(ExplicitRungeKutta method) {
        OdeSolver solver = new OdeSolver(method, new FixedStep(6), 6);
        assertExact(LinearLoss.ragged(), solver);
        assertExact(LinearLoss.dense(), solver);
    }

    @ParameterizedTest
    @MethodSource("all")
    void chosenStepsAreDifferentiatedExactly(ExplicitRungeKutta method) {
        if (method.errorOrder() > 0) {
            OdeSolver solver = new OdeSolver(method, PidController.integral(1e-3, 1e-3), 1000);
            assertExact(LinearLoss.ragged(), solver);
            assertExact(LinearLoss.dense(), solver);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void quadratureOfTheContinuousAdjointFitsTheMethod(ExplicitRungeKutta method) {
        LinearLoss loss = LinearLoss.ragged();
        OdeSolver solver = new OdeSolver(method, new FixedStep(400), 10_000);
        Gradients discrete = loss.gradient(CheckpointedAdjoint.standard(), solver);
        Gradients continuous = loss.gradient(new BacksolveAdjoint(solver), solver);
        double tolerance = Math.max(2e-6, 40 * Math.pow(1 / 400.0, method.order()));
        assertArrayEquals(discrete.initialState(), continuous.initialState(), tolerance);
        assertArrayEquals(discrete.parameters(), continuous.parameters(), tolerance);
        assertArrayEquals(discrete.context(), continuous.context(), tolerance);
    }

    private static void assertExact(LinearLoss loss, OdeSolver solver) {
        assertTrue(loss.solve(solver).succeeded());
        Gradients gradient = loss.gradient(CheckpointedAdjoint.standard(), solver);
        Gradients differences = loss.differences(CheckpointedAdjoint.standard(), solver);
        assertClose(differences.initialState(), gradient.initialState());
        assertClose(differences.parameters(), gradient.parameters());
        assertClose(differences.context(), gradient.context());
        assertClose(differences.times(), gradient.times());
    }

    /** As close as the second order of central differences allows. */
    private static void assertClose(double[] expected, double[] found) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertArrayEquals(expected, found, 2e-8 * Math.max(1, largest));
    }
}
