package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FitException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.NeuralForecaster;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class BacktestTest {

    private static final TimeSpan AHEAD = TimeSpan.of(5);

    private static Map<String, Forecaster> models() {
        Map<String, Forecaster> models = new LinkedHashMap<>();
        models.put("last-value", Rules.lastValue());
        models.put("mean", Rules.mean());
        return models;
    }

    private static Backtest backtest() {
        return Backtest.of(models(), AHEAD)
                .cutOffs(CutOffs.backFromEnd(TimeSpan.of(4), 3))
                .minHistory(5);
    }

    private static List<ScoredPoint> points(Backtest backtest, SeriesSet series) {
        List<ScoredPoint> points = new ArrayList<>();
        backtest.run(series, BacktestListener.silent(), points::add);
        return points;
    }

    private static SeriesSet panel() {
        return SeriesSet.of(Rules.wave("a", 40), Rules.wave("b", 60));
    }

    /** All of a point but the truth and what is computed of it. */
    private static String forecastOf(ScoredPoint p) {
        return String.join(
                " ",
                p.model(),
                p.id(),
                p.cutOff().text(0),
                p.time().text(0),
                Double.toString(p.mean()),
                Double.toString(p.median()),
                p.scale().toString(),
                Arrays.toString(p.deciles()),
                Arrays.toString(p.lower()),
                Arrays.toString(p.upper()));
    }

    @Test
    void everyObservationInTheHorizonIsForecastByEveryModel() {
        List<ScoredPoint> points = points(backtest(), panel());
        for (TimeSeries s : panel().series()) {
            Channel c = s.targets().get(0);
            double end = s.last().number(0);
            for (int round = 0; round < 3; round++) {
                double cut = end - 5 - 4 * (2 - round);
                for (String model : models().keySet()) {
                    List<ScoredPoint> own = points.stream()
                            .filter(p -> p.model().equals(model) && p.id().equals(s.id()))
                            .filter(p -> Math.abs(p.cutOff().number(0) - cut) < 1e-9)
                            .toList();
                    int from = c.countUntil(Times.ofNumbers(cut), 0);
                    int to = c.countUntil(Times.ofNumbers(cut + 5), 0);
                    assertEquals(to - from, own.size());
                    for (int i = from; i < to; i++) {
                        ScoredPoint p = own.get(i - from);
                        assertEquals(c.value(i), p.actual());
                        assertEquals(c.times().number(i) - cut, p.lead(), 1e-9);
                        double known = model.equals("mean")
                                ? Arrays.stream(c.slice(0, from).values())
                                        .average()
                                        .orElseThrow()
                                : c.value(from - 1);
                        assertEquals(known, p.mean(), 1e-12);
                    }
                }
            }
        }
    }

    @Test
    void changingTheFutureNeverChangesAForecast() {
        Map<String, Forecaster> models = models();
        models.put(
                "latent-ode",
                NeuralForecaster.builder().iterations(3).paths(20).threads(1).build());
        Backtest backtest = Backtest.of(models, AHEAD)
                .cutOffs(CutOffs.from(Times.ofNumbers(20), TimeSpan.of(4), OptionalInt.of(3)))
                .minHistory(5)
                .refitEvery(1);
        List<String> before =
                points(backtest, panel()).stream().map(BacktestTest::forecastOf).toList();
        for (double cut : new double[] {20, 24, 28}) {
            SeriesSet changed = panel().map(s -> shiftedAfter(s, cut));
            List<ScoredPoint> after = points(backtest, changed);
            assertEquals(before.size(), after.size());
            int seen = 0;
            for (int i = 0; i < after.size(); i++) {
                if (after.get(i).cutOff().number(0) <= cut) {
                    assertEquals(before.get(i), forecastOf(after.get(i)));
                    seen++;
                }
            }
            assertTrue(seen > 0);
        }
    }

    private static TimeSeries shiftedAfter(TimeSeries s, double cut) {
        Channel c = s.targets().get(0);
        double[] values = c.values();
        for (int i = c.countUntil(Times.ofNumbers(cut), 0); i < values.length; i++) {
            values[i] = 1000 - 3 * values[i];
        }
        return new TimeSeries(s.id(), List.of(new Channel("v", c.times(), values)));
    }

    @Test
    void threadsDoNotChangeTheResults() {
        List<List<String>> runs = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3}) {
            Forecaster model = NeuralForecaster.builder()
                    .iterations(3)
                    .paths(20)
                    .threads(threads)
                    .build();
            Backtest backtest = Backtest.of(Map.of("latent-ode", model), AHEAD)
                    .cutOffs(CutOffs.backFromEnd(TimeSpan.of(4), 2))
                    .minHistory(5);
            runs.add(points(backtest, panel()).stream()
                    .map(p -> forecastOf(p) + " " + p.crps())
                    .toList());
        }
        assertEquals(runs.get(0), runs.get(1));
        assertEquals(runs.get(0), runs.get(2));
    }

    @Test
    void modelsAreFittedOnceOrEverySoManyRounds() {
        for (int every : new int[] {0, 1, 2}) {
            List<Integer> seen = new ArrayList<>();
            Forecaster counting = (series, listener) -> {
                seen.add(series.observations());
                return Rules.lastValue().fit(series, listener);
            };
            Backtest backtest = Backtest.of(Map.of("m", counting), AHEAD)
                    .cutOffs(CutOffs.backFromEnd(TimeSpan.of(1), 4))
                    .minHistory(5)
                    .refitEvery(every);
            points(backtest, SeriesSet.of(Rules.regular("", new double[20])));
            assertEquals(every == 0 ? List.of(12) : every == 1 ? List.of(12, 13, 14, 15) : List.of(12, 14), seen);
        }
    }

    @Test
    void seriesThatBeginLateAreLearntFromUntilTheirOwnFirstCutOff() {
        List<SeriesSet> seen = new ArrayList<>();
        Forecaster watching = (series, listener) -> {
            seen.add(series);
            return Rules.lastValue().fit(series, listener);
        };
        SeriesSet panel = SeriesSet.of(Rules.regular("long", new double[30]), Rules.regular("short", new double[13]));
        Backtest own = Backtest.of(Map.of("m", watching), AHEAD)
                .cutOffs(CutOffs.backFromEnd(TimeSpan.of(4), 4))
                .minHistory(5);
        points(own, panel);
        assertEquals(13, seen.get(0).series().get(0).observations());
        assertEquals(8, seen.get(0).series().get(1).observations());
        seen.clear();
        points(
                own.cutOffs(CutOffs.from(Times.ofNumbers(2), TimeSpan.of(4), OptionalInt.of(2)))
                        .minHistory(3),
                panel);
        assertEquals(3, seen.get(0).series().get(0).observations());
        assertEquals(3, seen.get(0).series().get(1).observations());
    }

    @Test
    void cutOffsWithoutHistoryOrTruthAreSkippedAndCounted() {
        Times times = Times.ofNumbers(0, 1, 2, 3, 4, 5, 6, 30, 31);
        TimeSeries gap = new TimeSeries("", List.of(new Channel("v", times, new double[] {1, 2, 1, 2, 1, 2, 1, 2, 1})));
        BacktestSummary summary = Backtest.of(models(), AHEAD)
                .cutOffs(CutOffs.from(Times.ofNumbers(1), TimeSpan.of(5), OptionalInt.empty()))
                .minHistory(3)
                .run(SeriesSet.of(gap), BacktestListener.silent(), p -> {});
        // 1 too short; 6 nothing until 11; 11, 16, 21 nothing; 26 sees 30 and 31
        assertEquals(new BacktestSummary(1, 1, 4, Map.of("last-value", 0, "mean", 0), false), summary);
    }

    @Test
    void whereNoneIsLeftTheWidestSettingsAreTold() {
        Backtest backtest = Backtest.of(models(), TimeSpan.of(50)).minHistory(4);
        DataException e = assertThrows(
                DataException.class, () -> points(backtest, SeriesSet.of(Rules.regular("", new double[12]))));
        assertEquals("TP-D052", e.code());
        assertEquals(
                "no cut-off is left of 10: 10 with fewer than 4 observation times before it, 0 with no observation in the"
                        + " horizon after it",
                e.getMessage());
        assertEquals("a horizon of at most 8.0 (--horizon) leaves one cut-off", e.hint());
        assertEquals(
                1,
                Backtest.of(models(), TimeSpan.of(8))
                        .minHistory(4)
                        .run(SeriesSet.of(Rules.regular("", new double[12])), BacktestListener.silent(), p -> {})
                        .cuts());
    }

    @Test
    void aFailingModelDoesNotPoisonTheOthers() {
        Map<String, Forecaster> models = new LinkedHashMap<>();
        models.put("never", (series, listener) -> {
            throw new FitException("TP-M001", "the loss is not finite", "");
        });
        models.put("not-a", (series, listener) -> new Picky(Rules.mean().fit(series, listener)));
        models.putAll(models());
        List<BacktestFailure> failures = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        BacktestSummary summary = Backtest.of(models, AHEAD)
                .cutOffs(CutOffs.backFromEnd(TimeSpan.of(4), 3))
                .minHistory(5)
                .run(
                        panel(),
                        new Silent() {
                            @Override
                            public void onFailure(BacktestFailure failure) {
                                failures.add(failure);
                            }
                        },
                        p -> counts.merge(p.model() + p.id(), 1, Integer::sum));
        assertEquals(Map.of("never", 6, "not-a", 3, "last-value", 0, "mean", 0), summary.failures());
        assertEquals("TP-M001: the loss is not finite", failures.get(0).reason());
        assertEquals("TP-D047: not this one", failures.get(2).reason());
        assertEquals(counts.get("meanb"), counts.get("not-ab"));
        assertFalse(counts.containsKey("not-aa"));
        assertTrue(counts.containsKey("meana"));
    }

    @Test
    void aForecastThatIsNotFiniteIsAFailure() {
        Forecaster broken = Rules.ofHistory(c -> Double.NaN);
        BacktestSummary summary = Backtest.of(Map.of("m", broken), AHEAD)
                .minHistory(5)
                .run(panel(), BacktestListener.silent(), p -> {
                    throw new AssertionError("no point");
                });
        assertEquals(summary.cuts(), summary.failures().get("m"));
    }

    @Test
    void theListenerSeesProgressAndStopsTheRun() {
        List<BacktestProgress> progress = new ArrayList<>();
        BacktestSummary summary = backtest()
                .run(
                        panel(),
                        new Silent() {
                            @Override
                            public boolean onProgress(BacktestProgress p) {
                                progress.add(p);
                                return p.done() < 3;
                            }
                        },
                        p -> {});
        assertTrue(summary.stopped());
        assertEquals(new BacktestProgress(0, 6, "last-value", 1), progress.get(0));
        assertEquals(new BacktestProgress(3, 6, "mean", 2), progress.get(progress.size() - 1));
    }

    @Test
    void aHoldoutIsABacktestOfOneCutOff() {
        Holdout holdout = Holdout.of(panel(), AHEAD, OptionalDouble.empty());
        List<ScoredPoint> found = holdout.score(
                "mean", Rules.mean().fit(holdout.history()).forecast(holdout.history(), holdout.horizon()), 80, 95);
        List<ScoredPoint> expected = points(
                Backtest.of(Map.of("mean", Rules.mean()), AHEAD).cutOffs(CutOffs.backFromEnd(AHEAD, 1)), panel());
        assertEquals(
                expected.stream().map(BacktestTest::forecastOf).toList(),
                found.stream().map(BacktestTest::forecastOf).toList());
        assertThrows(DataException.class, () -> Holdout.of(panel(), TimeSpan.of(500), OptionalDouble.empty()));
    }

    private static class Silent implements BacktestListener {

        @Override
        public boolean onProgress(BacktestProgress progress) {
            return true;
        }

        @Override
        public void onFailure(BacktestFailure failure) {
            // not asked for
        }

        @Override
        public TrainingListener training(BacktestProgress progress) {
            return TrainingListener.silent();
        }
    }

    /** Gives no forecast of series {@code a}. */
    private record Picky(FittedForecaster others) implements FittedForecaster {

        @Override
        public Forecast forecast(SeriesSet history, Horizon horizon) {
            if (history.find("a").isPresent()) {
                throw new DataException("TP-D047", "series 'a'", "not this one", "");
            }
            return others.forecast(history, horizon);
        }

        @Override
        public Provenance provenance() {
            return others.provenance();
        }
    }
}
