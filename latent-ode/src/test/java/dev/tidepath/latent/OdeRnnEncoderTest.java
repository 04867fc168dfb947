package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.ode.InputPath;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract for a {@link LatentOde} whose encoder is an ODE-RNN. */
class OdeRnnEncoderTest extends SequenceModelContract {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-3, 1e-4, 1000);

    @Override
    LatentOde model(int channels, TimeFeatures features, Likelihood likelihood) {
        return new LatentOde(Shapes.encodedBy(EncoderOptions.Cell.ODE_RNN, channels, features, likelihood));
    }

    @Override
    boolean causal() {
        return false;
    }

    private static Window window(Observations context) {
        return new Window(context, Observations.at(), RandomKey.of(1));
    }

    @Test
    void aStateOnTheWayIsWhatAShorterWindowGives() {
        LatentOde model = model(2, new TimeFeatures(List.of()), Likelihood.gaussian());
        double[] values = model.initialValues(RandomKey.of(4));
        Observations shorter = Observations.merge(new double[][] {{0, 1}, {0.5}}, new double[][] {{1, 2}, {3}});
        Observations longer =
                Observations.merge(new double[][] {{0, 1, 3}, {0.5, 4}}, new double[][] {{1, 2, -1}, {3, 0.5}});
        RecognitionNetwork.Run run = model.encoder().newRun(values, 2, SOLVER, CheckpointedAdjoint.standard());
        run.encode(List.of(window(shorter), window(longer)));
        for (int steps = 1; steps <= longer.size(); steps++) {
            Matrix state = Matrix.zeros(run.size(), 2);
            run.copyState(1, steps, state);
            Observations last = longer.slice(longer.size() - steps, longer.size());
            Matrix alone = model.encoder()
                    .newRun(values, 1, SOLVER, CheckpointedAdjoint.standard())
                    .encode(List.of(window(last)));
            assertArrayEquals(alone.sample(0), state.sample(1));
        }
    }

    private static Conditions conditions(double fixed, double[] knots, double... covariate) {
        return new Conditions(new double[] {fixed}, new InputPath(knots, new double[][] {covariate}));
    }

    @Test
    void aStateDependsOnTheConditionsUntilTheLastObservationAndNotBeyond() {
        LatentOdeOptions shape =
                Shapes.encodedBy(EncoderOptions.Cell.ODE_RNN, 1, new TimeFeatures(List.of()), Likelihood.gaussian());
        LatentOde model = new LatentOde(shape.conditionedOn(new Conditioning(1, 1)));
        double[] values = model.initialValues(RandomKey.of(4));
        Observations seen = Observations.merge(new double[][] {{0, 1, 3}}, new double[][] {{1, 2, -1}});
        List<Conditions> each = List.of(
                conditions(0.5, new double[] {0, 3}, 0.2, 0.8),
                conditions(0.6, new double[] {0, 3}, 0.2, 0.8),
                conditions(0.5, new double[] {0, 1, 2, 3}, 0.2, 0.4, 2, 0.8),
                conditions(0.5, new double[] {0, 3, 4}, 0.2, 0.8, 5));
        List<Window> windows = each.stream().map(window(seen)::under).toList();
        Matrix states = model.encoder()
                .newRun(values, 4, SOLVER, CheckpointedAdjoint.standard())
                .encode(windows);
        assertNotEquals(states.get(0, 0), states.get(0, 1), "a static feature");
        assertNotEquals(states.get(0, 0), states.get(0, 2), 1e-3, "a covariate between observations");
        assertArrayEquals(states.sample(0), states.sample(3), 1e-15, "a covariate beyond the last observation");
        for (int b = 0; b < windows.size(); b++) {
            RecognitionNetwork.Run alone = model.encoder().newRun(values, 1, SOLVER, CheckpointedAdjoint.standard());
            assertArrayEquals(alone.encode(windows.subList(b, b + 1)).sample(0), states.sample(b));
        }
    }

    @Test
    void itSeesNoPositions() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EncoderOptions(EncoderOptions.Cell.ODE_RNN, 10, 8, true, 0.1));
    }

    @Test
    void reversedObservationsAreTheSameBackwardsInTime() {
        Observations all =
                Observations.merge(new double[][] {{0, 1, 3}, {1, 4}}, new double[][] {{1, 2, -1}, {3, 0.5}});
        Observations reversed = all.slice(1, 4).reversed();
        assertArrayEquals(new double[] {-4, -3, -1}, reversed.times());
        assertEquals(4, reversed.count());
        assertEquals(0.5, reversed.value(0));
        assertEquals(1, reversed.channel(0));
        assertEquals(2, reversed.first(3) - reversed.first(2));
        assertEquals(3, reversed.value(3));
        Observations again = reversed.reversed();
        assertArrayEquals(new double[] {1, 3, 4}, again.times());
        assertEquals(-1, again.value(2));
    }
}
