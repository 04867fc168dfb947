package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.Holdout;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The last stretch of series, which a search does not see.
 *
 * @param history the series without it
 * @param cutOffs cut-offs of the whole series whose horizons are in it, as many as there is room for
 */
record KeptBack(SeriesSet history, CutOffs cutOffs) {

    /** Lengths of months are means; what is missing to a whole step by rounding is not missing. */
    private static final double ROUNDING = 1e-9;

    /**
     * Keeps the last stretch back: of each series or, where they share their cut-offs, until the last end of any.
     *
     * @param series the series
     * @param length of the stretch
     * @param options the cut-offs of the search
     * @param timeColumn name of the column of times, for messages
     * @return the series in two parts
     * @throws UsageException if a length does not suit the axis, the horizon is longer than the stretch, or
     *     too many cut-offs are in it
     * @throws DataException if no series is left
     */
    static KeptBack of(SeriesSet series, TimeLength length, CutOffOptions options, String timeColumn) {
        TimeSpan stretch = length.span("--holdout", series.axis(), timeColumn);
        TimeSpan horizon = options.horizon(series.axis(), timeColumn);
        TimeSpan step = options.step(series.axis(), timeColumn);
        double room = (stretch.length() - horizon.length()) / step.length() + ROUNDING;
        if (room < 0) {
            throw new UsageException("--holdout " + length.text() + ": at least the horizon is needed");
        }
        if (room >= CutOffOptions.MOST_CUTOFFS) {
            throw new UsageException("--holdout " + length.text() + ": holds more than " + CutOffOptions.MOST_CUTOFFS
                    + " cut-offs, the most that are possible; take them further apart (--every)");
        }
        int count = 1 + (int) room;
        if (options.areShared()) {
            return shared(series, stretch, step, count);
        }
        SeriesSet history = Holdout.of(series, stretch, OptionalDouble.empty()).history();
        return new KeptBack(history, CutOffs.backFromEnd(step, count));
    }

    private static KeptBack shared(SeriesSet series, TimeSpan stretch, TimeSpan step, int count) {
        Times end = series.observed().stream()
                .map(TimeSeries::last)
                .max((a, b) -> a.compare(0, b, 0))
                .orElseThrow();
        Times start = stretch.shift(end, 0, -1).orElse(end);
        List<TimeSeries> known = series.observed().stream()
                .filter(s -> s.first().compare(0, start, 0) <= 0)
                .map(s -> s.until(start, 0))
                .toList();
        if (known.isEmpty()) {
            throw new DataException(
                    "TP-D052",
                    "",
                    "no series has an observation before the stretch that is held back",
                    "hold back less (--holdout)");
        }
        return new KeptBack(new SeriesSet(known), CutOffs.from(start, step, OptionalInt.of(count)));
    }
}
