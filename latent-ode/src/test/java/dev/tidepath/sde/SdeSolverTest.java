package dev.tidepath.sde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.ode.VectorField;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SdeSolverTest {

    private static final double MU = 0.4;
    private static final double SIGMA = 0.7;
    private static final int PATHS = 300;

    /** Each method on a problem whose solution is known as a function of the path, or from small steps along it. */
    record Case(StochasticTableau method, Sde<VectorField> equation, double order) {

        boolean known() {
            return !equation.additive();
        }
    }

    private static List<Case> cases() {
        return List.of(
                new Case(StochasticTableau.EULER_MARUYAMA, growth(Calculus.ITO), 0.5),
                new Case(StochasticTableau.MILSTEIN_ITO, growth(Calculus.ITO), 1),
                new Case(StochasticTableau.MILSTEIN_STRATONOVICH, growth(Calculus.STRATONOVICH), 1),
                new Case(StochasticTableau.HEUN, growth(Calculus.STRATONOVICH), 1),
                new Case(StochasticTableau.EULER_MARUYAMA, bending(), 1),
                new Case(StochasticTableau.HEUN, bending(), 1),
                new Case(StochasticTableau.SRA1, bending(), 1.5));
    }

    /** {@code dy = μ y dt + σ y dW}. */
    private static Sde<VectorField> growth(Calculus calculus) {
        Sde<VectorField> bare =
                calculus == Calculus.ITO ? Sde.ito(times(MU), times(SIGMA)) : Sde.stratonovich(times(MU), times(SIGMA));
        return bare.withCorrection(times(SIGMA * SIGMA));
    }

    private static VectorField times(double factor) {
        return (t, y, c, out) -> {
            for (int b = 0; b < y.batch(); b++) {
                out.row(0)[b] = factor * y.row(0)[b];
            }
        };
    }

    /** A drift that bends, and noise that grows: {@code dy = sin(2y) dt + (½ + t) dW}. */
    private static Sde<VectorField> bending() {
        return Sde.additive(
                (t, y, c, out) -> {
                    for (int b = 0; b < y.batch(); b++) {
                        out.row(0)[b] = Math.sin(2 * y.row(0)[b]);
                    }
                },
                (t, y, c, out) -> {
                    for (int b = 0; b < y.batch(); b++) {
                        out.row(0)[b] = 0.5 + t[b];
                    }
                });
    }

    private static Matrix ones(int batch) {
        Matrix y = Matrix.zeros(1, batch);
        for (int b = 0; b < batch; b++) {
            y.set(0, b, 1);
        }
        return y;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void strongOrder(Case method) {
        SaveAt at = SaveAt.end(PATHS, 0, 1);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(5), 1, at);
        Matrix exact = method.known() ? growthAtOne(method.equation.calculus(), paths) : fine(method, at, paths);
        int[] steps = method.known() ? new int[] {8, 16, 32, 64} : new int[] {32, 64, 128, 256};
        double[] x = new double[steps.length];
        double[] y = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            Matrix found = new SdeSolver(method.method, steps[i])
                    .solve(method.equation, ones(PATHS), Context.none(), at, paths)
                    .outputs();
            double sum = 0;
            for (int b = 0; b < PATHS; b++) {
                sum += Math.abs(found.get(0, b) - exact.get(0, b));
            }
            x[i] = -Math.log(steps[i]);
            y[i] = Math.log(sum / PATHS);
        }
        assertEquals(method.order, slope(x, y), 0.1);
    }

    private static Matrix growthAtOne(Calculus calculus, BrownianPaths paths) {
        Matrix exact = Matrix.zeros(1, PATHS);
        double[] both = new double[2];
        double rate = calculus == Calculus.ITO ? MU - SIGMA * SIGMA / 2 : MU;
        for (int b = 0; b < PATHS; b++) {
            paths.path(0, b).at(1, both);
            exact.set(0, b, Math.exp(rate + SIGMA * both[0]));
        }
        return exact;
    }

    /** The same path with steps so small that the best method's error does not count. */
    private static Matrix fine(Case method, SaveAt at, BrownianPaths paths) {
        return new SdeSolver(StochasticTableau.SRA1, 2048)
                .solve(method.equation, ones(PATHS), Context.none(), at, paths)
                .outputs();
    }

    static double slope(double[] x, double[] y) {
        double mx = 0;
        double my = 0;
        for (int i = 0; i < x.length; i++) {
            mx += x[i] / x.length;
            my += y[i] / x.length;
        }
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
        }
        return xy / xx;
    }

    /**
     * {@code dX = (β/√(1 + t) − X/(2(1 + t))) dt + αβ/√(1 + t) dW} with {@code X = (1 + β(t + αW))/√(1 + t)}, β = ½, α = ⅕:
     * Kloeden and Platen (1992), 4.4.
     */
    @Test
    void sra1ReachesAKnownSolutionWithAdditiveNoise() {
        VectorField drift = (t, y, c, out) -> {
            for (int b = 0; b < y.batch(); b++) {
                out.row(0)[b] = 0.5 / Math.sqrt(1 + t[b]) - y.row(0)[b] / (2 * (1 + t[b]));
            }
        };
        VectorField diffusion = (t, y, c, out) -> {
            for (int b = 0; b < y.batch(); b++) {
                out.row(0)[b] = 0.1 / Math.sqrt(1 + t[b]);
            }
        };
        SaveAt at = SaveAt.shared(200, 0, 2, 0.5, 2);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(9), 1, at);
        Matrix found = new SdeSolver(StochasticTableau.SRA1, 256)
                .solve(Sde.additive(drift, diffusion), ones(200), Context.none(), at, paths)
                .outputs();
        double[] both = new double[2];
        for (int column = 0; column < at.total(); column++) {
            double t = at.time(column);
            paths.path(0, column / 2).at(t, both);
            assertEquals((1 + 0.5 * (t + 0.2 * both[0])) / Math.sqrt(1 + t), found.get(0, column), 1e-5);
        }
    }

    /** Of Euler and Maruyama's method they are known exactly for every number of steps. */
    @Test
    void weakMomentsOfEuler() {
        int batch = 20_000;
        int steps = 8;
        SaveAt at = SaveAt.end(batch, 0, 1);
        Matrix found = new SdeSolver(StochasticTableau.EULER_MARUYAMA, steps)
                .solve(growth(Calculus.ITO), ones(batch), Context.none(), at, BrownianPaths.of(RandomKey.of(2), 1, at))
                .outputs();
        double h = 1.0 / steps;
        double mean = 0;
        double square = 0;
        double fourth = 0;
        for (int b = 0; b < batch; b++) {
            double y = found.get(0, b);
            mean += y / batch;
            square += y * y / batch;
            fourth += y * y * y * y / batch;
        }
        double growth = 1 + MU * h;
        assertEquals(Math.pow(growth, steps), mean, 4 * Math.sqrt((square - mean * mean) / batch));
        assertEquals(
                Math.pow(growth * growth + SIGMA * SIGMA * h, steps),
                square,
                4 * Math.sqrt((fourth - square * square) / batch));
    }

    @Test
    void weakOrderOfEulerIsOne() {
        SaveAt at = SaveAt.end(PATHS, 0, 1);
        int[] steps = {4, 8, 16, 32};
        double[] x = new double[4];
        double[] y = new double[4];
        for (int i = 0; i < 4; i++) {
            double exact = Math.exp(MU);
            x[i] = -Math.log(steps[i]);
            y[i] = Math.log(exact - meanOfEuler(steps[i], at));
        }
        assertEquals(1, slope(x, y), 0.15);
    }

    /** The mean over paths, antithetic in nothing but freed of the part of its noise that the known solution shares. */
    private static double meanOfEuler(int steps, SaveAt at) {
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(6), 1, at);
        double sigma = 0.1;
        Sde<VectorField> slow = Sde.ito(times(MU), times(sigma));
        Matrix found = new SdeSolver(StochasticTableau.EULER_MARUYAMA, steps)
                .solve(slow, ones(PATHS), Context.none(), at, paths)
                .outputs();
        double[] both = new double[2];
        double difference = 0;
        for (int b = 0; b < PATHS; b++) {
            paths.path(0, b).at(1, both);
            difference += (found.get(0, b) - Math.exp(MU - sigma * sigma / 2 + sigma * both[0])) / PATHS;
        }
        return Math.exp(MU) + difference;
    }

    /** Own intervals, own output times, none at all; forward and back. */
    private static SaveAt irregular() {
        return SaveAt.of(new double[] {0, 0.3, 1, 0.5, 2}, new double[] {1, 0.3, 2.5, 0.9, 1}, new double[][] {
            {0, 0.25, 0.8}, {0.3}, {1.5, 1.5, 2.5}, {}, {1.7}
        });
    }

    @Test
    void aSampleIsTheSameAloneAndAmongOthers() {
        SaveAt at = irregular();
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(1), 1, at);
        SdeSolver solver = new SdeSolver(StochasticTableau.SRA1, 5);
        SdeSolution all = solver.solve(bending(), ones(5), Context.none(), at, paths);
        for (int b = 0; b < 5; b++) {
            SdeSolution alone =
                    solver.solve(bending(), ones(1), Context.none(), at.slice(b, b + 1), paths.slice(b, b + 1));
            assertEquals(alone.finalStates().get(0, 0), all.finalStates().get(0, b));
            for (int i = 0; i < at.count(b); i++) {
                assertEquals(alone.outputs().get(0, i), all.outputs().get(0, at.offset(b) + i));
            }
        }
        assertEquals(1, all.outputs().get(0, 0));
        assertEquals(1, all.outputs().get(0, 3));
        assertEquals(all.outputs().get(0, 4), all.outputs().get(0, 5));
    }

    @Test
    void threadsDoNotChangeABit() {
        SaveAt at = SaveAt.shared(300, 0, 1, 0.3, 1);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(1), 1, at);
        SdeSolver solver = new SdeSolver(StochasticTableau.HEUN, 7);
        Sde<VectorField> equation = growth(Calculus.STRATONOVICH);
        SdeSolution alone = solver.solve(equation, ones(300), Context.none(), at, paths);
        for (int threads = 1; threads <= 3; threads++) {
            try (WorkerPool pool = new WorkerPool("test", threads)) {
                SdeSolution shared = solver.solve(() -> equation, ones(300), Context.none(), at, paths, pool);
                assertArrayEquals(alone.outputs().sample(17), shared.outputs().sample(17));
                for (int k = 0; k < at.total(); k++) {
                    assertEquals(alone.outputs().get(0, k), shared.outputs().get(0, k));
                }
            }
        }
    }

    @Test
    void heunGoesBackToWhereItCameFrom() {
        SaveAt there = SaveAt.end(50, 0, 1);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(4), 1, there);
        SdeSolver solver = new SdeSolver(StochasticTableau.HEUN, 2048);
        Sde<VectorField> equation = growth(Calculus.STRATONOVICH);
        Matrix end =
                solver.solve(equation, ones(50), Context.none(), there, paths).finalStates();
        Matrix start = solver.solve(equation, end, Context.none(), SaveAt.end(50, 1, 0), paths)
                .finalStates();
        for (int b = 0; b < 50; b++) {
            assertEquals(1, start.get(0, b), 2e-3);
        }
    }

    /** Along the same path; the first of four steps graded by 2 takes 7/16 of the stretch, the last 1/16. */
    @Test
    void gradedStepsShrinkTowardsTheOutput() {
        SaveAt at = SaveAt.end(1, 0, 1);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(4), 1, at);
        Matrix graded = new SdeSolver(StochasticTableau.EULER_MARUYAMA, 4, 2)
                .solve(growth(Calculus.ITO), ones(1), Context.none(), at, paths)
                .outputs();
        double[] edges = {0, 0.4375, 0.75, 0.9375, 1};
        double y = 1;
        double[] both = new double[2];
        double before = 0;
        for (int j = 0; j < 4; j++) {
            paths.path(0, 0).at(edges[j + 1], both);
            y += MU * y * (edges[j + 1] - edges[j]) + SIGMA * y * (both[0] - before);
            before = both[0];
        }
        assertEquals(y, graded.get(0, 0), 1e-14);
    }

    /** Graded so strongly that the last step has no length; −2 + (0.1 − (−2)) is beyond 0.1, and 2.4 + (−2 − 2.4) below −2. */
    @Test
    void roundingCarriesNoStepBeyondTheEnd() {
        SaveAt at = SaveAt.of(new double[] {-2, 2.4}, new double[] {0.1, -2}, new double[2][0]);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(4), 1, at);
        SdeSolution found =
                new SdeSolver(StochasticTableau.SRA1, 4, 27).solve(bending(), ones(2), Context.none(), at, paths);
        assertEquals(SolveStatus.SUCCESS, found.status(0));
        assertEquals(SolveStatus.SUCCESS, found.status(1));
    }

    @Test
    void refusesEquationsItDoesNotSolve() {
        SaveAt back = SaveAt.end(1, 1, 0);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(4), 1, back);
        Sde<VectorField> bare = Sde.ito(times(1), times(1));
        for (StochasticTableau method : new StochasticTableau[] {
            StochasticTableau.HEUN,
            StochasticTableau.SRA1,
            StochasticTableau.MILSTEIN_ITO,
            StochasticTableau.EULER_MARUYAMA
        }) {
            SdeSolver solver = new SdeSolver(method, 4);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> solver.solve(bare, ones(1), Context.none(), back, paths),
                    method.name());
        }
    }

    /** Twice as many steps in one stretch allocate no more: what a step needs is made before the first. */
    @Test
    void stepsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SaveAt at = SaveAt.end(20, 0, 1);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(1), 1, at);
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        for (int i = 0; i < 20; i++) {
            int which = i % 2;
            SdeSolver solver = new SdeSolver(StochasticTableau.SRA1, which == 0 ? 64 : 128);
            long before = threads.getCurrentThreadAllocatedBytes();
            solver.solve(bending(), ones(20), Context.none(), at, paths);
            least[which] = Math.min(least[which], threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(Math.abs(least[1] - least[0]) < 500, least[0] + " and " + least[1] + " bytes");
    }

    @Test
    void aStateThatIsNotFiniteIsAStatus() {
        SaveAt at = SaveAt.end(2, 0, 1);
        BrownianPaths paths = BrownianPaths.of(RandomKey.of(4), 1, at);
        Matrix y0 = ones(2);
        y0.set(0, 1, 1e300);
        SdeSolution found = new SdeSolver(StochasticTableau.EULER_MARUYAMA, 4)
                .solve(Sde.ito(times(1e10), times(0)), y0, Context.none(), at, paths);
        assertEquals(SolveStatus.SUCCESS, found.status(0));
        assertEquals(SolveStatus.NON_FINITE, found.status(1));
        assertThrows(dev.tidepath.ode.OdeException.class, found::orThrow);
    }
}
