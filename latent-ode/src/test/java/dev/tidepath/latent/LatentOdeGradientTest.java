package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.BacksolveAdjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of the whole model: encoder, posterior, path, decoder and likelihood. */
class LatentOdeGradientTest {

    private static final LatentOdeOptions OPTIONS =
            Shapes.modal(2, 2, 2, 5, 6, 4, new TimeFeatures(List.of(new TimeFeatures.Cycle(6.3, 2))));
    private static final OdeSolver FIXED = new OdeSolver(ExplicitRungeKutta.dopri5(), new FixedStep(12), 1000);

    private final LatentOde model = new LatentOde(OPTIONS);
    private final double[] values = model.initialValues(RandomKey.of(3));

    private static Window window(int series, int first, int second, int later) {
        RandomKey key = RandomKey.of(11).derive(series);
        double[][] times = {times(key.derive("a"), first, 1), times(key.derive("b"), second, 1)};
        double[][] seen = {values(key.derive("c"), first), values(key.derive("d"), second)};
        Observations context = Observations.merge(times, seen);
        double[] ahead = times(key.derive("e"), later, 1);
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] += 1;
        }
        double[][] allTimes = {concat(times[0], ahead), times[1]};
        double[][] allValues = {concat(seen[0], values(key.derive("f"), later)), seen[1]};
        return new Window(context, Observations.merge(allTimes, allValues), key);
    }

    private static double[] times(RandomKey key, int n, double length) {
        double[] t = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = length * (i + 0.9 * key.uniform(i)) / n;
        }
        return t;
    }

    private static double[] values(RandomKey key, int n) {
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            v[i] = key.gaussian(i);
        }
        return v;
    }

    private static double[] concat(double[] a, double[] b) {
        double[] c = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, c, a.length, b.length);
        return c;
    }

    private static final List<Window> CHUNK = List.of(window(0, 7, 4, 5), window(1, 3, 0, 2), window(2, 1, 6, 0));

    private double[] gradient(OdeSolver solver, Adjoint adjoint) {
        double[] gradient = new double[values.length];
        model.newRun(values, 3, solver, adjoint).lossAndGradient(CHUNK, 0.7, 0.1, gradient);
        return gradient;
    }

    private record Case(LatentOdeOptions shape, InferenceOptions inference) {}

    static Stream<Case> cases() {
        InferenceOptions plain = InferenceOptions.plain();
        LatentOdeOptions small = Shapes.plain(2, 3, Likelihood.gaussian());
        LatentOdeOptions odeRnn = new LatentOdeOptions(
                2,
                new EncoderOptions(EncoderOptions.Cell.ODE_RNN, 5, 0, false, 0.1),
                small.field(),
                small.decoder(),
                OPTIONS.features());
        return Stream.of(
                new Case(OPTIONS, plain),
                new Case(odeRnn, plain),
                new Case(odeRnn, new InferenceOptions(1, 0.4, 0)),
                new Case(odeRnn, new InferenceOptions(2, 0.4, 0)),
                new Case(small, plain),
                new Case(Shapes.plain(2, 3, Likelihood.gaussian(0.3)), plain),
                new Case(Shapes.plain(2, 3, Likelihood.studentT(4)), plain),
                new Case(Shapes.plain(2, 3, new Likelihood(0.5, 3)), plain),
                new Case(small, new InferenceOptions(1, 0.4, 0)),
                new Case(small, new InferenceOptions(3, 0, 0)),
                new Case(small, new InferenceOptions(2, 0.4, 0)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithDifferencesBlockByBlock(Case c) {
        LatentOde shaped = new LatentOde(c.shape, c.inference);
        double[] at = shaped.initialValues(RandomKey.of(3));
        double[] gradient = new double[at.length];
        LatentOdeRun run = shaped.newRun(at, 3, FIXED, CheckpointedAdjoint.standard());
        run.lossAndGradient(CHUNK, 0.7, 0.1, gradient);
        Differences.assertAgree(shaped, at, gradient, run, CHUNK, 1e-7);
    }

    @Test
    void backsolveAgreesWithTheDiscreteAdjointAtTightTolerance() {
        OdeSolver tight = OdeSolver.dopri5(1e-9, 1e-9, 100_000);
        double[] discrete = gradient(tight, CheckpointedAdjoint.standard());
        double[] continuous = gradient(tight, new BacksolveAdjoint(tight));
        double largest = 0;
        double apart = 0;
        for (int k = 0; k < discrete.length; k++) {
            largest = Math.max(largest, Math.abs(discrete[k]));
            apart = Math.max(apart, Math.abs(discrete[k] - continuous[k]));
        }
        assertTrue(apart < 1e-6 * largest, "apart " + apart + ", largest " + largest);
    }

    @Test
    void aWindowsLossDoesNotDependOnItsCompanions() {
        OdeSolver solver = OdeSolver.dopri5(1e-4, 1e-6, 1000);
        LatentOdeRun run = model.newRun(values, 3, solver, CheckpointedAdjoint.standard());
        double[] gradient = new double[values.length];
        double together = run.lossAndGradient(CHUNK, 0.7, 1, gradient);
        double apart = 0;
        for (Window w : CHUNK) {
            apart += run.lossAndGradient(List.of(w), 0.7, 1, gradient);
        }
        assertEquals(apart, together, 1e-12 * Math.abs(apart));
    }
}
