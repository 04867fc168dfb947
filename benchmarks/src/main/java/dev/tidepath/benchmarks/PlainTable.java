package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a CSV file in which no cell holds a comma.
 *
 * @param rows in the file's order
 */
record PlainTable(List<Row> rows) {

    /**
     * A row.
     *
     * @param columns indices by name
     * @param cells texts without quotes
     */
    record Row(Map<String, Integer> columns, String[] cells) {

        String text(String column) {
            Integer at = columns.get(column);
            if (at == null) {
                throw new IllegalArgumentException("no column " + column + " among " + columns.keySet());
            }
            return cells[at];
        }

        /** The number of a cell; NaN for an empty one. */
        double number(String column) {
            return PlainTable.number(text(column));
        }

        int whole(String column) {
            return (int) number(column);
        }
    }

    /** Reads a file with a header, plain or packed by gzip. */
    static PlainTable read(Path file) {
        List<String> lines = lines(file);
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (String name : cells(lines.get(0))) {
            columns.put(name, columns.size());
        }
        return new PlainTable(lines.stream()
                .skip(1)
                .map(line -> new Row(columns, cells(line)))
                .toList());
    }

    /** Lines of a text file, plain or packed by gzip. */
    static List<String> lines(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    static String[] cells(String line) {
        return line.replace("\"", "").split(",", -1);
    }

    static double number(String cell) {
        return cell.isBlank() || cell.equals("NA") ? Double.NaN : Double.parseDouble(cell);
    }

    /** A date such as 1959-01 or 1959-01-31, or a date with a time of day, in UTC. */
    static Instant instant(String text) {
        String local = text.replace(' ', 'T').replace("Z", "");
        String whole = switch (local.length()) {
            case 7 -> local + "-01T00:00:00";
            case 10 -> local + "T00:00:00";
            default -> local;
        };
        return LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC);
    }

    /** Times on the calendar. */
    static Function<List<Row>, Times> calendar(Function<Row, Instant> time) {
        return rows -> Times.ofInstants(rows.stream().map(time).toList());
    }

    /** Times that a column of dates tells. */
    static Function<List<Row>, Times> dates(String column) {
        return calendar(row -> instant(row.text(column)));
    }

    /** Times on a numeric axis. */
    static Function<List<Row>, Times> numbers(ToDoubleFunction<Row> time) {
        return rows -> Times.ofNumbers(rows.stream().mapToDouble(time).toArray());
    }

    /** The rows by what a column holds, in the order of first appearance. */
    Map<String, PlainTable> by(Function<Row, String> key) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach(row ->
                groups.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row));
        Map<String, PlainTable> tables = new LinkedHashMap<>();
        groups.forEach((name, own) -> tables.put(name, new PlainTable(own)));
        return tables;
    }

    /** A series of some columns to forecast; what is NaN was not observed. */
    TimeSeries series(String id, Function<List<Row>, Times> times, String... columns) {
        return new TimeSeries(
                id,
                Arrays.stream(columns)
                        .map(name -> channel(ChannelSpec.target(name), times, row -> row.number(name)))
                        .toList());
    }

    /** A channel; what is NaN was not observed, and a row that is not later than all before is left out. */
    Channel channel(ChannelSpec spec, Function<List<Row>, Times> times, ToDoubleFunction<Row> value) {
        List<Row> observed = rows.stream()
                .filter(row -> !Double.isNaN(value.applyAsDouble(row)))
                .toList();
        Times all = times.apply(observed);
        List<Row> increasing = new ArrayList<>();
        int latest = 0;
        for (int i = 0; i < observed.size(); i++) {
            if (i == 0 || all.compare(i, all, latest) > 0) {
                increasing.add(observed.get(i));
                latest = i;
            }
        }
        return new Channel(
                spec,
                times.apply(increasing),
                increasing.stream().mapToDouble(value).toArray());
    }
}
