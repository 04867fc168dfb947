package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestFailure;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.BacktestProgress;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What forecasters said of the past of some series, each fitted once on what was known before all of it. Points that one of
 * them said nothing of are left out; a forecaster that fails on more than half of the points is left out itself.
 *
 * @param models names of the forecasters that took part
 * @param points what they said, by series and channel, in the order of time
 * @param horizon how far they looked, in the axis's unit; positive
 */
record Rehearsal(List<String> models, Map<Part, List<Point>> points, double horizon) {

    /** No rehearsal. */
    static final Rehearsal NONE = new Rehearsal(List.of(), Map.of(), 1);

    private static final int MOST_ROUNDS = 10;
    private static final int LEAST_HISTORY = 4;
    private static final double LEAST_SHARE = 0.5;

    /** One channel of one series. */
    record Part(String id, String channel) {}

    /**
     * One observation and what was said of it.
     *
     * @param cutOff sequence of one time: when it was said
     * @param lead from then to the observation, in the axis's unit
     * @param actual what was observed
     * @param nodes {@link QuantileNodes} by model
     */
    record Point(Times cutOff, double lead, double actual, List<double[]> nodes) {}

    private record Moment(Part part, Times cutOff, Times time) {}

    /** What one model said of a moment; a {@link ScoredPoint} holds several times as much. */
    private record Said(double lead, double actual, double[] nodes) {}

    /**
     * Forecasts the past.
     *
     * @param candidates who forecasts
     * @param series all that is known
     * @param horizon how far each forecast reaches
     * @param listener told of each training; may stop it, and so the rehearsal
     * @return what was said; no models if the series are too short for it
     */
    static Rehearsal of(List<Candidate> candidates, SeriesSet series, TimeSpan horizon, StopOnce listener) {
        Map<String, Forecaster> models = new LinkedHashMap<>();
        candidates.forEach(c -> models.put(c.name(), c.forecaster()));
        int rounds = rounds(series, horizon);
        if (rounds == 0) {
            return NONE;
        }
        Map<Moment, Map<String, Said>> said = new LinkedHashMap<>();
        Backtest.of(models, horizon)
                .cutOffs(CutOffs.backFromEnd(horizon, rounds))
                .minHistory(leastHistory(series, horizon))
                .levels(QuantileNodes.LEVELS)
                .run(
                        series,
                        new Listener(listener),
                        p -> said.computeIfAbsent(
                                        new Moment(new Part(p.id(), p.channel()), p.cutOff(), p.time()),
                                        m -> new LinkedHashMap<>())
                                .put(p.model(), new Said(p.lead(), p.actual(), QuantileNodes.of(p))));
        return complete(models.keySet(), said, horizon.length());
    }

    /** As many horizons as half of the span of the usual series holds. */
    private static int rounds(SeriesSet series, TimeSpan horizon) {
        double[] spans = series.observed().stream()
                .mapToDouble(s -> s.last().since(0, s.first(), 0))
                .sorted()
                .toArray();
        double usual = spans[spans.length / 2] / horizon.length();
        boolean any = series.observed().stream().anyMatch(s -> isEnough(s, horizon));
        return any ? (int) Math.max(1, Math.min(MOST_ROUNDS, Math.floor(usual / 2))) : 0;
    }

    /**
     * Half of what the usual series has been observed at, so that forecasts start from histories like those to come; less where
     * it has been observed at less a horizon before its end.
     */
    private static int leastHistory(SeriesSet series, TimeSpan horizon) {
        long[] counts = series.observed().stream()
                .filter(s -> isEnough(s, horizon))
                .mapToLong(s -> Math.min(
                        s.differentTimesUntil(s.last(), 0).length / 2,
                        horizon.shift(s.last(), 0, -1)
                                .map(cutOff -> s.differentTimesUntil(cutOff, 0).length)
                                .orElse(0)))
                .sorted()
                .toArray();
        return (int) Math.max(LEAST_HISTORY, counts[counts.length / 2]);
    }

    private static boolean isEnough(TimeSeries s, TimeSpan horizon) {
        return horizon.shift(s.last(), 0, -1)
                .filter(cutOff -> s.targets().stream().anyMatch(c -> c.countUntil(cutOff, 0) >= LEAST_HISTORY))
                .isPresent();
    }

    private static Rehearsal complete(Set<String> names, Map<Moment, Map<String, Said>> all, double horizon) {
        List<String> models = names.stream()
                .filter(model -> all.values().stream()
                                .filter(by -> by.containsKey(model))
                                .count()
                        >= LEAST_SHARE * all.size())
                .toList();
        Map<Part, List<Point>> points = new LinkedHashMap<>();
        all.forEach((moment, by) -> {
            if (by.keySet().containsAll(models) && !models.isEmpty()) {
                List<Said> said = models.stream()
                        .flatMap(m -> Stream.ofNullable(by.get(m)))
                        .toList();
                Said any = said.get(0);
                points.computeIfAbsent(moment.part(), p -> new ArrayList<>())
                        .add(new Point(
                                moment.cutOff(),
                                any.lead(),
                                any.actual(),
                                said.stream().map(Said::nodes).toList()));
            }
        });
        return points.isEmpty() ? NONE : new Rehearsal(models, points, horizon);
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    /** The geometric mean over series and channels of each model's mean loss. */
    double[] errors() {
        double[] logs = new double[models.size()];
        for (List<Point> list : points.values()) {
            for (int m = 0; m < logs.length; m++) {
                double sum = Double.MIN_NORMAL;
                for (Point p : list) {
                    sum += QuantileNodes.loss(p.nodes().get(m), p.actual()) / list.size();
                }
                logs[m] += StrictMath.log(sum) / points.size();
            }
        }
        return Arrays.stream(logs).map(StrictMath::exp).toArray();
    }

    /** How many series took part. */
    long seriesCount() {
        return points.keySet().stream().map(Part::id).distinct().count();
    }

    /** How many forecasts of one series there were. */
    int forecasts() {
        return forecasts(points.keySet().stream().map(Part::channel).collect(Collectors.toSet()));
    }

    /** How many forecasts of a channel of one series there were. */
    int forecasts(String channel) {
        return forecasts(Set.of(channel));
    }

    private int forecasts(Set<String> channels) {
        Set<List<Object>> blocks = new HashSet<>();
        points.forEach((part, list) -> {
            if (channels.contains(part.channel())) {
                list.forEach(p -> blocks.add(List.of(part.id(), p.cutOff())));
            }
        });
        return blocks.size();
    }

    /** How many forecasts some points come from. */
    static int forecasts(List<Point> some) {
        return (int) some.stream().map(Point::cutOff).distinct().count();
    }

    /** Passes trainings on, and ends when one was stopped. */
    private record Listener(StopOnce trainings) implements BacktestListener {

        @Override
        public boolean onProgress(BacktestProgress progress) {
            return !trainings.isStopped();
        }

        @Override
        public void onFailure(BacktestFailure failure) {
            // what is missing is left out
        }

        @Override
        public TrainingListener training(BacktestProgress progress) {
            trainings.onStage(progress.model() + " in rehearsal");
            return trainings;
        }
    }
}
