package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Domain;
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
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleForecasterTest {

    static ModelSettings settings(long seed) {
        return ModelSettings.DEFAULTS
                .withSeed(seed)
                .withPaths(40)
                .withThreads(1)
                .withIterations(10);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aPeriodThatIsNotSeenIsRefusedWherePeriodsMatter(Model model) {
        SeriesSet set = SeriesSet.of(FIVE);
        Forecaster forecaster = model.forecaster(settings(1).withPeriods(List.of(12.0)));
        if (Set.of(Model.DRIFT, Model.LAST_VALUE, Model.MEAN).contains(model)) {
            forecaster.fit(set);
        } else {
            assertEquals(
                    "TP-D057",
                    assertThrows(DataException.class, () -> forecaster.fit(set)).code());
        }
    }

    @Nested
    class LastValue extends ForecasterContractTest {
        @Override
        Forecaster forecaster(long seed) {
            return Model.LAST_VALUE.forecaster(settings(seed));
        }
    }

    @Nested
    class Drift extends ForecasterContractTest {
        @Override
        Forecaster forecaster(long seed) {
            return Model.DRIFT.forecaster(settings(seed));
        }
    }

    @Nested
    class SeasonalNaive extends ForecasterContractTest {
        @Override
        Forecaster forecaster(long seed) {
            return Model.SEASONAL_NAIVE.forecaster(settings(seed));
        }
    }

    @Nested
    class ClimatologyRule extends ForecasterContractTest {
        @Override
        Forecaster forecaster(long seed) {
            return Model.CLIMATOLOGY.forecaster(settings(seed));
        }
    }

    @Nested
    class Mean extends ForecasterContractTest {
        @Override
        Forecaster forecaster(long seed) {
            return Model.MEAN.forecaster(settings(seed));
        }
    }

    @Nested
    class Fourier extends ForecasterContractTest {
        @Override
        Forecaster forecaster(long seed) {
            return Model.FOURIER.forecaster(settings(seed));
        }
    }

    private static SeriesForecast forecast(Rule rule, List<Double> periods, TimeSeries series, double... at) {
        SeriesSet set = SeriesSet.of(series);
        return new RuleForecaster(rule, settings(1).withPeriods(periods))
                .fit(set)
                .forecast(set, Horizon.at(Times.ofNumbers(at)))
                .series()
                .get(0);
    }

    private static TimeSeries series(double[] t, double[] y) {
        return new TimeSeries("s", List.of(new Channel("v", Times.ofNumbers(t), y)));
    }

    private static final TimeSeries FIVE = series(new double[] {0, 1, 3, 4, 10}, new double[] {1, 2, 4, 3, 6});

    @Test
    void theLastValueStays() {
        SeriesForecast f = forecast(Rule.LAST_VALUE, List.of(), FIVE, 11, 50);
        assertEquals(6, f.median(0, 0));
        assertEquals(6, f.median(0, 1));
    }

    @Test
    void driftGoesOnAlongTheChord() {
        SeriesForecast f = forecast(Rule.DRIFT, List.of(), FIVE, 12, 20);
        assertEquals(7, f.median(0, 0), 1e-12);
        assertEquals(11, f.median(0, 1), 1e-12);
    }

    /** By trapezoids: 0.5 + 1.5·2 + 1.5·4 + 3.5·3 + 3·6 = 38 over 10. */
    @Test
    void theMeanIsOneOverTime() {
        assertEquals(3.8, forecast(Rule.MEAN, List.of(), FIVE, 11).median(0, 0), 1e-12);
    }

    @Test
    void aSeasonEarlierIsInterpolatedOrNear() {
        SeriesForecast f = forecast(Rule.SEASONAL_NAIVE, List.of(8.0), FIVE, 10.2, 11.1, 27.1, 99);
        assertEquals(3.2, f.median(0, 0), 1e-12); // 2.2 is between 1 and 3
        assertEquals(4, f.median(0, 1), 1e-12); // 3.1 is near 3
        assertEquals(4, f.median(0, 2), 1e-12); // three periods earlier
        assertEquals(4, f.median(0, 3), 1e-12); // 99 − 12·8 = 3
    }

    @Test
    void climatologyIsTheMeanAtThePhase() {
        double[] t = ForecasterContractTest.irregular("c", 400, 0, 40);
        double[] y = Arrays.stream(t)
                .map(x -> 50 + 3 * Math.sin(2 * Math.PI * x / 4))
                .toArray();
        SeriesForecast f = forecast(Rule.CLIMATOLOGY, List.of(4.0), series(t, y), 41, 42, 43);
        assertEquals(53, f.median(0, 0), 0.25);
        assertEquals(50, f.median(0, 1), 0.25);
        assertEquals(47, f.median(0, 2), 0.25);
    }

    @Test
    void fourierFindsThePeriodTheLineAndTheCovariate() {
        RandomKey key = RandomKey.of(9);
        double[] t = ForecasterContractTest.irregular("f", 300, 0, 100);
        Channel plan = new Channel(
                new ChannelSpec("x", Role.KNOWN, Domain.REAL),
                Times.ofNumbers(0, 40, 60, 100, 110),
                new double[] {0, 0, 5, 5, -5});
        double[] y = new double[300];
        for (int i = 0; i < 300; i++) {
            double x = t[i] < 40 ? 0 : t[i] < 60 ? (t[i] - 40) / 4 : 5;
            y[i] = 0.2 * t[i] + 2 * Math.sin(2 * Math.PI * t[i] / 7.3) + 0.8 * x + 0.05 * key.gaussian(i);
        }
        TimeSeries s = new TimeSeries("s", List.of(new Channel("v", Times.ofNumbers(t), y), plan));
        SeriesForecast f = forecast(Rule.FOURIER, List.of(), s, 105, 110);
        assertEquals(21 + 2 * Math.sin(2 * Math.PI * 105 / 7.3), f.median(0, 0), 0.2);
        assertEquals(22 + 2 * Math.sin(2 * Math.PI * 110 / 7.3) - 4, f.median(0, 1), 0.2);
    }

    /** A season of amplitude 2 and noise of deviation 1, of which half is left out: five harmonics would swing as far as 8. */
    @Test
    void fourierFitsNoMoreHarmonicsThanAShortPastTells() {
        double[] at = IntStream.range(37, 49).asDoubleStream().toArray();
        for (long seed = 0; seed < 300; seed++) {
            RandomKey key = RandomKey.of(seed).derive("short");
            int[] seen = IntStream.range(0, 36)
                    .filter(i -> key.derive("left out").uniform(i) > 0.5)
                    .toArray();
            double[] t = Arrays.stream(seen).asDoubleStream().toArray();
            double[] y = Arrays.stream(seen)
                    .mapToDouble(i -> 2 * Math.sin(Math.PI * i / 6) + key.gaussian(i))
                    .toArray();
            SeriesForecast f = forecast(Rule.FOURIER, List.of(12.0), series(t, y), at);
            for (int i = 0; i < at.length; i++) {
                assertEquals(0, f.median(0, i), 5.5, "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void bandsAreThoseOfTheRulesOwnErrors(Rule rule) {
        RandomKey key = RandomKey.of(6);
        double[] t = new double[600];
        double[] y = new double[600];
        for (int i = 1; i < t.length; i++) {
            t[i] = i;
            y[i] = rule == Rule.LAST_VALUE || rule == Rule.DRIFT ? y[i - 1] + key.gaussian(i) : key.gaussian(i);
        }
        SeriesForecast f = forecast(rule, List.of(12.0), series(t, y), 600, 609);
        double walk = rule == Rule.DRIFT || rule == Rule.LAST_VALUE ? Math.sqrt(10) : 1;
        double width = (f.upper(0, 1, 80) - f.lower(0, 1, 80)) / (2 * 1.2816);
        double expected = rule == Rule.SEASONAL_NAIVE ? Math.sqrt(2) : walk;
        assertEquals(expected, width, 0.35 * expected);
        int inside = 0;
        for (int p = 0; p < f.pathCount(); p++) {
            inside += f.sample(0, 1, p) >= f.lower(0, 1, 80) && f.sample(0, 1, p) <= f.upper(0, 1, 80) ? 1 : 0;
        }
        assertTrue(inside > 0.6 * f.pathCount() && inside < f.pathCount());
    }
}
