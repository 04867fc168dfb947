package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tidepath.forecasting.SeriesSet;
import org.junit.jupiter.api.Test;

/** The latent SDE with a few units and iterations: what does not depend on how well it has learnt. */
class LatentSdeForecasterTest extends NetworkForecasterContract {

    @Override
    NeuralForecaster.Builder quick(long seed) {
        return small(Network.LATENT_SDE, seed);
    }

    @Test
    void timesThatThePathCannotReachAreRefused() {
        assertTimesTooFarAreRefused(forecaster(1).fit(PANEL));
    }

    @Test
    void itHasNoExplanation() {
        assertFalse(forecaster(1).fit(SeriesSet.of(wave("a", 30))).canExplain());
    }
}
