package dev.tidepath.cli;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.io.LoadedSeries;
import dev.tidepath.io.TimeFormat;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** What was found in a set of series, in words. */
final class Findings {

    private static final int MOST_CHANNELS = 8;

    private final SeriesSet series;
    private final TimeFormat format;

    /**
     * Looks at series.
     *
     * @param series what was read
     * @param format how its times are written
     */
    Findings(SeriesSet series, TimeFormat format) {
        this.series = series;
        this.format = format;
    }

    /**
     * Says what was read.
     *
     * @param loaded the series
     * @param name of the file
     * @param err where to
     */
    static void tell(LoadedSeries loaded, String name, PrintStream err) {
        Findings findings = new Findings(loaded.series(), loaded.timeFormat());
        String rows = Talk.count(loaded.rows(), "row", "rows");
        Talk.line(err, "read", name + ": " + rows + ", " + findings.amounts());
        Talk.line(err, "times", findings.span());
        loaded.notes().forEach(note -> Talk.line(err, "note", note));
        loaded.warnings().forEach(warning -> Talk.line(err, "warning", warning));
    }

    /**
     * How much there is.
     *
     * @return such as {@code 3 series, 2,284 values of 'hr', 310 of 'spo2'}
     */
    String amounts() {
        List<String> parts = new ArrayList<>();
        parts.add(Talk.count(series.series().size(), "series", "series"));
        List<String> names = series.channels();
        int shown = names.size() > MOST_CHANNELS + 1 ? MOST_CHANNELS : names.size();
        for (int c = 0; c < shown; c++) {
            int channel = c;
            long values = series.series().stream()
                    .map(s -> s.channels().get(channel))
                    .mapToLong(Channel::size)
                    .sum();
            parts.add(Talk.count(values, "value", "values") + " of '" + names.get(c) + "'");
        }
        if (shown < names.size()) {
            parts.add(Talk.count(names.size() - shown, "channel", "channels") + " more");
        }
        return String.join(", ", parts);
    }

    /**
     * From when to when, and how far apart.
     *
     * @return such as {@code 1958-03-29 to 2001-12-29 (43.8 years), median gap 7 d}
     */
    String span() {
        List<TimeSeries> observed = series.observed();
        Comparator<Times> order = (a, b) -> a.compare(0, b, 0);
        Times first = observed.stream().map(TimeSeries::first).min(order).orElseThrow();
        Times last = observed.stream().map(TimeSeries::last).max(order).orElseThrow();
        String stretch =
                format.text(first, 0) + " to " + format.text(last, 0) + " (" + length(last.since(0, first, 0)) + ")";
        OptionalDouble gap = gap(observed);
        return gap.isPresent() ? stretch + ", median gap " + length(gap.getAsDouble()) : stretch;
    }

    /** The median of the series' median gaps. */
    private static OptionalDouble gap(List<TimeSeries> observed) {
        List<Double> gaps = new ArrayList<>();
        for (TimeSeries s : observed) {
            if (s.first().compare(0, s.last(), 0) < 0) {
                gaps.add(s.medianGap());
            }
        }
        gaps.sort(Comparator.naturalOrder());
        return gaps.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(gaps.get(gaps.size() / 2));
    }

    /**
     * A distance on the series' axis.
     *
     * @param distance seconds on a calendar axis, else in the axis's own unit
     * @return such as {@code 7 d} or {@code 0.25}
     */
    String length(double distance) {
        return Talk.length(series.axis(), distance);
    }
}
