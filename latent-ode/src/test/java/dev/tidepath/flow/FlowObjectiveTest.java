package dev.tidepath.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.Integrand;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.BacksolveAdjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of the losses against central differences; that training learns, whatever the number of threads. */
class FlowObjectiveTest {

    private static final Batches BATCHES = new Batches(2, 5, FlowObjectiveTest::stretched);
    private static final List<Integrand.Penalty> PENALTIES =
            List.of(Integrand.KINETIC_ENERGY.weighted(0.3), Integrand.JACOBIAN_NORM.weighted(0.2));
    private static final OdeSolver FIXED = new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(6), 100);

    private static void stretched(int iteration, int chunk, Matrix into) {
        StandardNormal.draw(RandomKey.of(8).derive(iteration).derive(chunk), into);
        for (int b = 0; b < into.batch(); b++) {
            into.set(0, b, 2 * into.get(0, b) + 1);
        }
    }

    static Stream<Objective> objectives() {
        Adjoint adjoint = CheckpointedAdjoint.fullMemory();
        RandomKey key = RandomKey.of(5);
        return Stream.of(
                FlowFixture.mlp(Trace.EXACT, 2).flow().with(FIXED).likelihood(BATCHES, adjoint, key),
                FlowFixture.mlp(Trace.HUTCHINSON, 2).flow().with(FIXED).likelihood(BATCHES, adjoint, key),
                FlowFixture.mlp(Trace.EXACT, 2).flow().with(FIXED).likelihood(BATCHES, adjoint, key, PENALTIES),
                FlowFixture.mlp(Trace.HUTCHINSON, 2).flow().with(FIXED).likelihood(BATCHES, adjoint, key, PENALTIES),
                FlowFixture.mlp(Trace.EXACT, 2).flow().matching(BATCHES, key));
    }

    /** Points, and conditions that differ from point to point. */
    private static final class Conditioned implements Batches.Source {
        @Override
        public void points(int iteration, int chunk, Matrix into) {
            stretched(iteration, chunk, into);
        }

        @Override
        public void conditions(int iteration, int chunk, Matrix into) {
            StandardNormal.draw(RandomKey.of(9).derive(iteration).derive(chunk), into);
        }
    }

    static Stream<Objective> conditionalObjectives() {
        Batches batches = new Batches(2, 5, new Conditioned());
        Adjoint adjoint = CheckpointedAdjoint.fullMemory();
        RandomKey key = RandomKey.of(5);
        ContinuousFlow exact = FlowFixture.conditional(Trace.EXACT, 2, 3).flow().with(FIXED);
        ContinuousFlow estimated =
                FlowFixture.conditional(Trace.HUTCHINSON, 2, 3).flow().with(FIXED);
        return Stream.of(
                exact.likelihood(batches, adjoint, key),
                exact.likelihood(batches, adjoint, key, PENALTIES),
                estimated.likelihood(batches, adjoint, key),
                estimated.likelihood(batches, adjoint, key, PENALTIES),
                exact.matching(batches, key));
    }

    @ParameterizedTest
    @MethodSource("conditionalObjectives")
    void gradientsGivenConditions(Objective objective) {
        requireGradient(objective, FlowFixture.conditional(Trace.EXACT, 2, 3).weights(), 1e-7);
    }

    @Test
    void pointsWithoutConditionsAreRefused() {
        Objective objective = FlowFixture.conditional(Trace.EXACT, 2, 3).flow().matching(BATCHES, RandomKey.of(5));
        double[] weights = FlowFixture.conditional(Trace.EXACT, 2, 3).weights();
        assertThrows(IllegalArgumentException.class, () -> gradient(objective, weights, 0));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void gradientsOfAPerceptron(Objective objective) {
        requireGradient(objective, FlowFixture.mlp(Trace.EXACT, 2).weights(), 1e-7);
    }

    @Test
    void gradientsOfThePlanarField() {
        FlowFixture f = FlowFixture.planar(Trace.EXACT, 2);
        Objective objective =
                f.flow().with(FIXED).likelihood(BATCHES, CheckpointedAdjoint.fullMemory(), RandomKey.of(5));
        requireGradient(objective, f.weights(), 1e-7);
    }

    @Test
    void gradientsOfThePlanarFlow() {
        Parameters layout = new Parameters();
        PlanarFlow flow = PlanarFlow.in(layout, "flow", 2, 4);
        requireGradient(flow.likelihood(BATCHES), layout.initialValues(RandomKey.of(1)), 1e-7);
    }

    /** The penalties are what a penalised loss has more, and they are positive. */
    @Test
    void penaltiesAreAdded() {
        FlowFixture f = FlowFixture.mlp(Trace.EXACT, 2);
        ContinuousFlow flow = f.flow().with(FIXED);
        Adjoint adjoint = CheckpointedAdjoint.fullMemory();
        double plain = loss(flow.likelihood(BATCHES, adjoint, RandomKey.of(5)), f.weights(), 3);
        double both = loss(flow.likelihood(BATCHES, adjoint, RandomKey.of(5), PENALTIES), f.weights(), 3);
        double energy =
                loss(flow.likelihood(BATCHES, adjoint, RandomKey.of(5), PENALTIES.subList(0, 1)), f.weights(), 3);
        assertTrue(energy > plain + 0.01 && both > energy + 0.01, plain + ", " + energy + ", " + both);
    }

    @Test
    void backsolveAgrees() {
        FlowFixture f = FlowFixture.mlp(Trace.EXACT, 2);
        double[] discrete = gradient(
                f.flow().likelihood(BATCHES, CheckpointedAdjoint.fullMemory(), RandomKey.of(5)), f.weights(), 0);
        double[] continuous = gradient(
                f.flow().likelihood(BATCHES, new BacksolveAdjoint(FlowFixture.FINE), RandomKey.of(5)), f.weights(), 0);
        assertArrayEquals(discrete, continuous, 1e-7);
    }

    /** The density of the discrete flow integrates to one. */
    @Test
    void massOfThePlanarFlowIsOne() {
        Parameters layout = new Parameters();
        PlanarFlow flow = PlanarFlow.in(layout, "flow", 2, 5);
        double[] weights = layout.initialValues(RandomKey.of(2));
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 2;
        }
        double cell = 0.05;
        Matrix grid = FlowFixture.grid(400, cell);
        double mass = Arrays.stream(flow.logDensity(weights, grid))
                        .map(StrictMath::exp)
                        .sum()
                * cell
                * cell;
        assertEquals(1, mass, 0.01);
    }

    @Test
    void trainingLearnsTheSameOnAnyNumberOfThreads() {
        double[] one = trained(1);
        double[] two = trained(2);
        assertArrayEquals(one, two, 0);
        FlowFixture f = FlowFixture.mlp(Trace.EXACT, 2);
        Matrix points = Matrix.zeros(2, 500);
        stretched(-1, 0, points);
        double best = 1 + StrictMath.log(2 * StrictMath.PI) + StrictMath.log(2);
        try (WorkerPool pool = new WorkerPool("test", 1)) {
            double loss = -Arrays.stream(f.flow().logDensity(one, points, pool))
                    .average()
                    .orElseThrow();
            assertTrue(loss < best + 0.1, loss + " against " + best);
        }
    }

    private static double[] trained(int threads) {
        FlowFixture f = FlowFixture.mlp(Trace.EXACT, 2);
        double[] weights = f.layout().initialValues(RandomKey.of(1));
        Objective objective = f.flow()
                .with(FIXED)
                .likelihood(
                        new Batches(3, 48, FlowObjectiveTest::stretched),
                        CheckpointedAdjoint.fullMemory(),
                        RandomKey.of(5));
        new TrainingLoop(new TrainingOptions(120, 0.02, 10, threads, null))
                .run(objective, weights, TrainingListener.silent());
        return weights;
    }

    private static void requireGradient(Objective objective, double[] weights, double tolerance) {
        double[] gradient = gradient(objective, weights, 3);
        double h = 1e-5;
        for (int i = 0; i < weights.length; i++) {
            double[] moved = weights.clone();
            moved[i] = weights[i] + h;
            double up = loss(objective, moved, 3);
            moved[i] = weights[i] - h;
            double down = loss(objective, moved, 3);
            assertEquals((up - down) / (2 * h), gradient[i], tolerance, "parameter " + i);
        }
    }

    private static double[] gradient(Objective objective, double[] weights, int iteration) {
        double[] gradient = new double[weights.length];
        Objective.Worker worker = objective.newWorker(weights);
        for (int c = 0; c < objective.chunks(); c++) {
            worker.lossAndGradient(iteration, c, gradient);
        }
        return gradient;
    }

    private static double loss(Objective objective, double[] weights, int iteration) {
        double sum = 0;
        Objective.Worker worker = objective.newWorker(weights);
        for (int c = 0; c < objective.chunks(); c++) {
            sum += worker.lossAndGradient(iteration, c, new double[weights.length]);
        }
        return sum;
    }
}
