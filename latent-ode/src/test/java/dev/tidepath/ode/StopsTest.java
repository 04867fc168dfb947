package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.tensor.Matrix;
import org.junit.jupiter.api.Test;

class StopsTest {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-9, 1e-11, 1000);

    /** y' = 1 before t = 1, y' = −2 after it; the value at t = 1 itself is never asked for. */
    private static final VectorField SWITCH = (t, y, c, dydt) -> {
        for (int b = 0; b < y.batch(); b++) {
            dydt.set(0, b, t[b] < 1 ? 1 : t[b] > 1 ? -2 : Double.NaN);
        }
    };

    @Test
    void aSwitchCostsTwoStepsInsteadOfASearch() {
        SaveAt at = SaveAt.shared(1, 0, 3, 0.5, 1, 2);
        Stops stops = Stops.at(new double[][] {{1}}, Stops.Jump.NONE);
        Solution s = SOLVER.solve(SWITCH, Matrix.zeros(1, 1), Context.none(), at, stops, null)
                .orThrow();
        assertEquals(0.5, s.outputs().get(0, 0), 1e-14);
        assertEquals(1, s.outputs().get(0, 1), 1e-14);
        assertEquals(-1, s.outputs().get(0, 2), 1e-14);
        assertEquals(-3, s.finalStates().get(0, 0), 1e-14);
        assertTrue(s.report(0).accepted() < 25);
        assertEquals(0, s.report(0).rejected());
    }

    @Test
    void denseOutputHasTheStateAfterAStopAndARecordRefusesOne() {
        SaveAt at = SaveAt.end(1, 0, 2);
        Stops stops = Stops.at(new double[][] {{1}}, (sample, t, y, lane) -> y.set(0, lane, 10));
        DenseOutput dense = new DenseOutput(SOLVER, 1, 1);
        SOLVER.solve(SWITCH, Matrix.zeros(1, 1), Context.none(), at, stops, dense)
                .orThrow();
        assertEquals(10, dense.at(0, 1)[0]);
        assertEquals(1, dense.at(0, Math.nextDown(1.0))[0], 1e-14);
        assertEquals(9, dense.at(0, 1.5)[0], 1e-14);
        assertThrows(
                IllegalStateException.class,
                () -> SOLVER.solve(SWITCH, Matrix.zeros(1, 1), Context.none(), at, stops, dense));
        assertThrows(
                IllegalStateException.class,
                () -> SOLVER.solve(SWITCH, Matrix.zeros(1, 1), Context.none(), at, stops, new StepRecorder(1)));
    }

    @Test
    void stopsOfSharedStepsAreShared() {
        OdeSolver shared =
                new OdeSolver(ExplicitRungeKutta.dopri5(), new SharedSteps(PidController.integral(1e-6, 1e-6)), 1000);
        Stops apart = Stops.at(new double[][] {{1, 2}, {1, 3}}, Stops.Jump.NONE);
        SaveAt at = SaveAt.end(2, 0, 4);
        assertThrows(
                IllegalArgumentException.class,
                () -> shared.solve(SWITCH, Matrix.zeros(1, 2), Context.none(), at, apart, null));
        Stops same = Stops.at(new double[][] {{1, 2}, {1, 2}}, Stops.Jump.NONE);
        Solution s = shared.solve(SWITCH, Matrix.zeros(1, 2), Context.none(), at, same, null)
                .orThrow();
        assertEquals(-5, s.finalStates().get(0, 1), 1e-12);
    }

    @Test
    void everySampleHasItsOwnJumpsInBothDirections() {
        VectorField decay = (t, y, c, dydt) -> {
            for (int b = 0; b < y.batch(); b++) {
                dydt.set(0, b, -y.get(0, b));
            }
        };
        int n = 40;
        double[] start = new double[n];
        double[] end = new double[n];
        double[][] stops = new double[n][];
        double[][] outputs = new double[n][];
        Matrix y0 = Matrix.zeros(1, n);
        for (int b = 0; b < n; b++) {
            int direction = b % 2 == 0 ? 1 : -1;
            end[b] = direction * (1 + b);
            stops[b] = b % 3 == 0 ? new double[0] : new double[] {0.25 * end[b], 0.5 * end[b]};
            outputs[b] = new double[] {0.5 * end[b]};
            y0.set(0, b, 1);
        }
        Stops doses = Stops.at(stops, (sample, t, y, lane) -> y.set(0, lane, y.get(0, lane) + sample));
        Solution s = SOLVER.solve(decay, y0, Context.none(), SaveAt.of(start, end, outputs), doses, null)
                .orThrow();
        for (int b = 0; b < n; b++) {
            double dose = b % 3 == 0 ? 0 : b;
            double half = Math.exp(-0.5 * end[b]) + dose * (Math.exp(-0.25 * end[b]) + 1);
            double all = half * Math.exp(-0.5 * end[b]);
            assertEquals(half, s.outputs().get(0, b), 1e-9 + 1e-7 * half);
            assertEquals(all, s.finalStates().get(0, b), 1e-9 + 1e-7 * all);
        }
    }

    @Test
    void stopsMustLieInOrderInsideTheInterval() {
        SaveAt at = SaveAt.end(1, 0, 3);
        double[][] wrong = {
            {0},
            {3},
            {4},
            {2, 1},
            {1, 1},
            {Double.NaN},
            {1, Math.nextUp(1.0)},
            {1, Math.nextUp(Math.nextUp(1.0))},
            {Math.nextDown(3.0)},
            {Double.MIN_VALUE}
        };
        for (double[] times : wrong) {
            Stops stops = Stops.at(new double[][] {times}, Stops.Jump.NONE);
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> SOLVER.solve(SWITCH, Matrix.zeros(1, 1), Context.none(), at, stops, null))
                    .getMessage();
            assertTrue(message.contains("stops of sample 0 must lie strictly between"), message);
        }
        double third = Math.nextUp(Math.nextUp(Math.nextUp(1.0)));
        SOLVER.solve(
                        SWITCH,
                        Matrix.zeros(1, 1),
                        Context.none(),
                        at,
                        Stops.at(new double[][] {{1, third}}, Stops.Jump.NONE),
                        null)
                .orThrow();
        Stops two = Stops.at(new double[2][0], Stops.Jump.NONE);
        assertThrows(
                IllegalArgumentException.class,
                () -> SOLVER.solve(SWITCH, Matrix.zeros(1, 1), Context.none(), at, two, null));
    }
}
