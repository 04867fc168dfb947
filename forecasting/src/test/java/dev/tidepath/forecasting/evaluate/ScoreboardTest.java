package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Leaderboard.Difference;
import dev.tidepath.forecasting.evaluate.Leaderboard.Entry;
import dev.tidepath.forecasting.evaluate.Metric.Pooled;
import dev.tidepath.random.RandomKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class ScoreboardTest {

    private static final LeadBuckets BUCKETS = new LeadBuckets(List.of(2.0, 4.0));

    private static ScoredPoint point(String model, String id, double cut, double lead, double actual, double forecast) {
        ScoredPoint p = Rules.point(model, lead, actual, forecast);
        return new ScoredPoint(
                model,
                id,
                "v",
                Times.ofNumbers(cut),
                Times.ofNumbers(cut + lead),
                lead,
                actual,
                forecast,
                forecast,
                p.crps(),
                p.scale(),
                p.deciles(),
                p.lower(),
                p.upper());
    }

    /** A model whose error at a cut-off is a function of it. */
    private static void add(Scoreboard board, String model, int cuts, ToDoubleFunction<Integer> error) {
        for (int cut = 0; cut < cuts; cut++) {
            for (int lead = 1; lead <= 4; lead++) {
                board.add(point(model, "", 4 * cut, lead, 10, 10 + error.applyAsDouble(cut)));
            }
        }
    }

    private static Entry entry(Leaderboard board, String model) {
        return board.entries().stream()
                .filter(e -> e.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void modelsAreRankedWithTheirSkill() {
        Scoreboard scores = new Scoreboard(BUCKETS, 80);
        add(scores, "poor", 3, cut -> 4);
        add(scores, "rule", 3, cut -> 2);
        add(scores, "good", 3, cut -> 1);
        Leaderboard board = scores.rank(Pooled.MAE, Set.of("rule", "poor"), 0, 1);
        assertEquals(
                List.of("good", "rule", "poor"),
                board.entries().stream().map(Entry::model).toList());
        assertEquals(Optional.of("rule"), board.rule());
        assertEquals(Optional.of("good"), board.best());
        assertEquals(0.5, entry(board, "good").skill().orElseThrow());
        assertEquals(-1, entry(board, "poor").skill().orElseThrow());
        assertEquals(6, entry(board, "good").byBucket().get(1).count());
        assertEquals(Optional.empty(), entry(board, "poor").behind());
        assertThrows(
                IllegalArgumentException.class, () -> scores.rank(Metric.all(80).get(8), Set.of(), 0, 1));
    }

    @Test
    void onlyWhatAllHaveForecastIsCompared() {
        Scoreboard scores = new Scoreboard(BUCKETS, 80);
        add(scores, "one", 3, cut -> cut == 2 ? 100 : 1);
        add(scores, "other", 2, cut -> 2);
        Leaderboard board = scores.rank(Pooled.MAE, Set.of(), 0.5, 1);
        assertEquals(OptionalDouble.of(1), Pooled.MAE.of(entry(board, "one").overall()));
        assertEquals(4, board.leftOut());
        assertEquals(List.of(), board.incomplete());
        Leaderboard strict = scores.rank(Pooled.MAE, Set.of(), 0.9, 1);
        assertEquals(List.of("other"), strict.incomplete());
        assertEquals(OptionalDouble.of(34), Pooled.MAE.of(entry(strict, "one").overall()));
    }

    @Test
    void anotherTruthIsNotCompared() {
        Scoreboard scores = new Scoreboard(BUCKETS, 80);
        add(scores, "one", 2, cut -> 1);
        add(scores, "other", 1, cut -> 1);
        for (int lead = 1; lead <= 4; lead++) {
            scores.add(point("other", "", 4, lead, 11, 10));
        }
        assertEquals(4, scores.rank(Pooled.MAE, Set.of(), 0, 1).leftOut());
    }

    @Test
    void aClearDifferenceIsClear() {
        RandomKey key = RandomKey.of(2);
        Scoreboard scores = new Scoreboard(BUCKETS, 80);
        add(scores, "good", 20, cut -> 1 + 0.1 * key.uniform(cut));
        add(scores, "poor", 20, cut -> 2 + 0.1 * key.uniform(100 + cut));
        Difference d =
                entry(scores.rank(Pooled.MAE, Set.of(), 0, 1), "poor").behind().orElseThrow();
        assertTrue(d.isClear());
        assertTrue(0.9 < d.low() && d.low() < d.estimate() && d.estimate() < d.high() && d.high() < 1.1, d.toString());
    }

    @Test
    void whatIsNotClearIsNot() {
        RandomKey key = RandomKey.of(2);
        Scoreboard scores = new Scoreboard(BUCKETS, 80);
        add(scores, "one", 20, cut -> 1 + key.uniform(cut));
        add(scores, "other", 20, cut -> 1 + key.uniform(100 + cut));
        Leaderboard board = scores.rank(Pooled.RMSE, Set.of(), 0, 1);
        Difference d = board.entries().get(1).behind().orElseThrow();
        assertFalse(d.isClear());
        assertTrue(d.estimate() >= 0 && d.low() < 0, d.toString());
        assertEquals(
                board.entries().get(1).behind(),
                scores.rank(Pooled.RMSE, Set.of(), 0, 1).entries().get(1).behind());
    }

    /** Forecasts 8 ahead from cut-offs 4 apart overlap: twelve cut-offs are six that stand for themselves. */
    @Test
    void overlappingCutOffsCountOnce() {
        Scoreboard scores = new Scoreboard(BUCKETS, 80);
        for (int cut = 0; cut < 12; cut++) {
            scores.add(point("one", "", 4 * cut, 8, 10, 11));
            scores.add(point("other", "", 4 * cut, 8, 10, 12));
        }
        assertEquals(
                Optional.empty(),
                entry(scores.rank(Pooled.MAE, Set.of(), 0, 1), "other").behind());
    }

    @Test
    void manySeriesAreDrawnWhole() {
        Scoreboard scores = new Scoreboard(BUCKETS, 80);
        for (int s = 0; s < 12; s++) {
            for (int cut = 0; cut < 3; cut++) {
                scores.add(point("one", "s" + s, cut, 4, 10, 11));
                scores.add(point("other", "s" + s, cut, 4, 10, 12 + 0.1 * s));
            }
        }
        Difference d =
                entry(scores.rank(Pooled.MAE, Set.of(), 0, 1), "other").behind().orElseThrow();
        assertEquals(1.55, d.estimate(), 1e-12);
        assertTrue(d.isClear());
    }

    /** In ninety-five of a hundred trials the interval of the mean of normal differences should hold it. */
    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        int held = 0;
        int trials = 200;
        for (int trial = 0; trial < trials; trial++) {
            RandomKey key = RandomKey.of(trial);
            Scoreboard scores = new Scoreboard(BUCKETS, 80);
            for (int cut = 0; cut < 30; cut++) {
                scores.add(point("one", "", 4 * cut, 1, 10, 110 + key.gaussian(2L * cut)));
                scores.add(point("other", "", 4 * cut, 1, 10, 110.3 + key.gaussian(2L * cut + 1)));
            }
            Leaderboard board = scores.rank(Pooled.MAE, Set.of(), 0, trial);
            Difference d = board.entries().get(1).behind().orElseThrow();
            double truth = board.entries().get(1).model().equals("other") ? 0.3 : -0.3;
            held += d.low() <= truth && truth <= d.high() ? 1 : 0;
        }
        assertTrue(held >= 0.88 * trials && held <= 0.985 * trials, held + " of " + trials);
    }

    @Test
    void nothingIsBestWhereTheMetricIsNotDefined() {
        Scoreboard scores = new Scoreboard(BUCKETS, 80);
        scores.add(point("one", "", 0, 1, 0, 1));
        Leaderboard board = scores.rank(Pooled.WMAPE, Set.of("one"), 0, 1);
        assertEquals(Optional.empty(), board.best());
        assertEquals(Optional.empty(), board.rule());
        assertEquals(Optional.empty(), board.entries().get(0).skill());
    }
}
