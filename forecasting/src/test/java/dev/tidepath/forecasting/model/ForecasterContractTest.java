package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Forecaster} promises, whatever its skill. A subclass gives a forecaster that fits in a moment: results
 * need not be good, but must be finite, ordered, reproducible and independent of a series' companions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ForecasterContractTest extends SessionContract {

    static final Horizon AHEAD = Horizon.at(Times.ofNumbers(10.1, 11, 13.7));

    static final SeriesSet PANEL =
            SeriesSet.of(wave("a", 30), wave("b", 12), wave("c", 55), wave("d", 7), wave("e", 80));

    private FittedForecaster fitted;

    @BeforeAll
    void fitThePanel() {
        fitted = forecaster(1).fit(PANEL);
    }

    static double[] irregular(String what, int n, double from, double to) {
        RandomKey key = RandomKey.of(31).derive(what);
        double[] t = new double[n];
        Arrays.setAll(t, i -> from + (to - from) * (i + 0.9 * key.uniform(i)) / n);
        return t;
    }

    static Channel channel(String name, double[] times, DoubleUnaryOperator f) {
        return new Channel(
                name, Times.ofNumbers(times), Arrays.stream(times).map(f).toArray());
    }

    static TimeSeries series(String id, double[] times, DoubleUnaryOperator f) {
        return new TimeSeries(id, List.of(channel("v", times, f)));
    }

    /** A noisy wave about 20 on the times from 0 to 10. */
    static TimeSeries wave(String id, int n) {
        RandomKey key = RandomKey.of(32).derive(id);
        double phase = 6 * key.uniform(0);
        return series(
                id,
                irregular(id, n, 0, 10),
                t -> 20 + 3 * Math.sin(2 * t + phase) + 0.3 * key.gaussian(1 + (long) (1e6 * t)));
    }

    static void assertFinite(Forecast forecast) {
        for (SeriesForecast f : forecast.series()) {
            for (int c = 0; c < f.channels().size(); c++) {
                for (int i = 0; i < f.times().size(); i++) {
                    assertTrue(Double.isFinite(f.mean(c, i)), "mean " + f.mean(c, i));
                    for (int p = 0; p < f.pathCount(); p++) {
                        assertTrue(Double.isFinite(f.sample(c, i, p)), "sample " + f.sample(c, i, p));
                    }
                }
            }
        }
    }

    static void assertSameBits(SeriesForecast expected, SeriesForecast found) {
        assertEquals(expected.id(), found.id());
        assertEquals(expected.times(), found.times());
        assertEquals(expected.pathCount(), found.pathCount());
        for (int c = 0; c < expected.channels().size(); c++) {
            for (int i = 0; i < expected.times().size(); i++) {
                assertEquals(expected.mean(c, i), found.mean(c, i));
                for (int p = 0; p < expected.pathCount(); p++) {
                    assertEquals(expected.sample(c, i, p), found.sample(c, i, p));
                }
            }
        }
    }

    static void assertSameBits(Forecast expected, Forecast found) {
        assertEquals(expected.series().size(), found.series().size());
        for (int s = 0; s < expected.series().size(); s++) {
            assertSameBits(expected.series().get(s), found.series().get(s));
        }
    }

    @Test
    void forecastsAreInTheHistorysOrderAtTheTimesAskedFor() {
        Forecast forecast = fitted.forecast(PANEL, AHEAD);
        assertEquals(
                List.of("a", "b", "c", "d", "e"),
                forecast.series().stream().map(SeriesForecast::id).toList());
        for (SeriesForecast f : forecast.series()) {
            assertEquals(Times.ofNumbers(10.1, 11, 13.7), f.times());
            assertEquals(List.of("v"), f.channels());
            assertTrue(f.pathCount() > 0);
        }
        assertFinite(forecast);
    }

    @Test
    void quantilesAreOrderedAndIntervalsHaveWidth() {
        for (SeriesForecast f : fitted.forecast(PANEL, AHEAD).series()) {
            for (int i = 0; i < f.times().size(); i++) {
                double before = Double.NEGATIVE_INFINITY;
                for (double p : new double[] {0, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 1}) {
                    assertTrue(f.quantile(0, i, p) >= before);
                    before = f.quantile(0, i, p);
                }
                assertTrue(f.lower(0, i, 95) < f.lower(0, i, 80) && f.upper(0, i, 80) < f.upper(0, i, 95));
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        assertSameBits(fitted.forecast(PANEL, AHEAD), forecaster(1).fit(PANEL).forecast(PANEL, AHEAD));
    }

    @Test
    void aForecastCanBeRepeated() {
        assertSameBits(fitted.forecast(PANEL, AHEAD), fitted.forecast(PANEL, AHEAD));
    }

    @Test
    void aSeriesForecastIsTheSameAloneAndAmongOthersInAnyOrder() {
        Forecast together = fitted.forecast(PANEL, AHEAD);
        SeriesSet permuted = new SeriesSet(
                List.of(3, 1, 4, 0, 2).stream().map(PANEL.series()::get).toList());
        Forecast otherwise = fitted.forecast(permuted, AHEAD);
        for (TimeSeries s : PANEL.series()) {
            SeriesForecast expected = together.find(s.id()).orElseThrow();
            assertSameBits(expected, otherwise.find(s.id()).orElseThrow());
            assertSameBits(
                    expected, fitted.forecast(SeriesSet.of(s), AHEAD).series().get(0));
        }
    }

    @Test
    void threadsMayShareAFittedForecaster() throws Exception {
        Forecast expected = fitted.forecast(PANEL, AHEAD);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Callable<Forecast> task = () -> fitted.forecast(PANEL, AHEAD);
            for (Future<Forecast> found : pool.invokeAll(List.of(task, task, task))) {
                assertSameBits(expected, found.get());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void seriesItHasNotSeenAreForecast() {
        SeriesSet unseen = SeriesSet.of(
                wave("new", 40),
                series("shifted", irregular("s", 20, -1000, 9), t -> -5e3 + Math.cos(t)),
                series("two", new double[] {1, 2}, t -> 3 * t));
        assertFinite(fitted.forecast(unseen, AHEAD));
    }

    /** Of sizes a hundred orders from those of the fit; one or two values say little of a scale of their own. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20})
    void unseenSeriesOfAnySizeAreForecastOrRefused(int count) {
        double[] times = new double[count];
        Arrays.setAll(times, i -> i * 0.5);
        for (double size : new double[] {1e-300, 1e100, 1e200, 1e300}) {
            try {
                assertFinite(fitted.forecast(
                        SeriesSet.of(series("new", times, t -> size * Math.cos(Math.PI * t / 0.5))), AHEAD));
            } catch (DataException e) {
                assertEquals("TP-D042", e.code());
            }
        }
    }

    @Test
    void aSingleObservationIsHistoryEnough() {
        Forecast forecast = fitted.forecast(
                SeriesSet.of(series("one", new double[] {9}, t -> 7), series("a", new double[] {4}, t -> 21)), AHEAD);
        assertFinite(forecast);
    }

    @Test
    void aSeriesWithoutTimesToForecastGetsNone() {
        Forecast forecast = fitted.forecast(PANEL, Horizon.at(Map.of("b", Times.ofNumbers(12))));
        assertEquals(0, forecast.find("a").orElseThrow().times().size());
        assertEquals(1, forecast.find("b").orElseThrow().times().size());
        SeriesForecast b = fitted.forecast(PANEL, Horizon.at(Times.ofNumbers(12)))
                .find("b")
                .orElseThrow();
        assertSameBits(b, forecast.find("b").orElseThrow());
    }

    @Test
    void horizonsFarBeyondTheHistoryAreFinite() {
        assertFinite(fitted.forecast(PANEL, Horizon.at(Times.ofNumbers(11, 100, 1_000))));
    }

    @Test
    void channelsMayHaveTimesOfTheirOwnAndGaps() {
        double[] often = irregular("often", 60, 0, 10);
        double[] early = irregular("early", 15, 0, 3);
        SeriesSet set = SeriesSet.of(
                new TimeSeries("both", List.of(channel("v", often, Math::sin), channel("w", early, t -> 900 + t))),
                new TimeSeries("turns", List.of(channel("v", early, Math::cos), channel("w", often, t -> 800 - t))),
                new TimeSeries("only", List.of(channel("v", often, t -> t), channel("w", new double[0], t -> t))),
                new TimeSeries(
                        "once",
                        List.of(channel("v", new double[] {5}, t -> 1), channel("w", new double[] {5}, t -> 850))));
        Forecast forecast = forecaster(1).fit(set).forecast(set, AHEAD);
        assertFinite(forecast);
        assertEquals(List.of("v", "w"), forecast.series().get(0).channels());
        double w = forecast.series().get(0).mean(1, 0);
        assertTrue(w > 600 && w < 1200, "a channel last seen at 903 is forecast as " + w);
    }

    /** The other channel goes on for a hundred gaps; nothing is known of what this one does meanwhile. */
    @Test
    void aChannelMayEndLongBeforeTheOther() {
        TimeSeries s = new TimeSeries(
                "x",
                List.of(
                        channel("v", irregular("long", 150, 0, 150), Math::sin),
                        channel("w", irregular("short", 30, 0, 30), t -> 500 + Math.cos(t))));
        Forecast forecast =
                forecaster(1).fit(SeriesSet.of(s)).forecast(SeriesSet.of(s), Horizon.at(Times.ofNumbers(151)));
        assertFinite(forecast);
    }

    @Test
    void anUnobservedSeriesDoesNotSpoilAFit() {
        TimeSeries none = series("none", new double[0], t -> t);
        SeriesSet set = SeriesSet.of(none, wave("a", 30), wave("b", 12));
        assertFinite(forecaster(1).fit(set).forecast(SeriesSet.of(wave("a", 30)), AHEAD));
        DataException e = assertThrows(DataException.class, () -> fitted.forecast(SeriesSet.of(none), AHEAD));
        assertEquals("TP-D047", e.code());
        assertEquals("series 'none'", e.location());
    }

    private Forecast fitAndForecast(TimeSeries s) {
        SeriesSet set = SeriesSet.of(s);
        double last = s.last().number(0);
        double span = last - s.first().number(0);
        Times times = Times.ofNumbers(last + 0.01 * span, last + 0.3 * span, last + span);
        Forecast forecast = forecaster(1).fit(set).forecast(set, Horizon.at(times));
        assertFinite(forecast);
        return forecast;
    }

    @Test
    void twoObservationsSuffice() {
        fitAndForecast(series("x", new double[] {0, 1}, t -> 5 + t));
        fitAndForecast(series("x", new double[] {-1e9, 1e9}, t -> 5));
    }

    @Test
    void aConstantSeriesStaysConstant() {
        for (double level : new double[] {0, 0.1, -7, 1e12}) {
            SeriesForecast f = fitAndForecast(series("x", irregular("x", 40, 0, 10), t -> level))
                    .series()
                    .get(0);
            assertEquals(level, f.mean(0, 1), 1e-3 * Math.abs(level) + 0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e12, 1e-12, -1e100, 1e-100, 1e200, -1e300, 1e-300})
    void valuesMayBeHugeOrTiny(double unit) {
        SeriesForecast f = fitAndForecast(series("x", irregular("x", 60, 0, 10), t -> unit * (3 + Math.sin(t))))
                .series()
                .get(0);
        assertEquals(3, f.mean(0, 0) / unit, 5, "forecasts are of the size of the values");
    }

    /** Bands of such values may leave the range of numbers; no infinite one is given. */
    @Test
    void valuesAtTheEndsOfTheRangeAreRefusedOrForecast() {
        double[] times = new double[20];
        Arrays.setAll(times, i -> i);
        for (double size : new double[] {1.7e308, 1e307, Double.MIN_VALUE}) {
            SeriesSet set = SeriesSet.of(series("x", times, t -> t % 2 == 0 ? size : size > 1 ? -size : 0));
            try {
                Forecast forecast = forecaster(1).fit(set).forecast(set, Horizon.at(Times.ofNumbers(20, 25, 40)));
                assertFinite(forecast);
                for (double p : new double[] {1e-6, 0.1, 0.9, 1 - 1e-6}) {
                    assertTrue(Double.isFinite(forecast.series().get(0).quantile(0, 2, p)));
                }
            } catch (DataException e) {
                assertEquals("TP-D042", e.code());
            }
        }
    }

    @Test
    void timesWhoseDistanceIsNoNumberAreRefused() {
        SeriesSet far = SeriesSet.of(series("x", new double[] {-1.7e308, 0, 1.7e308}, t -> 1 + t));
        DataException atFit =
                assertThrows(DataException.class, () -> forecaster(1).fit(far));
        assertEquals("TP-D042", atFit.code());
        assertEquals("series 'x'", atFit.location());
        Horizon next = Horizon.at(Times.ofNumbers(Math.nextUp(1.7e308)));
        assertEquals(
                "TP-D042",
                assertThrows(DataException.class, () -> fitted.forecast(far, next))
                        .code());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e9, 1e-9})
    void timesMayBeHugeOrTiny(double unit) {
        fitAndForecast(series(
                "x", Arrays.stream(irregular("x", 60, 0, 10)).map(t -> t * unit).toArray(), t -> Math.sin(t / unit)));
        fitAndForecast(series("x", irregular("x", 60, 1e9, 1e9 + 10), Math::sin));
    }

    /** Bursts a hundred thousandth of the distance between them. */
    @ParameterizedTest
    @ValueSource(doubles = {1e5, 1e9})
    void gapsMayDifferByOrders(double ratio) {
        double[] t = new double[60];
        for (int i = 0; i < 60; i++) {
            int burst = i / 12;
            t[i] = burst * burst + i % 12 / ratio;
        }
        fitAndForecast(series("x", t, x -> 2 + Math.sin(x)));
    }

    @Test
    void calendarsAreForecastInTheirOwnTime() {
        Instant start = Instant.parse("2020-01-31T12:00:00Z");
        Instant[] days = new Instant[200];
        Arrays.setAll(days, i -> start.plus(Duration.ofHours(100L * i + i % 7)));
        double[] values = new double[200];
        Arrays.setAll(values, i -> 400 + 0.1 * i + Math.sin(i / 14.0));
        SeriesSet set = SeriesSet.of(new TimeSeries("", List.of(new Channel("co2", Times.ofInstants(days), values))));
        Horizon weeks = Horizon.lasting(Duration.ofDays(28)).every(Duration.ofDays(7));
        Forecast forecast = forecaster(1).fit(set).forecast(set, weeks);
        assertFinite(forecast);
        assertEquals(
                days[199].plus(Duration.ofDays(28)),
                forecast.series().get(0).times().instant(3));
    }

    @Test
    void theListenerIsToldAndMayStop() {
        int[] told = new int[1];
        FittedForecaster stopped = forecaster(1).fit(PANEL, progress -> {
            told[0]++;
            return false;
        });
        assertTrue(told[0] <= 1);
        assertFinite(stopped.forecast(PANEL, AHEAD));
    }

    @Test
    void provenanceNamesTheModel() {
        assertTrue(!fitted.provenance().model().isBlank());
        assertTrue(!fitted.provenance().facts().isEmpty());
    }

    @Test
    void channelsMustBeThoseOfTheFit() {
        TimeSeries other = new TimeSeries("a", List.of(channel("w", new double[] {1, 2}, t -> t)));
        DataException e = assertThrows(DataException.class, () -> fitted.forecast(SeriesSet.of(other), AHEAD));
        assertEquals("TP-D053", e.code());
        assertEquals("the model was fitted on channels [v], the history has [w]", e.getMessage());
    }

    @Test
    void aFitNeedsASeriesWithTwoTimes() {
        SeriesSet lonely = SeriesSet.of(series("a", new double[] {1}, t -> t), series("b", new double[] {2}, t -> t));
        DataException e = assertThrows(DataException.class, () -> forecaster(1).fit(lonely));
        assertEquals("TP-D046", e.code());
        assertEquals("no series has two observations at different times", e.getMessage());
        double[] once = {3};
        TimeSeries sameTime = new TimeSeries("x", List.of(channel("v", once, t -> t), channel("w", once, t -> t)));
        assertThrows(DataException.class, () -> forecaster(1).fit(SeriesSet.of(sameTime)));
    }

    @Test
    void horizonsComeAfterTheLastObservation() {
        DataException e =
                assertThrows(DataException.class, () -> fitted.forecast(PANEL, Horizon.at(Times.ofNumbers(5, 11))));
        assertEquals("TP-D051", e.code());
        assertEquals("series 'a'", e.location());
    }
}
