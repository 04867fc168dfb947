package dev.tidepath.forecasting.model;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.StateSpaceForecaster.Sharing;
import dev.tidepath.forecasting.statespace.Member;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        ModelSettings three = s.withThreads(3);
        FittedStateSpace one = (FittedStateSpace) sharing(s).fit(PANEL);
        FittedStateSpace other = (FittedStateSpace) sharing(three).fit(PANEL);
        assertEquals(one.bySeries(), other.bySeries());
        assertEquals(one.pooled(), other.pooled());
    }

    /** One of them is sampled on another scale, so that no model of the others would do. */
    @Test
    void everySeriesOfALargeSetHasAModelOfItsOwn() {
        List<TimeSeries> series = new ArrayList<>();
        for (int k = 0; k < 150; k++) {
            int step = k == 149 ? 1_000 : 1;
            double[] t = IntStream.range(0, 9).mapToDouble(i -> step * i).toArray();
            RandomKey key = RandomKey.of(7).derive(k);
            double[] y = IntStream.range(0, 9).mapToDouble(key::gaussian).toArray();
            series.add(new TimeSeries("s" + k, List.of(new Channel("v", Times.ofNumbers(t), y))));
        }
        FittedStateSpace fitted = (FittedStateSpace) forecaster(1).fit(new SeriesSet(series));
        assertEquals(150, fitted.bySeries().size());
        assertTrue(fitted.bySeries().values().stream()
                .allMatch(models -> models.get(0).isFitted()));
        assertEquals(1_000, fitted.bySeries().get("s149").get(0).unit());
    }

    /** Too few for a criterion; on dates, where steps of the axis are seconds. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void tinySeriesHaveIntervalsOfTheirOwnSize(int days) {
        double[] values = {11.9, 10.66, 10.96, 12.23};
        List<TimeSeries> series = new ArrayList<>();
        for (int k = 0; k < 10; k++) {
            double[] t = IntStream.range(0, days).mapToDouble(i -> 86_400 * i).toArray();
            series.add(new TimeSeries(
                    "s" + k, List.of(new Channel("v", Times.ofNumbers(t), Arrays.copyOf(values, days)))));
        }
        for (List<TimeSeries> some : List.of(series.subList(0, 1), series)) {
            SeriesSet set = new SeriesSet(some);
            SeriesForecast ahead = forecaster(1)
                    .fit(set)
                    .forecast(set, Horizon.lasting(86_400).every(86_400))
                    .series()
                    .get(0);
            double width = ahead.upper(0, 0, 95) - ahead.lower(0, 0, 95);
            assertTrue(width > 0.1 && width < 20, "width " + width);
        }
    }

    @Test
    void oneSeriesHasTheModelItHasAlone() {
        SeriesSet one = SeriesSet.of(wave("e", 80));
        FittedStateSpace shared = (FittedStateSpace) forecaster(1).fit(one);
        FittedStateSpace plain = (FittedStateSpace) new StateSpaceForecaster(RuleForecasterTest.settings(1)).fit(one);
        assertEquals(plain.bySeries(), shared.bySeries());
        assertSameBits(plain.forecast(one, AHEAD), shared.forecast(one, AHEAD));
    }

    @Test
    void theChannelsOfFewSeriesLeanOnEachOther() {
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            RandomKey key = RandomKey.of(7).derive(c);
            double[] t = new double[30];
            double[] y = new double[30];
            double level = 0;
            for (int i = 0; i < 30; i++) {
                t[i] = i;
                level += key.gaussian(i);
                y[i] = 10 * (c + 1) * level;
            }
            channels.add(new Channel("c" + c, Times.ofNumbers(t), y));
        }
        SeriesSet one = SeriesSet.of(new TimeSeries("a", channels));
        FittedStateSpace plain = (FittedStateSpace) new StateSpaceForecaster(RuleForecasterTest.settings(1)).fit(one);
        FittedStateSpace shared = (FittedStateSpace) forecaster(1).fit(one);
        Set<List<Double>> others = parameters(plain, 1);
        others.addAll(parameters(plain, 2));
        others.removeAll(parameters(plain, 0));
        others.retainAll(parameters(shared, 0));
        assertFalse(others.isEmpty());
    }

    private static Set<List<Double>> parameters(FittedStateSpace fitted, int channel) {
        return requireNonNull(fitted.bySeries().get("a")).get(channel).members().stream()
                .map(Member::parameters)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
