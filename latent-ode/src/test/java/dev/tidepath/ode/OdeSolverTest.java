package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OdeSolverTest {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-8, 1e-10, 10_000);
    private static final VectorField DECAY = (t, y, c, dydt) -> {
        for (int f = 0; f < y.features(); f++) {
            for (int b = 0; b < y.batch(); b++) {
                dydt.set(f, b, -y.get(f, b));
            }
        }
    };

    private static Matrix ones(int batch) {
        Matrix m = Matrix.zeros(1, batch);
        Arrays.fill(m.row(0), 0, batch, 1.0);
        return m;
    }

    @Test
    void everySampleHasItsOwnIntervalDirectionAndTimes() {
        double[][] times = {{0, 0, 0.5, 0.5, 2}, {}, {-1, -1.5}, {3}};
        SaveAt at = SaveAt.of(new double[] {0, 0, 0, 3}, new double[] {2, 1, -2, 3}, times);
        Solution s = SOLVER.solve(DECAY, ones(4), Context.none(), at).orThrow();
        double[] expected = {1, 1, Math.exp(-0.5), Math.exp(-0.5), Math.exp(-2), Math.E, Math.exp(1.5), 1};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], s.outputs().get(0, i), 1e-7 * expected[i]);
        }
        assertEquals(Math.exp(-1), s.finalStates().get(0, 1), 1e-8);
        assertEquals(Math.exp(2), s.finalStates().get(0, 2), 1e-6);
        assertEquals(s.finalStates().get(0, 0), s.outputs().get(0, 4));
        assertEquals(0, s.report(3).accepted());
        assertEquals(0, s.report(3).evaluations());
    }

    @Test
    void outputTimesCostNoSteps() {
        double[] many = new double[200];
        Arrays.setAll(many, i -> i / 200.0);
        Solution with = SOLVER.solve(DECAY, ones(1), Context.none(), SaveAt.shared(1, 0, 1, many));
        Solution without = SOLVER.solve(DECAY, ones(1), Context.none(), SaveAt.shared(1, 0, 1));
        assertEquals(without.report(0), with.report(0));
        assertEquals(without.finalStates().get(0, 0), with.finalStates().get(0, 0));
    }

    @Test
    void evaluationsAreCounted() {
        int[] calls = {0};
        VectorField counting = (t, y, c, dydt) -> {
            calls[0]++;
            DECAY.eval(t, y, c, dydt);
        };
        for (Stepper stepper : new Stepper[] {ExplicitRungeKutta.dopri5(), ExplicitRungeKutta.rk4()}) {
            for (int mostSteps : new int[] {7, 3}) {
                calls[0] = 0;
                OdeSolver solver = new OdeSolver(stepper, new FixedStep(7), mostSteps);
                Solution s = solver.solve(counting, ones(1), Context.none(), SaveAt.end(1, 0, 1));
                assertEquals(calls[0], s.report(0).evaluations());
            }
            calls[0] = 0;
            Integration integration = new OdeSolver(stepper, new FixedStep(7), 99).newIntegration(1, 1);
            integration.states().set(0, 0, 1);
            integration.targets()[0] = 1;
            integration.run(counting, Context.none(), (sample, lane, t, y) -> t[lane] == 1 ? 2 : Double.NaN, null);
            assertEquals(calls[0], integration.report(0).evaluations());
        }
        calls[0] = 0;
        Solution adaptive = SOLVER.solve(counting, ones(1), Context.none(), SaveAt.end(1, 0, 1));
        assertEquals(calls[0], adaptive.report(0).evaluations());
    }

    @Test
    void resultsAreTheSameBitsAloneOrInAnyCompany() {
        Batch all = new Batch(37, 11);
        Solution together = all.solve(SOLVER);
        Integer[] order = new Integer[37];
        Arrays.setAll(order, i -> i);
        java.util.Collections.shuffle(Arrays.asList(order), new Random(5));
        Batch shuffled = all.select(order);
        Solution permuted = shuffled.solve(SOLVER);
        for (int i = 0; i < order.length; i++) {
            assertSameSample(together, order[i], permuted, i);
        }
        for (int b = 0; b < 37; b++) {
            assertSameSample(together, b, all.select(b).solve(SOLVER), 0);
        }
    }

    @Test
    void threadsChangeNoBit() {
        Batch all = new Batch(700, 4);
        Solution alone = all.solve(SOLVER);
        for (int threads : new int[] {1, 2, 5}) {
            try (WorkerPool pool = new WorkerPool("test", threads)) {
                Solution s = SOLVER.solve(
                        DrivenOscillator::new,
                        Matrix.ofSamples(all.y0),
                        Context.of(Matrix.ofSamples(all.context)),
                        SaveAt.of(all.start, all.end, all.times),
                        pool);
                for (int b = 0; b < 700; b++) {
                    assertSameSample(alone, b, s, b);
                }
            }
        }
    }

    private static void assertSameSample(Solution x, int i, Solution y, int j) {
        assertEquals(x.report(i), y.report(j));
        assertArrayEquals(x.finalStates().sample(i), y.finalStates().sample(j));
        int count = x.saveAt().count(i);
        for (int k = 0; k < count; k++) {
            assertArrayEquals(
                    x.outputs().sample(x.saveAt().offset(i) + k),
                    y.outputs().sample(y.saveAt().offset(j) + k));
        }
    }

    /** Oscillators with ragged times, some backward, some of length zero, some that fail. */
    private record Batch(double[][] y0, double[][] context, double[] start, double[] end, double[][] times) {

        Batch(int n, long seed) {
            this(new double[n][], new double[n][], new double[n], new double[n], new double[n][]);
            Random random = new Random(seed);
            for (int b = 0; b < n; b++) {
                y0[b] = new double[] {random.nextGaussian(), random.nextGaussian()};
                context[b] = new double[] {random.nextGaussian(), -random.nextDouble()};
                start[b] = random.nextGaussian();
                end[b] = b % 9 == 4 ? start[b] : start[b] + (b % 3 == 0 ? -1 : 1) * 4 * random.nextDouble();
                times[b] = random.doubles(b % 6).map(u -> u).sorted().toArray();
                for (int i = 0; i < times[b].length; i++) {
                    times[b][i] = start[b] + times[b][i] * (end[b] - start[b]);
                }
            }
            context[7][0] = Double.NaN;
            y0[8][1] = Double.POSITIVE_INFINITY;
        }

        Batch select(Integer... which) {
            int n = which.length;
            Batch part = new Batch(new double[n][], new double[n][], new double[n], new double[n], new double[n][]);
            for (int i = 0; i < n; i++) {
                part.y0[i] = y0[which[i]];
                part.context[i] = context[which[i]];
                part.start[i] = start[which[i]];
                part.end[i] = end[which[i]];
                part.times[i] = times[which[i]];
            }
            return part;
        }

        Solution solve(OdeSolver solver) {
            return solver.solve(
                    new DrivenOscillator(),
                    Matrix.ofSamples(y0),
                    Context.of(Matrix.ofSamples(context)),
                    SaveAt.of(start, end, times));
        }
    }

    @Test
    void blowUpIsReportedWithTimeAndAdvice() {
        VectorField square = (t, y, c, dydt) -> {
            for (int b = 0; b < y.batch(); b++) {
                dydt.set(0, b, y.get(0, b) * y.get(0, b));
            }
        };
        SaveAt at = SaveAt.shared(2, 0, 2, 0.5, 1.5);
        Solution s = SOLVER.solve(square, Matrix.ofSamples(new double[] {1}, new double[] {0.1}), Context.none(), at);
        assertTrue(s.status(0) == SolveStatus.STEP_TOO_SMALL || s.status(0) == SolveStatus.NON_FINITE);
        assertEquals(1.0, s.report(0).time(), 1e-6);
        assertEquals(2.0, s.outputs().get(0, 0), 1e-6);
        assertTrue(Double.isNaN(s.outputs().get(0, 1)));
        assertEquals(SolveStatus.SUCCESS, s.status(1));
        assertEquals(0.1 / 0.85, s.outputs().get(0, 3), 1e-8);
        OdeException e = assertThrows(OdeException.class, s::orThrow);
        assertEquals(0, e.sample());
        assertEquals(s.report(0).time(), e.t());
        assertEquals(s.report(0).lastStep(), e.h());
        assertSame(s.status(0), e.status());
        assertTrue(e.getMessage().contains("sample 0 stopped at t = "), e.getMessage());
        assertTrue(e.getMessage().contains(s.status(0).advice()), e.getMessage());
    }

    @Test
    void limitOnStepsIsReported() {
        Solution s = new OdeSolver(ExplicitRungeKutta.dopri5(), PidController.integral(1e-10, 1e-12), 5)
                .solve(
                        DECAY,
                        ones(2),
                        Context.none(),
                        SaveAt.of(new double[2], new double[] {50, 1e-4}, new double[][] {{50}, {1e-4}}));
        assertEquals(SolveStatus.TOO_MANY_STEPS, s.status(0));
        assertEquals(5, s.report(0).accepted() + s.report(0).rejected());
        assertTrue(Double.isNaN(s.outputs().get(0, 0)));
        assertEquals(SolveStatus.SUCCESS, s.status(1));
        Solution fixed = new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(10), 9)
                .solve(DECAY, ones(1), Context.none(), SaveAt.end(1, 0, 1));
        assertEquals(SolveStatus.TOO_MANY_STEPS, fixed.status(0));
        assertEquals(0.9, fixed.report(0).time(), 1e-12);
    }

    @Test
    void fieldThatIsNotFiniteIsAStatus() {
        VectorField pole = (t, y, c, dydt) -> {
            for (int b = 0; b < y.batch(); b++) {
                dydt.set(0, b, t[b] < 0.5 ? 1.0 : Double.NaN);
            }
        };
        for (OdeSolver solver :
                new OdeSolver[] {SOLVER, new OdeSolver(ExplicitRungeKutta.dopri5(), new FixedStep(8), 8)}) {
            Solution s = solver.solve(pole, ones(1), Context.none(), SaveAt.end(1, 0, 1));
            assertEquals(SolveStatus.NON_FINITE, s.status(0));
            assertTrue(s.report(0).time() <= 0.5);
            assertTrue(Double.isFinite(s.finalStates().get(0, 0)));
            Solution atOnce = solver.solve(pole, ones(1), Context.none(), SaveAt.end(1, 0.75, 1));
            assertEquals(SolveStatus.NON_FINITE, atOnce.status(0));
            assertEquals(0.75, atOnce.report(0).time());
        }
        Matrix nan = Matrix.ofSamples(new double[] {Double.NaN});
        assertEquals(
                SolveStatus.NON_FINITE,
                SOLVER.solve(DECAY, nan, Context.none(), SaveAt.end(1, 0, 1)).status(0));
    }

    @Test
    void overflowIsAStatusInEveryBatch() {
        VectorField steep = (t, y, c, dydt) -> {
            for (int b = 0; b < y.batch(); b++) {
                dydt.set(0, b, 1e306);
            }
        };
        for (int n : new int[] {1, 2, 3, 16}) {
            for (Stepper stepper : new Stepper[] {ExplicitRungeKutta.dopri5(), ExplicitRungeKutta.dop853()}) {
                Solution s = new OdeSolver(stepper, PidController.integral(1e-6, 1e-6), 1000)
                        .solve(steep, Matrix.zeros(1, n), Context.none(), SaveAt.end(n, 0, 1000));
                assertEquals(SolveStatus.NON_FINITE, s.status(n - 1));
                assertTrue(Double.isFinite(s.finalStates().get(0, n - 1)));
            }
        }
        // norms that overflow leave no first step
        Matrix huge = Matrix.ofSamples(new double[] {1e200});
        Solution s = OdeSolver.dopri5(0, 1e-6, 1000).solve(DECAY, huge, Context.none(), SaveAt.end(1, 0, 1));
        assertTrue(s.status(0) == SolveStatus.NON_FINITE || s.status(0) == SolveStatus.STEP_TOO_SMALL);
        assertTrue(s.report(0).rejected() < 100);
    }

    @Test
    void everyControllerReachesTheTolerance() {
        for (StepController controller : new StepController[] {
            PidController.integral(1e-7, 1e-9),
            PidController.proportionalIntegral(1e-7, 1e-9),
            new PidController(ErrorNorm.of(1e-7, 1e-9), 0.2, 0.3, 0.05, 0.9, 0.2, 10)
        }) {
            Solution s = new OdeSolver(ExplicitRungeKutta.dopri5(), controller, 1000)
                    .solve(DECAY, ones(1), Context.none(), SaveAt.end(1, 0, 5))
                    .orThrow();
            assertEquals(Math.exp(-5), s.outputs().get(0, 0), 1e-8);
        }
    }

    @Test
    void recordedStepsReplayTheSameBits() {
        Batch batch = new Batch(12, 3);
        StepRecorder recorder = new StepRecorder(12);
        SaveAt at = SaveAt.of(batch.start, batch.end, batch.times);
        Matrix y0 = Matrix.ofSamples(batch.y0);
        Context c = Context.of(Matrix.ofSamples(batch.context));
        Solution s = SOLVER.solve(new DrivenOscillator(), y0, c, at, recorder);
        StepRecord steps = recorder.record(s);
        Solution again = SOLVER.replay(steps, new DrivenOscillator(), y0, c, at);
        for (int b = 0; b < 12; b++) {
            assertEquals(s.report(b).accepted(), steps.count(b));
            assertEquals(s.status(b), again.status(b));
            assertArrayEquals(s.finalStates().sample(b), again.finalStates().sample(b));
        }
        for (int i = 0; i < at.total(); i++) {
            assertArrayEquals(s.outputs().sample(i), again.outputs().sample(i));
        }
    }

    @Test
    void emptyBatchIsSolved() {
        Solution s = SOLVER.solve(DECAY, Matrix.zeros(2, 0), Context.none(), SaveAt.end(0, 0, 1));
        assertTrue(s.succeeded());
        assertEquals(0, s.outputs().batch());
    }

    @Test
    void stepsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Batch batch = new Batch(20, 4);
        OdeSolver loose = OdeSolver.dopri5(1e-3, 1e-3, 10_000);
        OdeSolver tight = OdeSolver.dopri5(1e-12, 1e-12, 10_000);
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        for (int round = 0; round < 10 || (round < 300 && least[1] > least[0]); round++) {
            for (int i = 0; i < 2; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                batch.solve(i == 0 ? loose : tight);
                least[i] = Math.min(least[i], threads.getCurrentThreadAllocatedBytes() - before);
            }
        }
        assertTrue(least[1] <= least[0], "few steps " + least[0] + " bytes, many " + least[1]);
    }

    @Test
    void initialStatesAreNotModified() {
        Matrix y0 = ones(1);
        SOLVER.solve(DECAY, y0, Context.none(), SaveAt.end(1, 0, 1));
        assertEquals(1.0, y0.get(0, 0));
    }

    @Test
    void misuseNamesBothValues() {
        assertNames("expected 2, found 3", () -> SOLVER.solve(DECAY, ones(2), Context.none(), SaveAt.end(3, 0, 1)));
        assertNames(
                "expected 2, found 1",
                () -> SOLVER.solve(DECAY, ones(2), Context.of(Matrix.zeros(1, 1)), SaveAt.end(2, 0, 1)));
        assertNames(
                "expected 1, found 0",
                () -> SOLVER.solve(DECAY, Matrix.zeros(0, 1), Context.none(), SaveAt.end(1, 0, 1)));
        assertNames("0.5 comes after 0.75", () -> SaveAt.shared(1, 0, 1, 0.75, 0.5));
        assertNames("1.0 comes after 2.0", () -> SaveAt.shared(1, 0, 1, 2));
        assertNames("found NaN", () -> SaveAt.end(1, 0, Double.NaN));
        assertNames("too long for a number", () -> SaveAt.end(1, -1e308, 1e308));
        assertNames("found Infinity", () -> SaveAt.end(1, Double.POSITIVE_INFINITY, 0));
        assertNames("rtol -1.0 and atol 1.0", () -> ErrorNorm.of(-1, 1));
        assertNames("rtol 0.1 and atol 0.0", () -> ErrorNorm.of(0.1, 0));
        assertNames("rtol NaN", () -> PidController.integral(Double.NaN, 1));
        assertNames("found 0", () -> new FixedStep(0));
        assertNames("found 0", () -> OdeSolver.dopri5(1e-3, 1e-3, 0));
        assertNames("rk4", () -> new OdeSolver(ExplicitRungeKutta.rk4(), PidController.integral(1e-3, 1e-3), 10));
        assertThrows(ShapeException.class, () -> SaveAt.of(new double[2], new double[1], new double[2][0]));
    }

    @Test
    void aLandingMayTurnBack() {
        Integration integration = SOLVER.newIntegration(1, 1);
        integration.states().set(0, 0, 1);
        integration.targets()[0] = 1;
        integration.run(DECAY, Context.none(), (sample, lane, t, y) -> t[lane] == 1 ? 0 : Double.NaN, null);
        assertEquals(SolveStatus.SUCCESS, integration.report(0).status());
        assertEquals(1, integration.states().get(0, 0), 1e-7);
    }

    private static void assertNames(String part, org.junit.jupiter.api.function.Executable code) {
        String message = assertThrows(IllegalArgumentException.class, code).getMessage();
        assertTrue(message.contains(part), message);
    }
}
