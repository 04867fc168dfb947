package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import dev.tidepath.ode.adjoint.GradientMethod;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The latent ODE with a handful of iterations: what does not depend on how well it has learnt. */
class LatentOdeForecasterTest extends ForecasterContractTest {

    private static LatentOdeForecaster.Builder quick(long seed) {
        return LatentOdeForecaster.builder().seed(seed).iterations(5).paths(20).threads(1);
    }

    @Override
    Forecaster forecaster(long seed) {
        return quick(seed).build();
    }

    private static Forecast run(LatentOdeForecaster.Builder builder) {
        return builder.build().fit(PANEL).forecast(PANEL, AHEAD);
    }

    @Test
    void threadsDoNotChangeABit() {
        assertSameBits(run(quick(1).threads(1)), run(quick(1).threads(2)));
        assertSameBits(run(quick(1).threads(1)), run(quick(1).threads(5)));
    }

    @Test
    void anotherSeedGivesOtherNumbers() {
        SeriesForecast one = run(quick(1)).series().get(0);
        SeriesForecast other = run(quick(2)).series().get(0);
        assertNotEquals(one.mean(0, 0), other.mean(0, 0));
        assertNotEquals(one.sample(0, 0, 0), other.sample(0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(GradientMethod.class)
    void bothGradientsTrain(GradientMethod method) {
        double[] loss = new double[20];
        LatentOdeForecaster forecaster =
                quick(1).iterations(20).gradient(method).build();
        assertFinite(forecaster
                .fit(PANEL, p -> {
                    loss[p.iteration() - 1] = p.loss();
                    return true;
                })
                .forecast(PANEL, AHEAD));
        double start = Arrays.stream(loss, 0, 5).average().orElseThrow();
        double end = Arrays.stream(loss, 15, 20).average().orElseThrow();
        assertTrue(end < start, "loss from " + start + " to " + end);
    }

    @Test
    void bothGradientsNearlyAgree() {
        double one = run(quick(1)).series().get(0).mean(0, 1);
        double other =
                run(quick(1).gradient(GradientMethod.BACKSOLVE)).series().get(0).mean(0, 1);
        assertNotEquals(one, other);
        assertEquals(one, other, 0.05 * Math.abs(one));
    }

    /** Units of value and time are taken out first: powers of two change no bit of the mantissa. */
    @Test
    void unitsDoNotMatter() {
        double value = 0x1p40;
        double time = 0x1p-20;
        TimeSeries s = wave("x", 50);
        Channel before = s.channels().get(0);
        double[] t = new double[50];
        Arrays.setAll(t, i -> time * before.times().number(i));
        double[] v = before.values();
        Arrays.setAll(v, i -> value * v[i]);
        TimeSeries scaled = new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(t), v)));
        SeriesForecast f = quick(1).build()
                .fit(SeriesSet.of(s))
                .forecast(SeriesSet.of(s), AHEAD)
                .series()
                .get(0);
        SeriesForecast g = quick(1).build()
                .fit(SeriesSet.of(scaled))
                .forecast(SeriesSet.of(scaled), Horizon.at(Times.ofNumbers(10.1 * time, 11 * time, 13.7 * time)))
                .series()
                .get(0);
        for (int p = 0; p < 20; p++) {
            assertEquals(value * f.sample(0, 2, p), g.sample(0, 2, p));
        }
        assertEquals(value * f.mean(0, 1), g.mean(0, 1));
    }

    /** The level of a channel that a history has never seen is that of the series trained on, and as uncertain. */
    @Test
    void aChannelNeverObservedStartsFromTheOthersLevels() {
        List<TimeSeries> panel = new java.util.ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Channel seen = wave("s" + i, 40).channels().get(0);
            double[] high = seen.values();
            double level = 900 + 10 * i;
            Arrays.setAll(high, k -> level + high[k]);
            panel.add(new TimeSeries("s" + i, List.of(seen, new Channel("w", seen.times(), high))));
        }
        Channel seen = wave("new", 40).channels().get(0);
        Channel never = new Channel("w", seen.times().slice(0, 0), new double[0]);
        SeriesForecast f = quick(1).paths(400)
                .build()
                .fit(new SeriesSet(panel))
                .forecast(SeriesSet.of(new TimeSeries("new", List.of(seen, never))), AHEAD)
                .series()
                .get(0);
        assertEquals(925, f.median(1, 0), 25);
        double width = f.upper(1, 0, 80) - f.lower(1, 0, 80);
        assertTrue(width > 20, "as wide as the levels differ: " + width);
    }

    /** A practised horizon without a step needs no gap of a series that has none. */
    @Test
    void aSeriesOfOneTimeDoesNotSpoilThePractice() {
        double[] once = {5};
        double[] often = irregular("often", 30, 0, 10);
        SeriesSet set = SeriesSet.of(
                new TimeSeries("many", List.of(channel("v", often, Math::sin), channel("w", often, Math::cos))),
                new TimeSeries("once", List.of(channel("v", once, t -> 1), channel("w", once, t -> 2))));
        assertFinite(quick(1).horizon(Horizon.lasting(2))
                .build()
                .fit(set)
                .forecast(set, Horizon.lasting(2).every(1)));
    }

    @Test
    void timesThatThePathCannotReachAreRefused() {
        FittedForecaster fitted = quick(1).build().fit(PANEL);
        DataException e =
                assertThrows(DataException.class, () -> fitted.forecast(PANEL, Horizon.at(Times.ofNumbers(11, 1e9))));
        assertEquals("TP-D051", e.code());
        assertEquals("series 'a'", e.location());
        assertTrue(e.getMessage().endsWith("TOO_MANY_STEPS"), e.getMessage());
    }

    @Test
    void periodsAndPractisedHorizonsAreTaken() {
        assertFinite(run(quick(1).period(3).period(50).horizon(AHEAD)));
        assertFinite(run(quick(1).horizon(Horizon.at(Map.of("c", Times.ofNumbers(10.5))))));
        assertFinite(run(quick(1).period(1e-6).horizon(Horizon.lasting(100).every(50))));
    }

    @Test
    void provenanceTellsHowTheTrainingEnded() {
        Map<String, String> facts = quick(7).build().fit(PANEL).provenance().facts();
        assertEquals("5, ended by plan", facts.get("iterations"));
        assertEquals("7", facts.get("seed"));
        assertEquals("5", facts.get("series"));
        assertEquals("184", facts.get("observations"));
        assertEquals("checkpointed", facts.get("gradient"));
        Map<String, String> brief = quick(7).maxTime(Duration.ofNanos(1))
                .build()
                .fit(PANEL)
                .provenance()
                .facts();
        assertEquals("1, ended by the time limit", brief.get("iterations"));
        Map<String, String> stopped =
                quick(7).build().fit(PANEL, p -> p.iteration() < 2).provenance().facts();
        assertEquals("2, ended by request", stopped.get("iterations"));
    }

    @Test
    void optionsAreChecked() {
        assertRefused("iterations must be positive: 0", () -> quick(1).iterations(0));
        assertRefused("paths must be positive: -1", () -> quick(1).paths(-1));
        assertRefused("threads must be positive: 0", () -> quick(1).threads(0));
        assertRefused("a period must be positive: 0.0", () -> quick(1).period(0));
        assertRefused("a period must be positive: NaN", () -> quick(1).period(Double.NaN));
    }

    private static void assertRefused(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
