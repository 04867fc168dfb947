package dev.tidepath.cli;

import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.io.HorizonCsv;
import dev.tidepath.io.LoadedHorizon;
import dev.tidepath.io.LoadedSeries;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which times to fill: blank cells and gaps, even steps, or the times in a file. */
final class FillingOptions {

    @Option(
            names = "--gap",
            paramLabel = "FACTOR",
            description = "Fill gaps longer than so many median gaps of the series (default 1.5), besides the rows"
                    + " without a value; 'none' fills those rows only.")
    private @Nullable String gap;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description = "Fill at even steps from each series' first observation instead.")
    private @Nullable TimeLength every;

    @Option(
            names = "--at",
            paramLabel = "TIMES.csv",
            description =
                    "Fill at the times in a CSV file instead. It has a header; its first column is the time, and a"
                            + " column 'id' limits a row to one series.")
    private @Nullable Path at;

    /**
     * Checks that the times are asked for in one way.
     *
     * @throws UsageException if not, or a factor is none
     */
    void check() {
        if (IntStream.of(gap == null ? 0 : 1, every == null ? 0 : 1, at == null ? 0 : 1)
                        .sum()
                > 1) {
            throw new UsageException("--gap, --every and --at exclude each other");
        }
        factor();
    }

    private Optional<Double> factor() {
        if (gap == null) {
            return Optional.of(Filling.USUAL_FACTOR);
        }
        if (gap.equals("none")) {
            return Optional.empty();
        }
        try {
            double factor = Double.parseDouble(gap);
            if (factor >= 1 && factor < Double.POSITIVE_INFINITY) {
                return Optional.of(factor);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException("--gap " + gap + ": a number of median gaps, 1 or more, or none");
    }

    /**
     * The file of times.
     *
     * @return its path, empty if there is none
     */
    Optional<Path> at() {
        return Optional.ofNullable(at);
    }

    /**
     * Which times to fill.
     *
     * @param times the filling
     * @param notes plain sentences for the user
     */
    record Asked(Filling times, List<String> notes) {}

    /**
     * The times asked for.
     *
     * @param loaded the series and their blank rows
     * @param timeColumn name of their column of times, for messages
     * @param zone whose calendar days, months and years are counted by
     * @param in standard input, should the times be there
     * @return the filling
     * @throws UsageException if a length lacks a unit, or has one where the times have none
     * @throws dev.tidepath.io.InputException if a file of times cannot be read or does not suit the series
     */
    Asked load(LoadedSeries loaded, String timeColumn, ZoneId zone, InputStream in) {
        if (at != null) {
            LoadedHorizon read = StandardStream.is(at)
                    ? HorizonCsv.read(in, StandardStream.INPUT, loaded)
                    : HorizonCsv.read(at, loaded);
            Horizon.At asked = (Horizon.At) read.horizon();
            return new Asked(asked.all().map(Filling::at).orElseGet(() -> Filling.at(asked.byId())), read.notes());
        }
        if (every != null) {
            boolean numeric = loaded.series().axis() == TimeAxis.NUMERIC;
            return new Asked(
                    numeric
                            ? Filling.every(every.plain("--every", timeColumn).value())
                            : Filling.every(
                                    every.withUnit("--every", timeColumn).amount(), zone),
                    List.of());
        }
        List<String> notes = new ArrayList<>();
        Filling blanks = Filling.at(blanksInside(loaded, notes));
        return new Asked(factor().map(f -> blanks.and(Filling.gaps(f, zone))).orElse(blanks), notes);
    }

    /** The times of blank rows between a series' first and last observation. */
    private static Map<String, Times> blanksInside(LoadedSeries loaded, List<String> notes) {
        Map<String, Times> inside = new HashMap<>();
        long outside = 0;
        for (TimeSeries s : loaded.series().series()) {
            Times all = loaded.blanks().get(s.id());
            if (all != null) {
                int from = 0;
                int to = all.size();
                while (from < to && all.compare(from, s.first(), 0) < 0) {
                    from++;
                }
                while (to > from && all.compare(to - 1, s.last(), 0) > 0) {
                    to--;
                }
                outside += all.size() - (to - from);
                inside.put(s.id(), all.slice(from, to));
            }
        }
        if (outside > 0) {
            notes.add(Talk.count(outside, "row", "rows")
                    + " without a value before the first or after the last observation of a series left blank");
        }
        return inside;
    }
}
