package dev.tidepath.io;

import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
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
        Remarks remarks = new Remarks();
        TimesOnly sink = new TimesOnly();
        boolean byId =
                source.read(text -> readRows(text, source.origin(), history, sink, remarks), Optional.empty(), remarks);
        Map<String, Times> times = sink.times(source.origin(), remarks);
        List<String> notes = new ArrayList<>(remarks.notes());
        notes.addAll(remarks.warnings());
        if (!byId) {
            return new LoadedHorizon(Horizon.at(times.getOrDefault("", Times.ofNumbers())), notes);
        }
        requireKnown(sink.rows, history, source.origin());
        return new LoadedHorizon(Horizon.at(times), notes);
    }

    /** Reads the rows; whether each names a series. */
    private static boolean readRows(TextSample text, Origin origin, LoadedSeries history, RowSink sink, Remarks remarks)
            throws IOException {
        CsvRows rows = new CsvRows(text, Dialect.SNIFFED, List.of(), origin, remarks);
        ColumnNames header = rows.header();
        rows.requireHeader();
        String time = header.names().get(0);
        Optional<String> id = header.names().indexOf(ID) > 0 ? Optional.of(ID) : Optional.empty();
        CsvPass pass = new CsvPass(rows, plan(time, id, history.timeFormat()), origin, remarks);
        TimeFormat.requireAlike(pass.run(sink), history.timeFormat(), origin.at(new ColumnRef(time, 0)));
        return id.isPresent();
    }

    private static CsvPlan plan(String time, Optional<String> id, TimeFormat format) {
        return new CsvPlan(
                ColumnRoles.of(time, id, List.of()),
                Dialect.SNIFFED,
                NumberStyle.SNIFFED,
                format.reading(),
                format.patterns(),
                Domains.REAL,
                OnBadRow.FAIL,
                false);
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
        private Map<String, Times> times(Origin origin, Remarks remarks) {
            Faults late = rows.sort();
            if (!late.isEmpty()) {
                remarks.note("sorted the times asked for: " + Phrases.count(late.total(), "row")
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
                remarks.note("times asked for twice are taken once (" + repeated.lines(origin) + ")");
            }
            return byId;
        }
    }
}
