package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.nn.Activation;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.InputPath;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The latent ODE under static features and covariates. */
class ConditionedLatentOdeTest extends SequenceModelContract {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-3, 1e-4, 10_000);
    private static final OdeSolver FIXED = new OdeSolver(ExplicitRungeKutta.dopri5(), new FixedStep(12), 1000);
    private static final TimeFeatures NONE = new TimeFeatures(List.of());
    private static final Conditioning ONE_AND_TWO = new Conditioning(1, 2);

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new LatentOde(shape(channels, features, likelihood).conditionedOn(ONE_AND_TWO));
    }

    private static LatentOdeOptions shape(int channels, TimeFeatures features, Likelihood likelihood) {
        return new LatentOdeOptions(
                channels,
                new EncoderOptions(EncoderOptions.Cell.GRU, 12, 8, false, 0.1),
                new FieldOptions.Network(4, 8),
                new DecoderOptions(true, 6, Activation.TANH, likelihood),
                features);
    }

    @Override
    Conditions conditions(int series) {
        if (series == 0) {
            return new Conditions(new double[] {0.5}, InputPath.constant(0.3, -0.4));
        }
        RandomKey key = RandomKey.of(21).derive(series);
        double[] knots = IntStream.range(0, 2 + series % 3)
                .mapToDouble(k -> -0.2 + 0.7 * k)
                .toArray();
        double[][] values = new double[2][knots.length];
        for (int u = 0; u < 2; u++) {
            for (int k = 0; k < knots.length; k++) {
                values[u][k] = key.derive(u).gaussian(k);
            }
        }
        return new Conditions(new double[] {key.gaussian(0)}, new InputPath(knots, values));
    }

    @Override
    boolean causal() {
        return false;
    }

    private record Case(LatentOdeOptions shape, InferenceOptions inference) {}

    static Stream<Case> cases() {
        LatentOdeOptions modal = Shapes.modal(1, 2, 2, 5, 6, 0, NONE);
        LatentOdeOptions plain = Shapes.plain(1, 3, Likelihood.gaussian());
        LatentOdeOptions odeRnn = Shapes.encodedBy(EncoderOptions.Cell.ODE_RNN, 1, NONE, Likelihood.gaussian());
        return Stream.of(
                new Case(modal.conditionedOn(ONE_AND_TWO), InferenceOptions.plain()),
                new Case(odeRnn.conditionedOn(ONE_AND_TWO), InferenceOptions.plain()),
                new Case(odeRnn.conditionedOn(ONE_AND_TWO), new InferenceOptions(2, 0.4, 0)),
                new Case(plain.conditionedOn(new Conditioning(1, 2)), new InferenceOptions(2, 0.4, 0)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsOfOtherShapesAgree(Case c) {
        LatentOde model = new LatentOde(c.shape, c.inference);
        double[] at = model.initialValues(RandomKey.of(3));
        double[] gradient = new double[at.length];
        List<Window> chunk = List.of(driven(1).under(conditions(1)), driven(2).under(conditions(2)));
        LatentOdeRun run = model.newRun(at, 2, FIXED, CheckpointedAdjoint.standard());
        run.lossAndGradient(chunk, 0.7, 0.1, gradient);
        Differences.assertAgree(model, at, gradient, run, chunk, 1e-6);
    }

    @Test
    void staticFeaturesAloneEnterToo() {
        LatentOde model =
                new LatentOde(Shapes.plain(1, 3, Likelihood.gaussian()).conditionedOn(new Conditioning(2, 0)));
        double[] at = model.initialValues(RandomKey.of(3));
        LatentOdeRun run = model.newRun(at, 1, FIXED, CheckpointedAdjoint.standard());
        Matrix one = run.means(List.of(driven(0).under(new Conditions(new double[] {1, 0}, InputPath.none()))));
        Matrix other = run.means(List.of(driven(0).under(new Conditions(new double[] {0, 1}, InputPath.none()))));
        assertNotEquals(one.get(0, 20), other.get(0, 20));
    }

    @Test
    void theFutureOfACovariateChangesThePathFromThereOn() {
        LatentOde model = new LatentOde(
                shape(1, NONE, Likelihood.gaussian()).conditionedOn(new Conditioning(0, 1)),
                new InferenceOptions(1, 0, 3));
        double[] at = model.initialValues(RandomKey.of(3));
        LatentOdeRun run = model.newRun(at, 1, FIXED, CheckpointedAdjoint.standard());
        Window window = driven(0);
        double turn = window.end();
        Matrix flat = run.means(List.of(window.under(input(InputPath.constant(0.5)))));
        InputPath rising = new InputPath(new double[] {turn, turn + 1}, new double[][] {{0.5, 3}});
        Matrix changed = run.means(List.of(window.under(input(rising))));
        for (int i = 0; i < 24; i++) {
            double apart = Math.abs(flat.get(0, i) - changed.get(0, i));
            assertTrue(i < 12 ? apart < 1e-3 : i < 14 || apart > 1e-2, "target " + i + ": " + apart);
        }
    }

    @Test
    void windowsWithoutTheConditionsAskedForAreRefused() {
        LatentOde model = new LatentOde(
                shape(1, NONE, Likelihood.gaussian()).conditionedOn(new Conditioning(0, 1)),
                new InferenceOptions(1, 0, 3));
        LatentOdeRun run =
                model.newRun(model.initialValues(RandomKey.of(3)), 1, SOLVER, CheckpointedAdjoint.standard());
        ShapeException e = assertThrows(
                ShapeException.class, () -> run.means(List.of(driven(0).under(Conditions.none()))));
        assertEquals("covariates of a window: expected 1, found 0", e.getMessage());
    }

    private static Conditions input(InputPath path) {
        return new Conditions(new double[0], path);
    }

    /** What drives a series: knots every half unit of time. */
    private static Conditions driver(int series) {
        double[] times = IntStream.range(0, 10).mapToDouble(k -> 0.5 * k).toArray();
        double[] u = IntStream.range(0, 10)
                .mapToDouble(RandomKey.of(77).derive(series)::gaussian)
                .toArray();
        return input(new InputPath(times, new double[][] {u}));
    }

    /** x' = −x + u(t), observed at 24 times over 4 units; the first half read, all asked for. */
    private static Window driven(int series) {
        InputPath u = driver(series).covariates();
        double[] t = new double[24];
        double[] v = new double[24];
        double x = RandomKey.of(78).gaussian(series);
        double now = 0;
        for (int i = 0; i < 24; i++) {
            t[i] = (i + 0.8 * RandomKey.of(79).derive(series).uniform(i)) / 6;
            int steps = 50;
            double h = (t[i] - now) / steps;
            for (int k = 0; k < steps; k++) {
                double middle = x + 0.5 * h * (u.value(0, now) - x);
                x += h * (u.value(0, now + 0.5 * h) - middle);
                now += h;
            }
            now = t[i];
            v[i] = x + 0.02 * RandomKey.of(80).derive(series).gaussian(i);
        }
        Observations all = Observations.merge(new double[][] {t}, new double[][] {v});
        return new Window(all.slice(0, 12), all, RandomKey.of(series)).under(driver(series));
    }

    /** Root mean squared error over the second half of series that were not trained on. */
    private static double error(Conditioning conditioning) {
        LatentOde model = new LatentOde(shape(1, NONE, Likelihood.gaussian()).conditionedOn(conditioning));
        double[] at = model.initialValues(RandomKey.of(1));
        List<Window> known = IntStream.range(0, 32)
                .mapToObj(ConditionedLatentOdeTest::driven)
                .toList();
        Objective objective = Objective.of(1, parameters -> {
            LatentOdeRun run = model.newRun(parameters, 32, SOLVER, CheckpointedAdjoint.standard());
            return (iteration, chunk, gradient) -> run.lossAndGradient(known, 0.01, 1 / (32 * 24.0), gradient);
        });
        new TrainingLoop(new TrainingOptions(200, 0.02, 1, 1, null)).run(objective, at, progress -> true);
        List<Window> fresh = IntStream.range(100, 120)
                .mapToObj(ConditionedLatentOdeTest::driven)
                .toList();
        Matrix means =
                model.newRun(at, 20, SOLVER, CheckpointedAdjoint.standard()).means(fresh);
        double sum = 0;
        for (int b = 0; b < 20; b++) {
            for (int i = 12; i < 24; i++) {
                double apart = fresh.get(b).targets().value(i) - means.get(0, 24 * b + i);
                sum += apart * apart / (20 * 12);
            }
        }
        return Math.sqrt(sum);
    }

    @Test
    void aDrivenPanelIsForecastFarBetterWithItsInput() {
        double with = error(new Conditioning(0, 1));
        double without = error(Conditioning.none());
        assertTrue(with < 0.4 * without, "with " + with + ", without " + without);
    }

    @Test
    void staticFeaturesAreFinite() {
        assertThrows(
                IllegalArgumentException.class, () -> new Conditions(new double[] {1, Double.NaN}, InputPath.none()));
    }
}
