package dev.tidepath.io;

import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the times to forecast from a CSV file with a header: its first column is the time, an optional column
 * {@code id} limits a row to one series, other columns are not looked at. As strict as {@link Csv}.
 */
public final class HorizonCsv {

    private static final String ID = "id";

    private HorizonCsv() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @param history the series to forecast, which the file's ids and times must suit
     * @return the times, sorted, each once
     * @throws InputException if the file cannot be read, breaks a rule or does not suit the series
     */
    public static LoadedHorizon read(Path file, LoadedSeries history) {
        return read(TextSource.of(file), history);
    }

    /**
     * Reads bytes, such as those of standard input, once. The stream is not closed.
     *
     * @param bytes read to their end
     * @param name what messages call them
     * @param history the series to forecast, which the ids and times must suit
     * @return the times, sorted, each once
     * @throws InputException if they cannot be read, break a rule or do not suit the series
     */
    public static LoadedHorizon read(InputStream bytes, String name, LoadedSeries history) {
        return read(TextSource.of(bytes, name), history);
    }

    private static LoadedHorizon read(TextSource source, LoadedSeries history) {
        List<String> notes = new ArrayList<>();
        TimesOnly sink = new TimesOnly();
        boolean byId = source.read((text, n) -> readRows(text, source.origin(), history, sink, n), notes);
        Map<String, Times> times = sink.times(source.origin(), notes);
        if (!byId) {
            return new LoadedHorizon(Horizon.at(times.getOrDefault("", Times.ofNumbers())), notes);
        }
        requireKnown(sink.rows, history, source.origin());
        return new LoadedHorizon(Horizon.at(times), notes);
    }

    /** Reads the rows; whether each names a series. */
    private static boolean readRows(
            BufferedReader text, Origin origin, LoadedSeries history, RowSink sink, List<String> notes)
            throws IOException {
        CsvRows rows = new CsvRows(text, origin, notes);
        ColumnNames header = rows.header();
        rows.requireHeader();
        String time = header.names().get(0);
        Optional<String> id = header.names().indexOf(ID) > 0 ? Optional.of(ID) : Optional.empty();
        TimeFormat format = new CsvPass(rows, header, new ColumnRoles(time, id, List.of()), origin).run(sink, notes);
        requireSameKind(format, history, origin.at(new ColumnRef(time, 0)));
        return id.isPresent();
    }

    private static void requireSameKind(TimeFormat format, LoadedSeries history, String where) {
        TimeAxis axis = history.series().axis();
        if (format.axis() != axis) {
            boolean numbers = axis == TimeAxis.NUMERIC;
            throw InputException.data(
                    "TP-D050",
                    where,
                    "these times are "
                            + (numbers
                                    ? "on the calendar, those of the series plain numbers"
                                    : "plain numbers, those of the series on the calendar"),
                    numbers
                            ? "write plain numbers in the unit of the series' time column"
                            : "write dates or date-times");
        }
        boolean zoned = format.style() == TimeFormat.Style.ZONED;
        if (zoned != (history.timeFormat().style() == TimeFormat.Style.ZONED)) {
            throw InputException.data(
                    "TP-D029",
                    where,
                    zoned
                            ? "these times have a zone, those of the series have none"
                            : "these times have no zone, those of the series have one",
                    zoned
                            ? "write them without an offset, as the series' times are"
                            : "give each an offset, such as Z or +01:00");
        }
    }

    private static void requireKnown(Rows rows, LoadedSeries history, Origin origin) {
        List<String> ids =
                history.series().series().stream().map(TimeSeries::id).toList();
        Set<String> known = Set.copyOf(ids);
        for (String id : rows.ids()) {
            if (!known.contains(id)) {
                int first = rows.at(rows.start(rows.ids().indexOf(id)));
                throw InputException.data(
                        "TP-D063",
                        origin.at(rows.line(first)),
                        "there is no series '" + Phrases.oneLine(id) + "' to forecast",
                        NearestName.of(id, ids)
                                .map(nearest -> "did you mean '" + nearest + "'?")
                                .orElse("take these rows out, or load the series"));
            }
        }
    }

    /** Keeps rows' ids and times. */
    private static final class TimesOnly implements RowSink {

        private final Rows rows = new Rows();

        @Override
        public void row(long line, String id, Stamp time) {
            rows.add(line, id, time);
        }

        @Override
        public void value(int channel, double value) {
            throw new IllegalStateException("a file of times has no values");
        }

        /** By id, sorted, each once. */
        private Map<String, Times> times(Origin origin, List<String> notes) {
            Faults late = rows.sort();
            if (!late.isEmpty()) {
                notes.add("sorted the times asked for: " + Phrases.count(late.total(), "row")
                        + " came after a later one (" + late.lines(origin) + ")");
            }
            Faults repeated = new Faults();
            Map<String, Times> byId = new LinkedHashMap<>();
            int[] kept = new int[rows.size()];
            for (int s = 0; s < rows.ids().size(); s++) {
                int count = 0;
                for (int place = rows.start(s); place < rows.start(s + 1); place++) {
                    int row = rows.at(place);
                    if (count > 0 && rows.sameTime(row, kept[count - 1])) {
                        repeated.add(rows.line(row));
                    } else {
                        kept[count++] = row;
                    }
                }
                byId.put(rows.ids().get(s), rows.times(kept, count));
            }
            if (!repeated.isEmpty()) {
                notes.add("times asked for twice are taken once (" + repeated.lines(origin) + ")");
            }
            return byId;
        }
    }
}
