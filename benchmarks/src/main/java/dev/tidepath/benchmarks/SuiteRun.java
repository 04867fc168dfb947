package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestFailure;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.BacktestProgress;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.NetworkSettings;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One set with a share of the observations left out.
 *
 * @param set the set
 * @param level percent that are left out
 * @param intervals where intervals come from; empty for the usual ones
 * @param networks how many networks a trained model has
 */
record SuiteRun(SuiteSet set, int level, Optional<Intervals> intervals, int networks) {

    private static final long SEED = 1;
    private static final int LEAST_HISTORY = 5;

    /** Keeps what failed. */
    private static final class Failures implements BacktestListener {

        private final List<BacktestFailure> all = new ArrayList<>();

        @Override
        public boolean onProgress(BacktestProgress progress) {
            return true;
        }

        @Override
        public void onFailure(BacktestFailure failure) {
            all.add(failure);
        }

        @Override
        public TrainingListener training(BacktestProgress progress) {
            return TrainingListener.silent();
        }
    }

    /** The backtest of a forecaster. */
    Backtest backtest(String name, Forecaster forecaster) {
        ForecastProtocol protocol = set.protocol();
        return Backtest.of(Map.of(name, forecaster), protocol.horizon())
                .cutOffs(CutOffs.backFromEnd(protocol.horizon(), protocol.cutOffs()))
                .minHistory(LEAST_HISTORY)
                .season(protocol.seasonLength())
                .thinned(level / 100.0, SEED);
    }

    /** An unfitted model that is told how far it will be asked to look, and nothing of periods. */
    Forecaster forecaster(Model model) {
        ModelSettings usual = ModelSettings.DEFAULTS
                .withSeed(SEED)
                .withThreads(1)
                .withHorizon(set.protocol().told())
                .withNetwork(new NetworkSettings(OptionalDouble.empty(), OptionalInt.empty(), networks));
        return model.forecaster(intervals.map(usual::withIntervals).orElse(usual));
    }

    /** Scores a model; where it fails, its forecast is the last value's. */
    SuiteResult score(Model model) {
        SuiteTally tally = new SuiteTally(set.protocol());
        Failures failures = new Failures();
        long start = System.nanoTime();
        backtest(model.text(), forecaster(model)).run(set.series(), failures, tally::add);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!failures.all.isEmpty()) {
            Set<List<String>> missing = failures.all.stream()
                    .map(f -> List.of(f.id(), f.cutOff().text(0)))
                    .collect(Collectors.toSet());
            backtest(Model.LAST_VALUE.text(), forecaster(Model.LAST_VALUE))
                    .run(set.series(), BacktestListener.silent(), p -> addMissing(p, missing, tally));
        }
        return new SuiteResult(
                set.group(),
                set.name(),
                level,
                model.text(),
                Math.rint(seconds * 1e3) / 1e3,
                failures.all.size(),
                failures.all.stream().findFirst().map(BacktestFailure::reason).orElse(""),
                tally.scores());
    }

    private static void addMissing(ScoredPoint p, Set<List<String>> missing, SuiteTally tally) {
        if (missing.contains(List.of(p.id(), p.cutOff().text(0)))) {
            tally.add(p);
        }
    }
}
