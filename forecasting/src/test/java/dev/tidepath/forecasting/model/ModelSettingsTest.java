package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.ode.adjoint.GradientMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {

    @Test
    void whatIsChangedStaysThroughFurtherChanges() {
        ModelSettings changed = ModelSettings.DEFAULTS
                .withStopAfter(12)
                .withMaxTime(Duration.ofSeconds(3))
                .withGradient(GradientMethod.BACKSOLVE)
                .withSeed(7);
        assertEquals(OptionalInt.of(12), changed.stopAfter());
        assertEquals(Optional.of(Duration.ofSeconds(3)), changed.maxTime());
        assertEquals(GradientMethod.BACKSOLVE, changed.gradient());
        assertEquals(7, changed.seed());
        assertEquals(ModelSettings.DEFAULTS.paths(), changed.paths());
    }

    @Test
    void countsArePositive() {
        assertThrows(IllegalArgumentException.class, () -> ModelSettings.DEFAULTS.withStopAfter(0));
    }
}
