package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Times;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a {@link NeuralForecaster} promises besides, whatever its network. */
abstract class NetworkForecasterContract extends ForecasterContractTest {

    /** With so few iterations and paths that it fits in a moment, on one thread. */
    abstract NeuralForecaster.Builder quick(long seed);

    /** A network of a few units. */
    static NeuralForecaster.Builder small(Network network, long seed) {
        return NeuralForecaster.builder()
                .network(network)
                .settings(new NetworkSettings(OptionalDouble.empty(), OptionalInt.of(6)))
                .seed(seed)
                .iterations(3)
                .paths(12)
                .threads(1);
    }

    @Override
    Forecaster forecaster(long seed) {
        return quick(seed).build();
    }

    static Forecast run(NeuralForecaster.Builder builder) {
        return builder.build().fit(PANEL).forecast(PANEL, AHEAD);
    }

    @Test
    void threadsDoNotChangeABit() {
        assertSameBits(run(quick(1).threads(1)), run(quick(1).threads(2)));
        assertSameBits(run(quick(1).threads(1)), run(quick(1).threads(5)));
    }

    @Test
    void anotherSeedGivesOtherNumbers() {
        SeriesForecast one = run(quick(1)).series().get(0);
        SeriesForecast other = run(quick(2)).series().get(0);
        assertNotEquals(one.mean(0, 0), other.mean(0, 0));
        assertNotEquals(one.sample(0, 0, 0), other.sample(0, 0, 0));
    }

    /** For networks whose paths have to be followed. */
    static void assertTimesTooFarAreRefused(FittedForecaster fitted) {
        DataException e =
                assertThrows(DataException.class, () -> fitted.forecast(PANEL, Horizon.at(Times.ofNumbers(11, 1e9))));
        assertEquals("TP-D051", e.code());
        assertEquals("series 'a'", e.location());
        assertEquals("the forecast cannot be carried on to the times asked for", e.getMessage());
    }
}
