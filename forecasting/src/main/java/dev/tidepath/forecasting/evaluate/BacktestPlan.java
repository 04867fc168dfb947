package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Which series are cut when: the rounds of a backtest, without those cut-offs that nothing can be learnt from. */
final class BacktestPlan {

    private final SeriesSet series;
    private final CutOffs cutOffs;
    private final TimeSpan horizon;
    private final OptionalDouble season;
    private final int minHistory;
    private final Thinning thinning;

    /** By round, the cut-offs of the series that are not skipped, by index. */
    private final List<NavigableMap<Integer, Times>> cuts = new ArrayList<>();

    private int planned;
    private int tooShort;
    private int withoutTruth;

    BacktestPlan(
            SeriesSet series,
            CutOffs cutOffs,
            TimeSpan horizon,
            OptionalDouble season,
            int minHistory,
            Thinning thinning) {
        this.series = series;
        this.cutOffs = cutOffs;
        this.horizon = horizon;
        this.season = season;
        this.minHistory = minHistory;
        this.thinning = thinning;
        int rounds = cutOffs.rounds(series, horizon);
        for (int round = 0; round < rounds; round++) {
            NavigableMap<Integer, Times> own = new TreeMap<>();
            for (int s = 0; s < series.series().size(); s++) {
                int index = s;
                cut(series.series().get(s), round).ifPresent(cutOff -> own.put(index, cutOff));
            }
            cuts.add(own);
        }
        requireAny();
    }

    private Optional<Times> cut(TimeSeries s, int round) {
        Optional<Times> cutOff = cutOffs.at(s, horizon, round);
        if (cutOff.isEmpty() || !isLongEnough(s, cutOff.get())) {
            tooShort++;
            return Optional.empty();
        }
        Times end = end(s, cutOff.get());
        boolean truth = s.targets().stream().anyMatch(c -> c.countUntil(end, 0) > c.countUntil(cutOff.get(), 0));
        if (!truth) {
            withoutTruth++;
            return Optional.empty();
        }
        planned++;
        return cutOff;
    }

    /** Whether so many different times were observed until the cut-off. */
    private boolean isLongEnough(TimeSeries s, Times cutOff) {
        int most = s.targets().stream()
                .mapToInt(c -> c.countUntil(cutOff, 0))
                .max()
                .orElse(0);
        return most >= minHistory || s.differentTimesUntil(cutOff, 0).length >= minHistory;
    }

    private Times end(TimeSeries s, Times cutOff) {
        return horizon.shift(cutOff, 0, 1).orElseGet(s::last);
    }

    int rounds() {
        return cuts.size();
    }

    int planned() {
        return planned;
    }

    int tooShort() {
        return tooShort;
    }

    int withoutTruth() {
        return withoutTruth;
    }

    boolean isEmpty(int round) {
        return cuts.get(round).isEmpty();
    }

    /** The series of a round, cut. */
    List<Cut> cuts(int round) {
        List<Cut> found = new ArrayList<>();
        cuts.get(round).forEach((index, cutOff) -> {
            TimeSeries one = series.series().get(index);
            found.add(Cut.of(one, cutOff, end(one, cutOff), season, thinning));
        });
        return found;
    }

    /**
     * What a model that is to forecast from a round on may learn from. Where each series has its own cut-offs, one that is
     * too short in this round is known until its first cut-off after it.
     */
    SeriesSet known(int round) {
        NavigableMap<Integer, Times> until = new TreeMap<>(cuts.get(round));
        if (!cutOffs.areShared()) {
            cuts.subList(round + 1, cuts.size()).forEach(later -> later.forEach(until::putIfAbsent));
        }
        List<TimeSeries> known = new ArrayList<>();
        until.forEach((index, cutOff) ->
                known.add(thinning.of(series.series().get(index).until(cutOff, 0))));
        return new SeriesSet(known);
    }

    private void requireAny() {
        if (planned > 0) {
            return;
        }
        int all = tooShort + withoutTruth;
        String what = "no cut-off is left of " + all + ": " + tooShort + " with fewer than " + minHistory
                + " observation times before it, " + withoutTruth + " with no observation in the horizon after it";
        throw new DataException("TP-D052", "", what, widest());
    }

    /** The settings that would leave one cut-off. */
    private String widest() {
        double longest = 0;
        int most = 0;
        for (TimeSeries s : series.series()) {
            if (s.observations() > 0) {
                double[] times = s.differentTimesUntil(s.last(), 0);
                most = Math.max(most, times.length);
                if (times.length > minHistory) {
                    longest = Math.max(longest, times[times.length - 1] - times[minHistory - 1]);
                }
            }
        }
        if (longest == 0) {
            return "no horizon would do: the longest series has " + most + " observation times; ask for less history"
                    + " (--min-history)";
        }
        String least = "a horizon of at most " + text(longest) + " (--horizon) leaves one cut-off";
        return cutOffs.areShared()
                ? "let the cut-offs begin elsewhere (--from); " + least + " back from the end"
                : least;
    }

    private String text(double length) {
        if (series.axis() == TimeAxis.NUMERIC) {
            return Double.toString(length);
        }
        return Duration.ofSeconds((long) length).toString();
    }
}
