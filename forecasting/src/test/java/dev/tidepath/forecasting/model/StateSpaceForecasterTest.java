package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateSpaceForecasterTest extends ForecasterContractTest {

    private static Forecaster small(long seed) {
        return new StateSpaceForecaster(RuleForecasterTest.settings(seed));
    }

    @Override
    Forecaster forecaster(long seed) {
        return small(seed);
    }

    @Test
    void knownCovariatesAreRegressors() {
        RandomKey key = RandomKey.of(4);
        double[] x = new double[160];
        Arrays.setAll(x, i -> key.uniform(i) < 0.3 ? 1 : 0);
        double[] whole = new double[160];
        Arrays.setAll(whole, i -> i);
        Channel plan = new Channel(new ChannelSpec("plan", Role.KNOWN, Domain.REAL), Times.ofNumbers(whole), x);
        double[] at = new double[120];
        Arrays.setAll(at, i -> i);
        double[] y = new double[120];
        Arrays.setAll(y, i -> 10 + 5 * x[i] + 0.1 * key.gaussian(i));
        SeriesSet set = SeriesSet.of(new TimeSeries("s", List.of(new Channel("v", Times.ofNumbers(at), y), plan)));
        double[] ahead = new double[30];
        Arrays.setAll(ahead, i -> 125 + i);
        SeriesForecast f = small(1).fit(set)
                .forecast(set, Horizon.at(Times.ofNumbers(ahead)))
                .series()
                .get(0);
        for (int i = 0; i < 30; i++) {
            assertEquals(10 + 5 * x[125 + i], f.mean(0, i), 0.3);
        }
    }

    /** Half of the values have a known error of 5, the others one of 0.1: the former must not move the level. */
    @Test
    void valuesWithLargeErrorsCountLittle() {
        RandomKey key = RandomKey.of(5);
        double[] t = new double[200];
        double[] y = new double[200];
        double[] e = new double[200];
        for (int i = 0; i < 200; i++) {
            t[i] = i;
            e[i] = i % 2 == 0 ? 5 : 0.1;
            y[i] = 3 * Math.sin(i / 30.0) + e[i] * key.gaussian(i);
        }
        y[198] += 20;
        Channel c = new Channel(
                ChannelSpec.target("v"),
                Times.ofNumbers(Arrays.copyOf(t, 199)),
                Arrays.copyOf(y, 199),
                Arrays.copyOf(e, 199));
        SeriesSet set = SeriesSet.of(new TimeSeries("s", List.of(c)));
        SeriesForecast f = small(1).fit(set)
                .forecast(set, Horizon.at(Times.ofNumbers(199)))
                .series()
                .get(0);
        assertEquals(3 * Math.sin(199 / 30.0), f.mean(0, 0), 1);
    }

    @Test
    void theNumberOfThreadsDoesNotCount() {
        FittedStateSpace one = (FittedStateSpace) forecaster(1).fit(PANEL);
        ModelSettings three = RuleForecasterTest.settings(1).withThreads(3);
        FittedStateSpace other = (FittedStateSpace) new StateSpaceForecaster(three).fit(PANEL);
        assertEquals(one.bySeries(), other.bySeries());
        assertEquals(one.pooled(), other.pooled());
        assertSameBits(one.forecast(PANEL, AHEAD), other.forecast(PANEL, AHEAD));
    }

    /** What is told of a fit on too few observations for a criterion is a number too. */
    @Test
    void progressIsFinite() {
        SeriesSet few = SeriesSet.of(
                series("a", new double[] {0, 1}, t -> t), series("b", new double[] {0, 1}, t -> 2 * t), wave("c", 20));
        forecaster(1).fit(few, progress -> {
            assertTrue(Double.isFinite(progress.loss()), progress.toString());
            return true;
        });
    }

    @Test
    void aFittedSeriesKeepsItsModelAmongOthers() {
        FittedForecaster both = small(1).fit(PANEL);
        FittedForecaster alone = small(1).fit(SeriesSet.of(wave("e", 80)));
        assertSameBits(
                alone.forecast(SeriesSet.of(wave("e", 80)), AHEAD), both.forecast(SeriesSet.of(wave("e", 80)), AHEAD));
    }
}
