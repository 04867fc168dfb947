package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.model.StateSpaceForecaster.Sharing;
import org.junit.jupiter.api.Test;

class SharedStateSpaceForecasterTest extends ForecasterContractTest {

    private static Forecaster sharing(ModelSettings settings) {
        return new StateSpaceForecaster(settings, Sharing.SERIES);
    }

    @Override
    Forecaster forecaster(long seed) {
        return sharing(RuleForecasterTest.settings(seed));
    }

    @Test
    void theNumberOfThreadsDoesNotCount() {
        ModelSettings s = RuleForecasterTest.settings(1);
        ModelSettings three = new ModelSettings(
                s.seed(),
                s.paths(),
                3,
                s.periods(),
                s.horizon(),
                s.iterations(),
                s.stopAfter(),
                s.maxTime(),
                s.gradient(),
                s.transform(),
                s.checkpoints(),
                s.intervals());
        FittedStateSpace one = (FittedStateSpace) sharing(s).fit(PANEL);
        FittedStateSpace other = (FittedStateSpace) sharing(three).fit(PANEL);
        assertEquals(one.bySeries(), other.bySeries());
        assertEquals(one.pooled(), other.pooled());
    }

    @Test
    void oneSeriesHasTheModelItHasAlone() {
        SeriesSet one = SeriesSet.of(wave("e", 80));
        FittedStateSpace shared = (FittedStateSpace) forecaster(1).fit(one);
        FittedStateSpace plain = (FittedStateSpace) new StateSpaceForecaster(RuleForecasterTest.settings(1)).fit(one);
        assertEquals(plain.bySeries(), shared.bySeries());
        assertSameBits(plain.forecast(one, AHEAD), shared.forecast(one, AHEAD));
    }
}
