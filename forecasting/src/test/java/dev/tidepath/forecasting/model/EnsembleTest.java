package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.blend.EnsembleForecaster;
import dev.tidepath.forecasting.blend.FittedBlend;
import dev.tidepath.forecasting.blend.Intervals;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Networks that differ in their seeds alone. */
class EnsembleTest extends ForecasterContractTest {

    private static ModelSettings settings(long seed, int networks, Intervals intervals) {
        return ModelSettings.DEFAULTS
                .withSeed(seed)
                .withPaths(12)
                .withThreads(1)
                .withIterations(3)
                .withIntervals(intervals)
                .withNetwork(new NetworkSettings(OptionalDouble.empty(), OptionalInt.of(6), networks));
    }

    @Override
    Forecaster forecaster(long seed) {
        return Model.LATENT_ODE.forecaster(settings(seed, 2, Intervals.MODEL));
    }

    private static SeriesForecast one(Forecaster forecaster) {
        return forecaster.fit(PANEL).forecast(PANEL, AHEAD).series().get(0);
    }

    @Test
    void quantilesAreTheMeanOfThoseOfTheSeedsThatFollow() {
        SeriesForecast first = one(Model.LATENT_ODE.forecaster(settings(5, 1, Intervals.MODEL)));
        SeriesForecast second = one(Model.LATENT_ODE.forecaster(settings(6, 1, Intervals.MODEL)));
        SeriesForecast both = one(Model.LATENT_ODE.forecaster(settings(5, 2, Intervals.MODEL)));
        assertNotEquals(first.median(0, 0), second.median(0, 0));
        for (int c = 0; c < both.channels().size(); c++) {
            for (int i = 0; i < both.times().size(); i++) {
                for (double p : new double[] {0.05, 0.5, 0.9}) {
                    double mean = 0.5 * (first.quantile(c, i, p) + second.quantile(c, i, p));
                    assertEquals(mean, both.quantile(c, i, p), 1e-9 * Math.max(1, Math.abs(mean)));
                }
            }
        }
    }

    @Test
    void itSaysWhatItIsOf() {
        Provenance of = forecaster(7).fit(PANEL).provenance();
        assertEquals("ensemble", of.model());
        assertEquals("2 of latent-ode, seeds from 7 on", of.facts().get("networks"));
        assertEquals("7 / 8", of.facts().get("seed"));
        assertEquals("3 of 3, ended by plan", of.facts().get("iterations"));
    }

    /** The whole ensemble is rehearsed, and its intervals are calibrated. */
    @Test
    void intervalsOfAnEnsembleAreCalibratedAsAnyModels() {
        FittedForecaster fitted = Model.LATENT_ODE
                .forecaster(settings(1, 2, Intervals.CALIBRATED))
                .fit(PANEL);
        FittedBlend calibrated = (FittedBlend) fitted;
        assertEquals("calibrated", fitted.provenance().model());
        assertEquals(
                List.of("latent-ode"),
                calibrated.members().stream().map(FittedBlend.Member::name).toList());
        assertEquals(
                "ensemble",
                calibrated.members().get(0).forecaster().provenance().model());
    }

    @Test
    void aSingleMemberIsNoEnsemble() {
        List<Forecaster> single = List.of(forecaster(1));
        assertThrows(IllegalArgumentException.class, () -> new EnsembleForecaster("x", 1, single));
    }

    /** Of networks, that is: other models have no seed that matters to their fit. */
    @Test
    void modelsWithoutANetworkAreAsTheyWere() {
        FittedForecaster fitted =
                Model.DRIFT.forecaster(settings(1, 3, Intervals.MODEL)).fit(PANEL);
        assertEquals("drift", fitted.provenance().model());
    }
}
