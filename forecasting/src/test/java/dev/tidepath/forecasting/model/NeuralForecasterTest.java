package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FitException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.train.Checkpoint;
import dev.tidepath.train.CheckpointStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The latent ODE with a handful of iterations: what does not depend on how well it has learnt. */
class NeuralForecasterTest extends NetworkForecasterContract {

    @Test
    void timesThatThePathCannotReachAreRefused() {
        assertTimesTooFarAreRefused(forecaster(1).fit(PANEL));
    }

    @Override
    NeuralForecaster.Builder quick(long seed) {
        return NeuralForecaster.builder().seed(seed).iterations(5).paths(20).threads(1);
    }

    @ParameterizedTest
    @EnumSource(GradientMethod.class)
    void everyGradientTrains(GradientMethod method) {
        double[] loss = new double[20];
        NeuralForecaster forecaster = quick(1).iterations(20).gradient(method).build();
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

    /** A model serves any series under any name: the scale is that of the history it is given. */
    @Test
    void anotherSeriesUnderATrainedNameHasItsOwnScale() {
        FittedForecaster fitted = quick(1).build().fit(SeriesSet.of(wave("", 60)));
        Channel before = wave("", 60).channels().get(0);
        double[] larger = before.values();
        Arrays.setAll(larger, i -> 1024 * larger[i]);
        TimeSeries other = new TimeSeries("", List.of(new Channel("v", before.times(), larger)));
        SeriesForecast small =
                fitted.forecast(SeriesSet.of(wave("", 60)), AHEAD).series().get(0);
        SeriesForecast large =
                fitted.forecast(SeriesSet.of(other), AHEAD).series().get(0);
        double ratio =
                (large.upper(0, 0, 80) - large.lower(0, 0, 80)) / (small.upper(0, 0, 80) - small.lower(0, 0, 80));
        assertTrue(ratio > 800 && ratio < 1300, "ratio " + ratio);
    }

    /** How wide a band is depends on when that channel was last observed, not on when any was. */
    @Test
    void aChannelThatFellSilentIsLessCertain() {
        double[] t = new double[100];
        double[] a = new double[100];
        double[] b = new double[100];
        dev.tidepath.random.RandomKey key = dev.tidepath.random.RandomKey.of(5);
        for (int i = 0; i < 100; i++) {
            t[i] = 0.1 * i;
            a[i] = (i == 0 ? 0 : a[i - 1]) + key.gaussian(i);
            b[i] = (i == 0 ? 0 : b[i - 1]) + key.derive(1).gaussian(i);
        }
        Channel all = new Channel("a", Times.ofNumbers(t), a);
        Channel silent = new Channel("b", Times.ofNumbers(Arrays.copyOf(t, 80)), Arrays.copyOf(b, 80));
        Channel heard = new Channel("b", Times.ofNumbers(t), b);
        FittedForecaster fitted = quick(1).paths(400)
                .horizon(Horizon.lasting(2.0).every(0.1))
                .build()
                .fit(SeriesSet.of(new TimeSeries("x", List.of(all, heard))));
        Horizon next = Horizon.at(Times.ofNumbers(10));
        SeriesForecast f = fitted.forecast(SeriesSet.of(new TimeSeries("x", List.of(all, silent))), next)
                .series()
                .get(0);
        double known = f.upper(0, 0, 80) - f.lower(0, 0, 80);
        double unknown = f.upper(1, 0, 80) - f.lower(1, 0, 80);
        assertTrue(unknown > 1.5 * known, "widths " + known + " and " + unknown);
    }

    /** Times that rounding makes one in model time stay in order. */
    @Test
    void timesCloserThanANumberCanTellAreNoDefect() {
        double[] t = {-1, 1e-20, 2e-20, 1};
        TimeSeries s = new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(t), new double[] {1, 2, 3, 4})));
        assertFinite(quick(1).build().fit(SeriesSet.of(s)).forecast(SeriesSet.of(s), Horizon.at(Times.ofNumbers(1.5))));
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

    /** Of several series that fail, the first one is told of, whatever thread meets which. */
    @Test
    void theFirstFailureIsToldForAnyNumberOfThreads() {
        FittedForecaster fitted = quick(1).threads(5).build().fit(PANEL);
        Horizon past = Horizon.at(Times.ofNumbers(5));
        for (int i = 0; i < 50; i++) {
            DataException e = assertThrows(DataException.class, () -> fitted.forecast(PANEL, past));
            assertEquals("series 'a'", e.location());
        }
    }

    @Test
    void periodsAndPractisedHorizonsAreTaken() {
        assertFinite(run(quick(1).period(3).period(4.5).horizon(AHEAD)));
        assertFinite(run(quick(1).horizon(Horizon.at(Map.of("c", Times.ofNumbers(10.5))))));
        assertFinite(run(quick(1).period(1e-6).horizon(Horizon.lasting(100).every(50))));
    }

    @Test
    void sizeAndLearningRateAreTaken() {
        NetworkSettings usual = new NetworkSettings(OptionalDouble.of(0.005), OptionalInt.of(48));
        assertSameBits(run(quick(1)), run(quick(1).settings(usual)));
        NetworkSettings faster = new NetworkSettings(OptionalDouble.of(0.05), OptionalInt.empty());
        SeriesForecast one = run(quick(1)).series().get(0);
        SeriesForecast other = run(quick(1).settings(faster)).series().get(0);
        assertNotEquals(one.mean(0, 0), other.mean(0, 0));
        for (int units : new int[] {3, 4, 7}) {
            for (Network network : Network.values()) {
                assertFinite(run(quick(1).network(network)
                        .settings(new NetworkSettings(OptionalDouble.empty(), OptionalInt.of(units)))));
            }
        }
    }

    @Test
    void aPeriodThatIsNotSeenTwiceIsRefused() {
        DataException e = assertThrows(DataException.class, () -> run(quick(1).period(50)));
        assertEquals("TP-D057", e.code());
        assertEquals("a period of 50.0000 is not seen twice in a span of 9.86923", e.getMessage());
    }

    /** A run that was stopped is replayed by its plan and the count it got to. */
    @Test
    void aStoppedTrainingCanBeReplayed() {
        Forecast stopped = quick(1).iterations(20)
                .build()
                .fit(PANEL, p -> p.iteration() < 7)
                .forecast(PANEL, AHEAD);
        assertSameBits(stopped, run(quick(1).iterations(20).stopAfter(7)));
    }

    /** Keeps the last checkpoint in memory, for one fingerprint. */
    private static final class Kept implements CheckpointStore {
        private final Map<Map<String, String>, Checkpoint> last = new HashMap<>();

        @Override
        public Optional<Checkpoint> load(Map<String, String> fingerprint) {
            return Optional.ofNullable(last.get(fingerprint));
        }

        @Override
        public void save(Map<String, String> fingerprint, Checkpoint checkpoint) {
            last.put(fingerprint, checkpoint);
        }
    }

    @Test
    void aTrainingGoesOnFromItsCheckpoint() {
        Forecast whole = run(quick(1).iterations(20));
        Kept kept = new Kept();
        NeuralForecaster.Builder builder = quick(1).iterations(20).checkpoint(kept, Duration.ofDays(1));
        builder.build().fit(PANEL, p -> p.iteration() < 7);
        assertSameBits(whole, run(builder.threads(2)));
        assertSameBits(whole, run(builder));
        assertEquals(1, kept.last.size());
        assertSameBits(run(quick(2).iterations(20)), run(builder.seed(2)));
        assertEquals(2, kept.last.size(), "another seed is another training");
        FitException e = assertThrows(FitException.class, () -> run(builder.stopAfter(7)));
        assertEquals("TP-M003", e.code());
        assertEquals("the checkpoint is of iteration 20, beyond the 7 to stop after", e.getMessage());
    }

    /** After a weight was spoilt, which no training does. */
    @Test
    void aLossThatIsNotFiniteEndsTheTrainingAndIsToldInTheProvenance() {
        Kept kept = new Kept();
        NeuralForecaster.Builder builder = quick(1).checkpoint(kept, Duration.ofDays(1));
        builder.build().fit(PANEL, p -> p.iteration() < 3);
        kept.last.replaceAll((fingerprint, sound) -> {
            double[] spoilt = sound.parameters();
            spoilt[spoilt.length - 1] = 1e200;
            return new Checkpoint(3, 1, 1, spoilt, sound.firstMoment(), sound.secondMoment(), Optional.empty());
        });
        Map<String, String> facts = builder.build().fit(PANEL).provenance().facts();
        assertEquals("3 of 5, ended by a loss that was not finite", facts.get("iterations"));
        String failure = facts.getOrDefault("failure", "");
        assertTrue(failure.matches("the .+, series '[a-e]' at \\d.*"), failure);
    }

    /** Small series are not drawn towards the scale of large ones. */
    @Test
    void seriesOfAllSizesAreForecastInTheirOwn() {
        List<TimeSeries> panel = new java.util.ArrayList<>();
        for (double size : new double[] {1, 0x1p20, 0x1p-20}) {
            Channel before = wave("x", 60).channels().get(0);
            double[] v = before.values();
            Arrays.setAll(v, i -> size * v[i]);
            panel.add(new TimeSeries("s" + size, List.of(new Channel("v", before.times(), v))));
        }
        SeriesSet set = new SeriesSet(panel);
        Forecast f = quick(1).build().fit(set).forecast(set, AHEAD);
        for (int i = 0; i < 3; i++) {
            double largest = Arrays.stream(panel.get(i).channels().get(0).values())
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            double width = f.series().get(i).upper(0, 0, 80) - f.series().get(i).lower(0, 0, 80);
            assertTrue(width < 10 * largest, "width " + width + " of values up to " + largest);
        }
    }

    @Test
    void provenanceTellsHowTheTrainingEnded() {
        Map<String, String> facts = quick(7).build().fit(PANEL).provenance().facts();
        assertEquals("5 of 5, ended by plan", facts.get("iterations"));
        assertEquals("7", facts.get("seed"));
        assertEquals("5", facts.get("series"));
        assertEquals("184", facts.get("observations"));
        assertEquals("checkpointed", facts.get("gradient"));
        Map<String, String> brief = quick(7).maxTime(Duration.ofNanos(1))
                .build()
                .fit(PANEL)
                .provenance()
                .facts();
        assertEquals("1 of 5, ended by the time limit", brief.get("iterations"));
        Map<String, String> stopped =
                quick(7).build().fit(PANEL, p -> p.iteration() < 2).provenance().facts();
        assertEquals("2 of 5, ended by request", stopped.get("iterations"));
    }

    @Test
    void optionsAreChecked() {
        assertRefused("iterations must be positive: 0", () -> quick(1).iterations(0));
        assertRefused("paths must be positive: -1", () -> quick(1).paths(-1));
        assertRefused("threads must be positive: 0", () -> quick(1).threads(0));
        assertRefused("a period must be positive: 0.0", () -> quick(1).period(0));
        assertRefused(
                "a network has from 3 to 512 units: 2",
                () -> new NetworkSettings(OptionalDouble.empty(), OptionalInt.of(2)));
        assertRefused(
                "a learning rate is above 0 and at most 1: 0.0",
                () -> new NetworkSettings(OptionalDouble.of(0), OptionalInt.empty()));
        assertRefused(
                "there are from 1 to 16 networks: 17",
                () -> new NetworkSettings(OptionalDouble.empty(), OptionalInt.empty(), 17));
        assertRefused("a period must be positive: NaN", () -> quick(1).period(Double.NaN));
    }

    private static void assertRefused(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
