package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.Times;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The latent SDE with a few units and iterations: what does not depend on how well it has learnt. */
class LatentSdeForecasterTest extends ForecasterContractTest {

    private static NeuralForecaster.Builder quick(long seed) {
        return NeuralForecaster.builder()
                .network(Network.LATENT_SDE)
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

    private static Forecast run(NeuralForecaster.Builder builder) {
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

    /** Two paths that are together at one time are apart at the next: they are random after the last observation too. */
    @Test
    void pathsAreJointDraws() {
        SeriesForecast f = run(quick(1)).series().get(0);
        double covariance = 0;
        for (int p = 0; p < f.pathCount(); p++) {
            covariance += (f.sample(0, 0, p) - f.mean(0, 0)) * (f.sample(0, 1, p) - f.mean(0, 1));
        }
        assertTrue(Double.isFinite(covariance) && covariance != 0, "covariance " + covariance);
    }

    @Test
    void timesTooFarToFollowAreRefused() {
        DataException e = assertThrows(
                DataException.class, () -> forecaster(1).fit(PANEL).forecast(PANEL, Horizon.at(Times.ofNumbers(1e7))));
        assertEquals("TP-D051", e.code());
        assertEquals("series 'a'", e.location());
    }

    @Test
    void itHasNoExplanation() {
        assertTrue(!forecaster(1).fit(SeriesSet.of(wave("a", 30))).canExplain());
    }
}
