package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeuralOptionsTest {

    private static final RandomKey KEY = RandomKey.of(3);

    private static NeuralOptions ofIterations(int iterations) {
        return new NeuralOptions(
                Network.LATENT_ODE,
                1,
                iterations,
                Integer.MAX_VALUE,
                400,
                1,
                NetworkSettings.DEFAULTS,
                GradientMethod.CHECKPOINTED,
                List.of(),
                null,
                null,
                null);
    }

    /** A training that ends early has other rounds, and so other learning rates, than one of as many iterations asked for. */
    @Test
    void checkpointsOfAPlanAreNotThoseOfSoManyIterations() {
        double[] times = new double[400];
        Arrays.setAll(times, i -> (i + KEY.uniform(i)) / 4);
        double[] values = Arrays.stream(times).map(StrictMath::sin).toArray();
        SeriesSet series = SeriesSet.of(new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(times), values))));
        PreparationBuilder data = new PreparationBuilder(series, 1, List.of());
        NeuralOptions left = ofIterations(0);
        NeuralOptions asked = ofIterations(left.iterations(data));
        assertTrue(left.stopsEarly(data) && left.iterations(data) > 300);
        assertEquals(left.iterations(data), asked.iterations(data));
        assertNotEquals(fingerprint(left, series, data), fingerprint(asked, series, data));
    }

    private static Map<String, String> fingerprint(NeuralOptions options, SeriesSet series, PreparationBuilder data) {
        LatentOdeShape shape = new LatentOdeShape(1, 4, 2, 8, 8, 0, 1, 2, data.gap(), data.features(), 0);
        return options.fingerprint(series, data, shape, new NeuralState.Solver(1e-3, 1e-3, 100));
    }
}
