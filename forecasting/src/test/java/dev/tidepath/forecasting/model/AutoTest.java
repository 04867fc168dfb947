package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.random.RandomKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AutoTest {

    private static final Horizon FOUR = Horizon.lasting(4);

    private static ModelSettings settings(long seed, Intervals intervals) {
        return ModelSettings.DEFAULTS
                .withSeed(seed)
                .withPaths(40)
                .withThreads(2)
                .withIterations(10)
                .withIntervals(intervals);
    }

    private static TimeSeries walk(String id, int n) {
        RandomKey key = RandomKey.of(91).derive(id);
        double[] values = new double[n];
        double at = 50;
        for (int i = 0; i < n; i++) {
            at += key.gaussian(i);
            values[i] = at;
        }
        double[] times = ForecasterContractTest.irregular(id, n, 0, n);
        return ForecasterContractTest.series(id, times, t -> values[(int) t]);
    }

    @Test
    void itSaysWhichModelsHaveWhichShares() {
        FittedForecaster fitted = Model.AUTO
                .forecaster(settings(1, Intervals.CALIBRATED).withHorizon(FOUR))
                .fit(SeriesSet.of(walk("a", 60), walk("b", 80)));
        assertEquals("auto", fitted.provenance().model());
        String shares = fitted.provenance().facts().getOrDefault("shares", "");
        assertTrue(shares.contains("state-space 0."), shares);
        assertEquals("13 forecasts of the past", fitted.provenance().facts().get("rehearsed"));
        assertTrue(fitted.provenance().facts().getOrDefault("intervals", "").startsWith("calibrated"));
    }

    /** The median is untouched, and the width is in the data's hands. */
    @Test
    void calibrationMovesIntervalsAndNotMedians() {
        SeriesSet series = SeriesSet.of(walk("a", 90), walk("b", 90), walk("c", 90));
        SeriesForecast plain = one(settings(1, Intervals.MODEL).withHorizon(FOUR), series);
        SeriesForecast calibrated = one(settings(1, Intervals.CALIBRATED).withHorizon(FOUR), series);
        for (int i = 0; i < plain.times().size(); i++) {
            assertEquals(plain.median(0, i), calibrated.median(0, i), 1e-9);
            double own = plain.upper(0, i, 80) - plain.lower(0, i, 80);
            double moved = calibrated.upper(0, i, 80) - calibrated.lower(0, i, 80);
            assertTrue(moved > 0.5 * own && moved < 2 * own && moved != own, own + " " + moved);
        }
    }

    private static SeriesForecast one(ModelSettings settings, SeriesSet series) {
        return Model.DRIFT
                .forecaster(settings)
                .fit(series)
                .forecast(series, Horizon.lasting(4))
                .series()
                .get(0);
    }

    @Nested
    class Auto extends ForecasterContractTest {

        @Override
        Forecaster forecaster(long seed) {
            return Model.AUTO.forecaster(settings(seed, Intervals.CALIBRATED));
        }
    }

    @Nested
    class CalibratedFourier extends ForecasterContractTest {

        @Override
        Forecaster forecaster(long seed) {
            return Model.FOURIER.forecaster(settings(seed, Intervals.CALIBRATED));
        }
    }

    @Nested
    class FourierWithAFlow extends ForecasterContractTest {

        @Override
        Forecaster forecaster(long seed) {
            return Model.FOURIER.forecaster(settings(seed, Intervals.FLOW));
        }
    }
}
