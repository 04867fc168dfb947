package dev.tidepath.forecasting.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartingPointTest {

    @ParameterizedTest
    @CsvSource({"LATENT_ODE, true", "GRU_D, true", "AUTO, true", "DRIFT, false", "SHARED_STATE_SPACE, false"})
    void sizesAreHeededByWhatHasANetwork(Model model, boolean heeded) {
        Map<Hyperparameter, String> values = Map.of(Hyperparameter.UNITS, "6");
        Map<Hyperparameter, String> different =
                StartingPoint.of(model, ModelSettings.DEFAULTS).different(values);
        assertEquals(heeded ? values : Map.of(), different);
    }

    @ParameterizedTest
    @CsvSource({"DRIFT, model, false", "DRIFT, calibrated, true", "AUTO, calibrated, false", "AUTO, model, true"})
    void intervalsThatAreTheModelsUsualOnesAreNoOthers(Model model, String intervals, boolean other) {
        Map<Hyperparameter, String> values = Map.of(Hyperparameter.INTERVALS, intervals);
        assertEquals(
                other ? values : Map.of(),
                StartingPoint.of(model, ModelSettings.DEFAULTS).different(values));
        Map<Hyperparameter, String> named =
                Map.of(Hyperparameter.MODEL, model.text(), Hyperparameter.INTERVALS, intervals);
        assertEquals(
                other ? named : Map.of(Hyperparameter.MODEL, model.text()),
                StartingPoint.of(Model.MEAN, ModelSettings.DEFAULTS).different(named));
    }

    @Test
    void scoresDependOnTheZone() {
        ModelSettings settings = ModelSettings.DEFAULTS.withZone(ZoneId.of("Europe/Berlin"));
        assertEquals(
                "Europe/Berlin", StartingPoint.of(Model.DRIFT, settings).facts().get("zone"));
        for (ModelSettings even : List.of(ModelSettings.DEFAULTS, ModelSettings.DEFAULTS.withZone(ZoneOffset.UTC))) {
            assertFalse(StartingPoint.of(Model.DRIFT, even).facts().containsKey("zone"), "a clock never changed");
        }
    }
}
