package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.SeriesSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The latent SDE with a few units and iterations: what does not depend on how well it has learnt. */
class LatentSdeForecasterTest extends NetworkForecasterContract {

    @Override
    NeuralForecaster.Builder quick(long seed) {
        return NeuralForecaster.builder()
                .network(Network.LATENT_SDE)
                .settings(new NetworkSettings(OptionalDouble.empty(), OptionalInt.of(6)))
                .seed(seed)
                .iterations(3)
                .paths(12)
                .threads(1);
    }

    @Test
    void itHasNoExplanation() {
        assertTrue(!forecaster(1).fit(SeriesSet.of(wave("a", 30))).canExplain());
    }
}
