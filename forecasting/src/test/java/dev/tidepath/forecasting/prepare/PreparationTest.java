package dev.tidepath.forecasting.prepare;

import static dev.tidepath.forecasting.prepare.SampleSeries.KEY;
import static dev.tidepath.forecasting.prepare.SampleSeries.channel;
import static dev.tidepath.forecasting.prepare.SampleSeries.irregular;
import static dev.tidepath.forecasting.prepare.SampleSeries.learn;
import static dev.tidepath.forecasting.prepare.SampleSeries.prepare;
import static dev.tidepath.forecasting.prepare.SampleSeries.prepared;
import static dev.tidepath.forecasting.prepare.SampleSeries.series;
import static dev.tidepath.forecasting.prepare.SampleSeries.wave;
import static dev.tidepath.forecasting.prepare.SampleSeries.windows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.latent.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {

    private static final int DRAWS = 200;

    private static void assertFinite(Observations o) {
        for (int k = o.first(0); k < o.first(o.size()); k++) {
            assertTrue(Double.isFinite(o.value(k)), "value " + k + " is " + o.value(k));
        }
    }

    @Test
    void aWindowUsesTheLastRegressionBeforeItsCut() {
        RollingRegressions r = windows(1, List.of(), series("x", 200, 0, 12)).regressions();
        List<Double> cuts = r.cuts();
        assertEquals(24, cuts.size());
        assertEquals(0.15 * 12, cuts.get(0), 0.1);
        assertEquals(r.atCuts().get(7), r.at(cuts.get(7)));
        assertEquals(r.atCuts().get(7), r.at(Math.nextDown(cuts.get(8))));
        assertEquals(r.atCuts().get(23), r.at(1e9));
        assertEquals(r.atCuts().get(0), r.at(-1e9));
    }

    @Test
    void windowsHoldWhatTheyPromise() {
        TimeSeries s = series("x", 2000, 0, 20);
        TrainingWindows windows = windows(1, List.of(), s);
        Preparation p = windows.preparation();
        Observations all = prepared(p, s).observations();
        assertEquals(1.5, p.context());
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < DRAWS; i++) {
            Window w = windows.draw(prepared(p, s), KEY.derive(i));
            int n = w.context().size();
            assertTrue(n <= Preparation.MOST_CONTEXT && w.targets().size() <= n + 48);
            assertTrue(w.end() - w.start() <= 1.5, "context of " + (w.end() - w.start()));
            int last = all.firstAtOrAfter(w.end());
            for (int k = 0; k < 12; k++) {
                assertEquals(all.time(last - k), w.context().time(n - 1 - k), "the last twelve are always read");
            }
            assertTrue(w.targets().time(w.targets().size() - 1) <= w.end() + 1);
            assertTrue(
                    w.end() >= windows.regressions().cuts().get(0) - 0.02,
                    "no cut before the first regression: " + w.end());
            fewest = Math.min(fewest, w.targets().size() - n);
        }
        assertEquals(48, fewest, "a long series has something ahead of every cut");
    }

    @Test
    void windowsHangOnTheirKeyAlone() {
        TimeSeries s = series("x", 300, 0, 20);
        TrainingWindows windows = windows(1, List.of(), s);
        PreparedSeries prepared = prepared(windows.preparation(), s);
        Window once = windows.draw(prepared, KEY);
        assertArrayEquals(
                once.targets().times(), windows.draw(prepared, KEY).targets().times());
        assertTrue(once.end() != windows.draw(prepared, KEY.derive(1)).end());
    }

    @Test
    void aForecastsWindowLeadsBackToTheUsersUnits() {
        TimeSeries s = new TimeSeries(
                "x",
                List.of(
                        channel("v", irregular("a", 70, 0, 30), wave("a")),
                        channel(
                                "w",
                                irregular("b", 90, 3, 29),
                                t -> 1e6 * wave("b").applyAsDouble(t))));
        Preparation p = prepare(5, List.of(3.0), s);
        Preparation.Ahead ahead = p.ahead(s, KEY, new double[] {6.5, 7});
        Observations read = ahead.window().context();
        assertEquals(s.last().number(0) / 5, read.time(read.size() - 1), 0.2, "from the first observation on");
        assertArrayEquals(new double[] {6.5, 7}, ahead.window().targets().times());
        int checked = 0;
        for (int i = 0; i < read.size(); i++) {
            for (int k = read.first(i); k < read.first(i + 1); k++) {
                Channel c = s.channels().get(read.channel(k));
                double user = ahead.value(read.channel(k), ahead.linear(read.channel(k), read.time(i)), read.value(k));
                double closest = IntStream.range(0, c.size())
                        .mapToDouble(c::value)
                        .map(v -> Math.abs(v - user) / Math.abs(user))
                        .min()
                        .orElseThrow();
                assertEquals(0, closest, 1e-12);
                checked++;
            }
        }
        assertTrue(checked > 30, "values " + checked);
    }

    /** In series that are alike a value means the same wherever it stands. */
    @Test
    void seriesThatAreAlikeShareLevelAndScale() {
        TimeSeries[] all = new TimeSeries[12];
        Arrays.setAll(all, i -> series("s" + i, 60, 0, 2));
        Preparation p = prepare(1, List.of(), all);
        assertTrue(p.alike());
        Preparation.Ahead one = p.ahead(all[3], KEY, new double[] {3});
        double level = one.levels()[0] * one.scales()[0];
        TimeSeries shifted =
                new TimeSeries("shifted", List.of(channel("v", irregular("a", 30, 0, 2), t -> level + 0.5 * t)));
        Preparation.Ahead other = p.ahead(shifted, KEY, new double[] {3});
        assertArrayEquals(one.levels(), other.levels());
        assertArrayEquals(one.scales(), other.scales());
        Observations read = other.window().context();
        double slope = (read.value(1) - read.value(0)) / (read.time(1) - read.time(0));
        double known = shifted.channels().get(0).value(30 - read.size());
        assertEquals(known, other.value(0, other.linear(0, read.time(0)), read.value(0)), 1e-9);
        assertEquals(0.5 / (p.scales().pooled()[0] * p.anchors().get(0).scale()), slope, 1e-6);
    }

    @Test
    void aSeriesFarFromThoseThatAreAlikeKeepsItsOwnLevelAndScale() {
        TimeSeries[] all = new TimeSeries[12];
        Arrays.setAll(all, i -> series("s" + i, 60, 0, 2));
        TimeSeries far = new TimeSeries("far", List.of(channel("v", irregular("a", 30, 0, 2), t -> 1000 + 50 * t)));
        Preparation.Ahead ahead = prepare(1, List.of(), all).ahead(far, KEY, new double[] {3});
        assertEquals(1050, ahead.levels()[0] * ahead.scales()[0], 50);
        Observations read = ahead.window().context();
        assertTrue(Math.abs(read.value(0)) < 5, "in units of its own scale " + read.value(0));
    }

    /** Levels and spreads of series that wander together are the same, yet where they are now says where they will be. */
    @Test
    void seriesThatWanderTogetherKeepLevelsOfTheirOwn() {
        double[] walk = new double[1000];
        for (int i = 1; i < walk.length; i++) {
            walk[i] = walk[i - 1] + 0.3 * KEY.gaussian(i);
        }
        TimeSeries[] all = new TimeSeries[10];
        for (int s = 0; s < all.length; s++) {
            double[] times = irregular("s" + s, 300, 0, 30);
            all[s] = new TimeSeries("s" + s, List.of(channel("v", times, t -> walk[(int) (30 * t)])));
        }
        assertFalse(prepare(1, List.of(), all).alike());
    }

    /** The level is the mean over the memory, moved a share of the way to the exponentially weighted mean. */
    @Test
    void levelsAreWeightedMeansOfRemainders() {
        Anchor anchor = new Anchor(0.75, 0.5, 1, new ErrorGrowth(1, 0, 0));
        Preparation p = bare(List.of(anchor, anchor), 1);
        Observations seen =
                Observations.merge(new double[][] {{0, 3, 4, 5, 6}, {5}}, new double[][] {{1000, 3, 5, 1, 99}, {-7}});
        double[] weights = {StrictMath.exp(-4), StrictMath.exp(-2), 1};
        double recent = (3 * weights[0] + 5 * weights[1] + weights[2]) / (weights[0] + weights[1] + weights[2]);
        double[] levels = p.levels(seen, p.regressions(), 4);
        assertEquals(3 + 0.75 * (recent - 3), levels[0], 1e-14);
        assertEquals(-7.0, levels[1]);
    }

    /** A channel that has not been observed for long keeps its last level, however small its weight has become. */
    @Test
    void aChannelOutOfSightKeepsALevel() {
        Anchor anchor = new Anchor(1, 1 / 32.0, 1, new ErrorGrowth(1, 0, 0));
        Preparation p = bare(List.of(anchor, anchor), 10);
        double[][] times = {{0, 39}, {0, 1, 2}};
        Observations seen = Observations.merge(times, new double[][] {{1, 2}, {100, 101, 102}});
        double[] levels = p.levels(seen, p.regressions(), seen.size());
        assertEquals(2, levels[0], 1e-12);
        assertEquals(102, levels[1], 1e-9);
        Preparation brief = bare(List.of(anchor, anchor), 1);
        assertEquals(102, brief.levels(seen, brief.regressions(), seen.size())[1], 1e-9, "beyond the memory too");
    }

    private static Preparation bare(List<Anchor> anchors, double context) {
        TimeFeatures none = new TimeFeatures(List.of());
        TimeRegression nothing = new TimeRegression(none, new double[0]);
        return new Preparation(
                new TimeScale(Times.ofNumbers(0), 1),
                List.of(nothing, nothing),
                anchors,
                List.of(new LevelPrior(0, 1), new LevelPrior(0, 1)),
                new Scales(new double[] {1, 1}, false),
                context,
                false,
                List.of());
    }

    @Test
    void aTrendNeedsThreeHorizons() {
        assertEquals(List.of(), cuts(1, series("x", 50, 0, 2.9)));
        TimeSeries line = new TimeSeries("x", List.of(channel("v", irregular("x", 50, 0, 3.2), t -> 50 + 2 * t)));
        Preparation p = prepare(1, List.of(), line);
        assertEquals(1, p.regressions().get(0).weights().length);
        assertTrue(p.regressions().get(0).at(3) > p.regressions().get(0).at(0));
    }

    private static List<Double> cuts(double horizon, TimeSeries... series) {
        return windows(horizon, List.of(), series).regressions().cuts();
    }

    /** The rule does not hang on how the ends of a series are rounded. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.7, 1.3, 2.9, 12.7})
    void threeHorizonsAreThreeWhereverASeriesStarts(double shift) {
        TimeSeries s =
                new TimeSeries("x", List.of(channel("v", new double[] {shift, shift + 0.1, shift + 0.3}, Math::sin)));
        TimeSeries origin = new TimeSeries("o", List.of(channel("v", new double[] {0, 0.05}, Math::cos)));
        double horizon = (s.last().since(0, s.first(), 0)) / 3;
        assertTrue(cuts(horizon, origin, s).size() > 0);
    }

    @Test
    void theCalendarYearCountsOnLongCalendarSeries() {
        assertEquals(1, yearly(3, 30).features().cycles().size());
        assertEquals(2, yearly(3, 30).features().cycles().get(0).harmonics());
        assertEquals(
                13, yearly(3, 30).preparation().regressions().get(0).weights().length, "a trend and six harmonics");
        assertEquals(0, yearly(1, 7).features().cycles().size(), "too short");
        assertEquals(0, yearly(20, 200).features().cycles().size(), "too seldom");
        assertEquals(
                0,
                learn(100, List.of(), series("x", 100, 0, 4000))
                        .features()
                        .cycles()
                        .size(),
                "not on numbers");
    }

    private static PreparationBuilder yearly(int years, int everyDays) {
        int n = 365 * years / everyDays;
        Instant[] days = new Instant[n];
        Arrays.setAll(days, i -> Instant.EPOCH.plusSeconds(86_400L * everyDays * i));
        double[] values = new double[n];
        Arrays.setAll(values, i -> Math.sin(2 * Math.PI * everyDays * i / 365.2425) + 0.1 * i);
        TimeSeries s = new TimeSeries("x", List.of(new Channel("v", Times.ofInstants(days), values)));
        return learn(90 * 86_400, List.of(), s);
    }

    @Test
    void periodsHaveNoMoreHarmonicsThanTheGapsResolve() {
        TimeSeries hourly = series("x", 480, 0, 480);
        List<TimeFeatures.Cycle> cycles =
                learn(48, List.of(24.0, 2.0), hourly).features().cycles();
        assertEquals(
                List.of(2, 1),
                cycles.stream().map(TimeFeatures.Cycle::harmonics).toList());
        assertEquals(4 * Math.PI, cycles.get(0).angularFrequency(), 1e-12);
    }

    @Test
    void frequenciesAreTheSeriesOwn() {
        TimeSeries s = new TimeSeries("x", List.of(channel("v", irregular("f", 400, 0, 20), t -> Math.sin(9 * t))));
        PreparationBuilder builder = new PreparationBuilder(SeriesSet.of(s), 1, List.of());
        double[] found = builder.frequencies(KEY);
        assertTrue(found[0] <= found[1]);
        assertEquals(9, found[0], 1);
        assertEquals(9, found[1], 1);
    }

    @Test
    void anchorsFollowARandomWalkAndNotNoise() {
        double[] t = irregular("walk", 600, 0, 60);
        double[] walk = new double[600];
        for (int i = 1; i < 600; i++) {
            walk[i] = walk[i - 1] + KEY.derive("steps").gaussian(i);
        }
        Anchor recent = prepare(1, List.of(), new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(t), walk))))
                .anchors()
                .get(0);
        assertTrue(recent.share() > 0.7, recent.toString());
        assertTrue(
                recent.growth().walk() + recent.growth().slope()
                        > recent.growth().noise(),
                recent.toString());
        Channel noise = channel("v", t, x -> KEY.derive("noise").gaussian((long) (1e6 * x)));
        Anchor mean = prepare(1, List.of(), new TimeSeries("x", List.of(noise)))
                .anchors()
                .get(0);
        assertTrue(mean.share() < 0.3, mean.toString());
        assertEquals(1, mean.growth().at(0.5), 0.2, mean.toString());
    }

    /** Small, odd and extreme series: everything stays finite. */
    @ParameterizedTest
    @ValueSource(strings = {"two", "constant", "huge", "tiny", "bursts", "far", "lonely"})
    void oddSeriesGiveFiniteWindows(String kind) {
        TimeSeries s = switch (kind) {
            case "two" -> new TimeSeries(kind, List.of(channel("v", new double[] {0, 7}, t -> 3 + t)));
            case "constant" -> new TimeSeries(kind, List.of(channel("v", irregular(kind, 40, 0, 9), t -> 0.1)));
            case "huge" -> new TimeSeries(kind, List.of(channel("v", irregular(kind, 40, 0, 9), t -> 1e12 * t)));
            case "tiny" -> new TimeSeries(kind, List.of(channel("v", irregular(kind, 40, 0, 9), t -> 1e-12 * t)));
            case "far" -> new TimeSeries(kind, List.of(channel("v", irregular(kind, 40, 1e9, 1e9 + 9), Math::sin)));
            case "lonely" -> new TimeSeries(kind, List.of(channel("v", new double[] {4}, t -> 2)));
            default -> new TimeSeries(kind, List.of(channel("v", bursts(), t -> Math.sin(1e9 * t) + t)));
        };
        TimeSeries other = series("other", 50, 0, 9);
        double span = s.last().since(0, s.first(), 0);
        for (double share : new double[] {0.1, 1 / 3.0, 2}) {
            TimeSeries[] all = kind.equals("lonely") ? new TimeSeries[] {s, other} : new TimeSeries[] {s};
            TrainingWindows windows = windows(share * Math.max(span, 3), List.of(span / 2 + 1), all);
            Preparation p = windows.preparation();
            for (int i = 0; i < 50 && span > 0; i++) {
                assertFinite(windows.draw(prepared(p, s), KEY.derive(i)).targets());
            }
            Preparation.Ahead ahead = p.ahead(s, KEY, new double[] {100});
            assertFinite(ahead.window().context());
            assertTrue(Double.isFinite(ahead.value(0, ahead.linear(0, 100), 0.5)));
        }
    }

    /** Bursts of 20 readings a nanosecond apart, an hour and more between them. */
    private static double[] bursts() {
        double[] t = new double[60];
        for (int i = 0; i < 60; i++) {
            int burst = i / 20;
            t[i] = 3.6 * burst * burst + 1e-9 * (i % 20);
        }
        return t;
    }
}
