package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A network that is not the latent ODE with a few units and iterations: what does not depend on how well it has learnt. */
abstract class NetworkContract extends ForecasterContractTest {

    /** The network under test. */
    abstract Network network();

    final NeuralForecaster.Builder quick(long seed) {
        return NeuralForecaster.builder()
                .network(network())
                .settings(new NetworkSettings(OptionalDouble.empty(), OptionalInt.of(6)))
                .seed(seed)
                .iterations(3)
                .paths(12)
                .threads(1);
    }

    @Override
    final Forecaster forecaster(long seed) {
        return quick(seed).build();
    }

    final Forecast run(NeuralForecaster.Builder builder) {
        return builder.build().fit(PANEL).forecast(PANEL, AHEAD);
    }

    @Test
    void threadsDoNotChangeABit() {
        assertSameBits(run(quick(1).threads(1)), run(quick(1).threads(3)));
    }

    @Test
    void anotherSeedGivesOtherNumbers() {
        SeriesForecast one = run(quick(1)).series().get(0);
        SeriesForecast other = run(quick(2)).series().get(0);
        assertNotEquals(one.mean(0, 0), other.mean(0, 0));
        assertNotEquals(one.sample(0, 0, 0), other.sample(0, 0, 0));
    }

    @Test
    void itHasNoExplanation() {
        assertFalse(forecaster(1).fit(SeriesSet.of(wave("a", 30))).canExplain());
    }
}
