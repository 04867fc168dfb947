package dev.tidepath.forecasting.model;

import static dev.tidepath.forecasting.model.ForecasterContractTest.assertSameBits;
import static dev.tidepath.forecasting.model.ForecasterContractTest.channel;
import static dev.tidepath.forecasting.model.ForecasterContractTest.irregular;
import static dev.tidepath.forecasting.model.ForecasterContractTest.wave;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the sessions of every forecaster promise: what a session forecasts is what a fresh call forecasts, bit for bit. */
abstract class SessionContract {

    /** A forecaster of a seed; a second or less to fit on a few hundred observations. */
    abstract Forecaster forecaster(long seed);

    /** Two channels; some times are those of both. */
    private static TimeSeries pair(String id, int n) {
        double[] often = irregular(id, n, 0, 10);
        double[] seldom = irregular(id + " seldom", n / 3, 0, 10);
        for (int i = 0; i < seldom.length; i += 2) {
            seldom[i] = often[3 * i];
        }
        Arrays.sort(seldom);
        double[] distinct = Arrays.stream(seldom).distinct().toArray();
        return new TimeSeries(
                id,
                List.of(
                        channel("v", often, t -> 20 + 3 * Math.sin(2 * t)),
                        channel("w", distinct, t -> 400 + t * Math.cos(3 * t))));
    }

    private static void assertSessionIsFresh(FittedForecaster fitted, ForecastSession session, TimeSeries known) {
        double last = known.last().number(0);
        Horizon at = Horizon.at(Times.ofNumbers(last + 0.01, last + 0.3, last + 2));
        assertSameBits(fitted.forecast(SeriesSet.of(known), at).series().get(0), session.forecast(at));
        if (known.observations() > 9) {
            Horizon gaps = Horizon.lasting(5 * known.medianGap());
            assertSameBits(fitted.forecast(SeriesSet.of(known), gaps).series().get(0), session.forecast(gaps));
        }
    }

    private static TimeSeries first(TimeSeries whole, int[] counts) {
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            channels.add(whole.channels().get(c).slice(0, counts[c]));
        }
        return new TimeSeries(whole.id(), channels);
    }

    /** Observes the rest of a series, the channels in random order, and compares now and then. */
    private static void assertFreshAllAlong(FittedForecaster fitted, TimeSeries whole, int known, int every) {
        RandomKey key = RandomKey.of(77).derive(whole.id());
        int[] counts = whole.channels().stream()
                .mapToInt(c -> Math.min(known, c.size()))
                .toArray();
        ForecastSession session = fitted.session(first(whole, counts));
        int steps = 0;
        while (Arrays.stream(counts).sum() < whole.observations()) {
            int c = (int) (counts.length * key.uniform(steps));
            Channel channel = whole.channels().get(c);
            if (counts[c] < channel.size()) {
                session.observe(Observation.of(channel, counts[c]++));
                if (steps % every == 0) {
                    assertSessionIsFresh(fitted, session, first(whole, counts));
                }
            }
            steps++;
        }
        assertSessionIsFresh(fitted, session, whole);
    }

    @Test
    void aSessionForecastsLikeAFreshCallWhateverTheOrderOfTheChannels() {
        SeriesSet set = SeriesSet.of(pair("a", 40), pair("b", 75));
        FittedForecaster fitted = forecaster(1).fit(set);
        assertFreshAllAlong(fitted, set.series().get(1), 5, 17);
        assertFreshAllAlong(fitted, pair("new", 30), 0, 11);
    }

    @Test
    void aSessionForecastsLikeAFreshCallOverManyObservations() {
        FittedForecaster fitted = forecaster(1).fit(SeriesSet.of(wave("a", 100), wave("b", 60)));
        assertFreshAllAlong(fitted, wave("a", 400), 100, 61);
        assertFreshAllAlong(fitted, wave("new", 300), 50, 83);
    }

    @Test
    void observationsOfOneTimeComeInTogetherOrNotAtAll() {
        TimeSeries whole = pair("a", 40);
        FittedForecaster fitted = forecaster(1).fit(SeriesSet.of(whole));
        ForecastSession session = fitted.session(whole);
        refuses(
                "TP-D080",
                session,
                Observation.at(11, "w", 400),
                Observation.at(11, "v", 20),
                Observation.at(11, "v", 21));
        refuses("TP-D080", session, Observation.at(11, "w", 400), Observation.at(2, "v", 20));
        refuses("TP-D019", session, Observation.at(11, "w", 400), Observation.at(11, "u", 20));
        refuses("TP-D042", session, Observation.at(11, "w", 400), Observation.at(11, "v", Double.NaN));
        refuses("TP-D042", session, Observation.at(11, "w", Double.NEGATIVE_INFINITY));
        refuses("TP-D050", session, Observation.at(Instant.EPOCH, "v", 20));
        refuses("TP-D066", session, Observation.at(11, "v", 20).withError(0.5));
        session.check(List.of(Observation.at(11, "w", 400), Observation.at(11, "v", 20)));
        assertSessionIsFresh(fitted, session, whole);
        session.observe(List.of(Observation.at(11, "w", 400), Observation.at(11, "v", 20)));
        assertEquals("TP-D051", code(() -> session.forecast(Horizon.at(Times.ofNumbers(11)))));
        refuses("TP-D080", session, Observation.at(11, "v", 20));
    }

    private static void refuses(String code, ForecastSession session, Observation... observations) {
        assertEquals(code, code(() -> session.check(List.of(observations))));
        assertEquals(code, code(() -> session.observe(List.of(observations))));
    }

    private static String code(Runnable what) {
        DataException e = assertThrows(DataException.class, what::run);
        assertEquals("series 'a'", e.location());
        return e.code();
    }

    @Test
    void aSessionNeedsTheChannelsOfTheFitAndAnObservation() {
        FittedForecaster fitted = forecaster(1).fit(SeriesSet.of(wave("a", 30)));
        TimeSeries other = new TimeSeries("a", List.of(channel("w", new double[] {1, 2}, t -> t)));
        assertEquals(
                "TP-D053",
                assertThrows(DataException.class, () -> fitted.session(other)).code());
        ForecastSession empty = fitted.session(first(wave("a", 30), new int[] {0}));
        Horizon next = Horizon.at(Times.ofNumbers(11));
        assertEquals("TP-D047", code(() -> empty.forecast(next)));
        TimeSeries wide = new TimeSeries(
                "a",
                List.of(
                        channel("x", new double[0], t -> t),
                        wave("a", 30).channels().get(0)));
        ForecastSession session = fitted.session(wide);
        session.observe(Observation.at(10.5, "x", 3));
        assertSameBits(
                fitted.forecast(SeriesSet.of(wave("a", 30)), next).series().get(0), session.forecast(next));
    }
}
