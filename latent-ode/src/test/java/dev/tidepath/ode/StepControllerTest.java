package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds, sharing, tolerances by feature, and the compaction of finished samples. */
class StepControllerTest {

    private static final PidController CONTROL = PidController.integral(1e-8, 1e-10);

    /** y' = −c y with a rate from the context. */
    private static final VectorField DECAY = (t, y, c, dydt) -> {
        for (int b = 0; b < y.batch(); b++) {
            dydt.set(0, b, -c.features().get(0, b) * y.get(0, b));
        }
    };

    private static Matrix row(int n, double first, double step) {
        Matrix m = Matrix.zeros(1, n);
        for (int b = 0; b < n; b++) {
            m.set(0, b, first + step * b);
        }
        return m;
    }

    private static OdeSolver solver(StepController controller) {
        return new OdeSolver(ExplicitRungeKutta.dopri5(), controller, 10_000);
    }

    @Test
    void boundedStepsAreNoLongerThanAsked() {
        List<Double> sizes = new ArrayList<>();
        Solution s = solver(new BoundedSteps(CONTROL, 0, 0.05))
                .solve(
                        DECAY,
                        row(1, 1, 0),
                        Context.of(row(1, 1, 0)),
                        SaveAt.end(1, 0, -1),
                        steps -> sizes.add(steps.sizes()[0]));
        assertEquals(Math.E, s.orThrow().finalStates().get(0, 0), 1e-7);
        assertTrue(sizes.size() >= 20);
        assertTrue(sizes.stream().allMatch(h -> h < 0 && h >= -0.05));
    }

    @Test
    void stepsRejectedBelowTheLeastFail() {
        Solution s = solver(new BoundedSteps(CONTROL, 0.5, 10))
                .solve(DECAY, row(2, 1, 0), Context.of(row(2, 100, -99.999)), SaveAt.end(2, 0, 4));
        assertEquals(SolveStatus.STEP_TOO_SMALL, s.status(0));
        assertEquals(SolveStatus.SUCCESS, s.status(1));
        assertThrows(IllegalArgumentException.class, () -> new BoundedSteps(CONTROL, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BoundedSteps(CONTROL, -1, 1));
    }

    @Test
    void sharedStepsAreThoseOfTheWholeBatch() {
        int n = 30;
        OdeSolver shared = solver(new SharedSteps(CONTROL));
        SaveAt at = SaveAt.shared(n, 0, 2, 0.3, 1.7);
        Solution s = shared.solve(DECAY, row(n, 1, 0.1), Context.of(row(n, 0.1, 0.1)), at)
                .orThrow();
        for (int b = 0; b < n; b++) {
            assertEquals(s.report(0), s.report(b));
            double exact = (1 + 0.1 * b) * Math.exp(-1.7 * (0.1 + 0.1 * b));
            assertEquals(exact, s.outputs().get(0, at.offset(b) + 1), 1e-7);
        }
        // a batch of equal samples takes the steps that each would take alone
        Solution equal = shared.solve(DECAY, row(n, 1, 0), Context.of(row(n, 1, 0)), at);
        Solution alone = solver(CONTROL).solve(DECAY, row(1, 1, 0), Context.of(row(1, 1, 0)), SaveAt.end(1, 0, 2));
        assertEquals(alone.report(0).accepted(), equal.report(7).accepted());
    }

    /** Outputs are written for the batch at once where all samples have the same times, else one by one. */
    @Test
    void sharedOutputsAreTheSameBitsHoweverTheyAreWritten() {
        int n = 70;
        double[] times = new double[60];
        for (int i = 0; i < 60; i++) {
            times[i] = i < 2 ? 0 : i > 57 ? 2 : 0.035 * (i - i % 3);
        }
        double[][] lists = new double[n][];
        double[] end = new double[n];
        for (int b = 0; b < n; b++) {
            lists[b] = times.clone();
            end[b] = 2;
        }
        Matrix y0 = row(n, 1, 0.1);
        y0.set(0, 3, Double.NaN);
        for (Stepper stepper : new Stepper[] {ExplicitRungeKutta.dopri5(), ExplicitRungeKutta.dop853()}) {
            OdeSolver solver = new OdeSolver(stepper, new SharedSteps(CONTROL), 1000);
            Context c = Context.of(row(n, 0.1, 0.1));
            Solution together = solver.solve(DECAY, y0, c, SaveAt.shared(n, 0, 2, times));
            Solution each = solver.solve(DECAY, y0, c, SaveAt.of(new double[n], end, lists));
            assertArrayEquals(each.outputs().row(0), together.outputs().row(0));
            for (int b = 0; b < n; b++) {
                assertEquals(each.report(b), together.report(b));
                assertEquals(b == 3 ? SolveStatus.NON_FINITE : SolveStatus.SUCCESS, together.status(b));
            }
        }
    }

    @Test
    void theLeaderOfSharedFixedStepsMayFail() {
        VectorField line = (t, y, c, dydt) -> {
            for (int b = 0; b < y.batch(); b++) {
                dydt.set(0, b, c.features().get(0, b) > 0 && t[b] > 3 ? Double.NaN : 1);
            }
        };
        Context c = Context.of(row(3, 1, -1));
        SaveAt at = SaveAt.shared(3, 0, 5, 0.5, 1.5, 2.5, 3.5, 4.5);
        Solution s = new OdeSolver(ExplicitRungeKutta.rk4(), new SharedSteps(new FixedStep(10)), 10)
                .solve(line, Matrix.zeros(1, 3), c, at);
        assertEquals(SolveStatus.NON_FINITE, s.status(0));
        for (int b = 1; b < 3; b++) {
            for (int i = 0; i < 5; i++) {
                assertEquals(0.5 + i, s.outputs().get(0, at.offset(b) + i), 1e-12);
            }
        }
    }

    @Test
    void sharedStepsNeedOneInterval() {
        SaveAt at = SaveAt.of(new double[2], new double[] {1, 2}, new double[2][0]);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> solver(new SharedSteps(CONTROL)).solve(DECAY, row(2, 1, 0), Context.of(row(2, 1, 0)), at))
                .getMessage();
        assertTrue(message.contains("sample 1 goes from 0.0 to 2.0, sample 0 from 0.0 to 1.0"), message);
    }

    @Test
    void tolerancesByFeature() {
        VectorField two = (t, y, c, dydt) -> {
            for (int b = 0; b < y.batch(); b++) {
                dydt.set(0, b, -y.get(0, b));
                dydt.set(1, b, 1000 * Math.cos(40 * t[b]));
            }
        };
        Matrix y0 = Matrix.ofSamples(new double[] {1, 0});
        double[] rtol = {1e-8, 0};
        Solution loose = solver(
                        new PidController(ErrorNorm.perFeature(rtol, new double[] {1e-8, 1e6}), 0, 1, 0, 0.9, 0.2, 10))
                .solve(two, y0, Context.none(), SaveAt.end(1, 0, 1));
        Solution tight = solver(
                        new PidController(ErrorNorm.perFeature(rtol, new double[] {1e-8, 1e-8}), 0, 1, 0, 0.9, 0.2, 10))
                .solve(two, y0, Context.none(), SaveAt.end(1, 0, 1));
        assertTrue(loose.report(0).accepted() * 3 < tight.report(0).accepted());
        assertEquals(Math.exp(-1), loose.finalStates().get(0, 0), 1e-7);
        ErrorNorm three = ErrorNorm.perFeature(new double[3], new double[] {1, 1, 1});
        assertThrows(
                ShapeException.class,
                () -> solver(new PidController(three, 0, 1, 0, 0.9, 0.2, 10))
                        .solve(two, y0, Context.none(), SaveAt.end(1, 0, 1)));
        assertThrows(ShapeException.class, () -> ErrorNorm.perFeature(new double[1], new double[2]));
        ErrorNorm repeated = ErrorNorm.perFeature(rtol, new double[] {1, 1});
        assertThrows(
                ShapeException.class,
                () -> solver(new PidController(repeated, 0, 1, 0, 0.9, 0.2, 10))
                        .solve(two, Matrix.zeros(4, 1), Context.none(), SaveAt.end(1, 0, 1)));
    }

    @Test
    void finishedSamplesAreCompactedAway() {
        int n = 64;
        double[] end = new double[n];
        for (int b = 0; b < n; b++) {
            end[b] = b % 4 == 1 ? 30 : 0.1;
        }
        int[] narrowest = {n};
        long[] columns = {0};
        VectorField watched = (t, y, c, dydt) -> {
            assertEquals(y.batch(), c.features().batch());
            narrowest[0] = Math.min(narrowest[0], y.batch());
            columns[0] += y.batch();
            DECAY.eval(t, y, c, dydt);
        };
        SaveAt at = SaveAt.of(new double[n], end, new double[n][0]);
        Matrix rates = row(n, 0.5, 0.01);
        Solution s = solver(CONTROL)
                .solve(watched, row(n, 1, 0), Context.of(rates), at)
                .orThrow();
        assertEquals(16, narrowest[0]);
        long needed = 0;
        for (int b = 0; b < n; b++) {
            assertEquals(Math.exp(-rates.get(0, b) * end[b]), s.finalStates().get(0, b), 1e-7);
            assertEquals(end[b], s.report(b).time());
            needed += s.report(b).evaluations();
        }
        assertTrue(columns[0] < 1.3 * needed, columns[0] + " columns for " + needed);
        assertArrayEquals(new double[] {0.5 + 0.63}, rates.sample(63), 1e-12);
    }

    @Test
    void aFieldThatThrowsIsNotHidden() {
        RuntimeException own = new IllegalStateException("own");
        VectorField throwing = (t, y, c, dydt) -> {
            throw own;
        };
        assertEquals(
                own,
                assertThrows(
                        IllegalStateException.class,
                        () -> solver(CONTROL).solve(throwing, row(1, 1, 0), Context.none(), SaveAt.end(1, 0, 1))));
    }
}
