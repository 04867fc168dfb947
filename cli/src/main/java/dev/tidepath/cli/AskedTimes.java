package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.io.TimeFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The times that a horizon asks for in each of some series, resolved before any work is done for them. */
final class AskedTimes {

    private final SeriesSet series;
    private final List<Times> bySeries;

    /**
     * Resolves a horizon.
     *
     * @param horizon what was asked for
     * @param series each observed at least twice
     * @throws DataException if the horizon does not suit the series
     */
    AskedTimes(Horizon horizon, SeriesSet series) {
        this.series = series;
        this.bySeries = series.series().stream().map(horizon::resolve).toList();
    }

    /**
     * How many times are asked for in all series together.
     *
     * @return zero or more
     */
    long count() {
        return bySeries.stream().mapToLong(Times::size).sum();
    }

    /**
     * What is asked for, in words.
     *
     * @param format how times are written
     * @return such as {@code 104 times from 2002-01-05 to 2003-12-27}
     */
    String text(TimeFormat format) {
        Comparator<Times> order = (a, b) -> a.compare(0, b, 0);
        List<Times> some = bySeries.stream().filter(times -> times.size() > 0).toList();
        Times first = some.stream().map(times -> times.slice(0, 1)).min(order).orElseThrow();
        Times last = some.stream()
                .map(times -> times.slice(times.size() - 1, times.size()))
                .max(order)
                .orElseThrow();
        TimeFormat fitting = format.fitting(bySeries);
        String stretch = first.equals(last)
                ? " at " + fitting.text(first, 0)
                : " from " + fitting.text(first, 0) + " to " + fitting.text(last, 0);
        return Talk.count(count(), "time", "times") + stretch;
    }

    /**
     * What the user should know about these times.
     *
     * @return plain sentences, empty if there is nothing to say
     */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        long without = bySeries.stream().filter(times -> times.size() == 0).count();
        if (without > 0) {
            warnings.add("no time is asked for in " + share(without));
        }
        long beyond = IntStream.range(0, bySeries.size())
                .filter(s -> isBeyondExperience(series.series().get(s), bySeries.get(s)))
                .count();
        if (beyond > 0) {
            warnings.add("beyond everything seen: the forecast reaches further ahead than the observations reach back"
                    + (bySeries.size() == 1 ? "" : ", in " + share(beyond)));
        }
        for (int c = 0; c < series.specs().size(); c++) {
            if (series.specs().get(c).role() == Role.KNOWN) {
                held(c).ifPresent(warnings::add);
            }
        }
        return warnings;
    }

    /** Says that a known covariate ends before the times asked for, as a plan that was left out does. */
    private Optional<String> held(int covariate) {
        long unknown = IntStream.range(0, bySeries.size())
                .mapToLong(s -> unknownTimes(series.series().get(s), covariate, bySeries.get(s)))
                .sum();
        return unknown == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "'%s' is not known at %,d of %s; its last value is held there",
                        series.channels().get(covariate),
                        unknown,
                        Talk.count(count(), "time", "times")));
    }

    /** A covariate that reaches beyond the observations is taken to hold for a gap of its own, as a day's plan does. */
    private static long unknownTimes(TimeSeries history, int covariate, Times asked) {
        Times known = history.channels().get(covariate).times();
        int last = known.size() - 1;
        if (last < 0) {
            return asked.size();
        }
        double holds = known.since(last, history.last(), 0) > 0 ? known.medianGap() : 0;
        return IntStream.range(0, asked.size())
                .filter(i -> asked.since(i, known, last) > holds)
                .count();
    }

    private String share(long some) {
        return String.format(Locale.ROOT, "%,d of %s", some, Talk.count(bySeries.size(), "series", "series"));
    }

    private static boolean isBeyondExperience(TimeSeries history, Times asked) {
        Times last = history.last();
        return asked.size() > 0 && asked.since(asked.size() - 1, last, 0) > last.since(0, history.first(), 0);
    }
}
