package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DenseOutputTest {

    static OdeSolver[] solvers() {
        return new OdeSolver[] {
            OdeSolver.dopri5(1e-6, 1e-8, 1000),
            OdeSolver.tsit5(1e-6, 1e-8, 1000),
            new OdeSolver(ExplicitRungeKutta.dop853(), PidController.integral(1e-9, 1e-9), 1000),
            new OdeSolver(ExplicitRungeKutta.bosh3(), PidController.integral(1e-4, 1e-4), 1000),
            new OdeSolver(ExplicitRungeKutta.heun(), PidController.integral(1e-3, 1e-3), 1000),
            new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(7), 7),
            new OdeSolver(ExplicitRungeKutta.midpoint(), new FixedStep(7), 7),
            new OdeSolver(ExplicitRungeKutta.euler(), new FixedStep(7), 7),
        };
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void readsWhatOutputTimesWouldHaveGiven(OdeSolver solver) {
        Matrix y0 = Matrix.ofSamples(new double[] {0.5, 0.1}, new double[] {1.5, -0.4}, new double[] {0.3, 1});
        double[][] times = new double[3][50];
        double[] end = {4, -3, 0};
        for (int b = 0; b < 3; b++) {
            int sample = b;
            Arrays.setAll(times[b], i -> end[sample] * i / 49);
        }
        SaveAt at = SaveAt.of(new double[3], end, times);
        DenseOutput dense = new DenseOutput(solver, 2, 3);
        Context c = Context.of(Matrix.ofSamples(new double[] {1, -0.2}, new double[] {0.5, -1}, new double[2]));
        Solution s = solver.solve(new DrivenOscillator(), y0, c, at, dense).orThrow();
        for (int b = 0; b < 2; b++) {
            for (int i = 0; i < 50; i++) {
                double[] expected = s.outputs().sample(at.offset(b) + i);
                assertArrayEquals(expected, dense.at(b, times[b][i]), 1e-13);
            }
            double[] steps = dense.times(b);
            assertEquals(s.report(b).accepted() + 1, steps.length);
            assertArrayEquals(y0.sample(b), dense.at(b, steps[0]));
            assertArrayEquals(s.finalStates().sample(b), dense.at(b, steps[steps.length - 1]));
            int sample = b;
            String message = assertThrows(IllegalArgumentException.class, () -> dense.at(sample, 5))
                    .getMessage();
            assertTrue(message.contains("has no state at 5.0; it was solved from 0.0 to " + end[b]), message);
        }
        assertEquals(0, dense.times(2).length);
        assertThrows(IllegalArgumentException.class, () -> dense.at(2, 0));
    }
}
