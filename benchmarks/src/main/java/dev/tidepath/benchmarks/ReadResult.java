package dev.tidepath.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a reader took for a file.
 *
 * @param reader which
 * @param rows of the file
 * @param read the least figures of its readings
 */
record ReadResult(CsvReader reader, long rows, ColdRead read) {

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double MEGABYTE = 1e6;

    /** What was printed before: the least figures of each reader at each number of rows. */
    static List<ReadResult> readFrom(List<Path> files) throws IOException {
        Map<String, ReadResult> results = new LinkedHashMap<>();
        for (JsonNode row : ResultLines.readFrom(files)) {
            ColdRead read = new ColdRead(
                    row.path("wall_min_ms").asDouble(),
                    row.path("cpu_min_ms").asDouble(),
                    Math.round(row.path("live_mb").asDouble() * MEGABYTE),
                    Math.round(row.path("peak_rss_mb").asDouble() * MEGABYTE),
                    row.path("rows_read").asLong(),
                    row.path("values_read").asLong());
            CsvReader reader = CsvReader.labelled(row.path("reader").asText());
            ReadResult result = new ReadResult(reader, row.path("rows").asLong(), read);
            results.merge(result.rows + reader.label(), result, ReadResult::least);
        }
        return List.copyOf(results.values());
    }

    private static ReadResult least(ReadResult a, ReadResult b) {
        return new ReadResult(a.reader, a.rows, ColdRead.least(a.read, b.read));
    }

    /** Its figures under the names they have in the output. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("script", "read");
        row.put("reader", reader.label());
        row.put("rows", rows);
        row.put("wall_min_ms", hundredths(read.wall()));
        row.put("cpu_min_ms", hundredths(read.cpu()));
        row.put("live_mb", hundredths(read.live() / MEGABYTE));
        if (read.peak() > 0) {
            row.put("peak_rss_mb", hundredths(read.peak() / MEGABYTE));
        }
        row.put("rows_read", read.rows());
        row.put("values_read", read.values());
        return row;
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }

    /** Processor time, which other programs disturb least, and memory against rows; memory only where it is known. */
    static LinePlot plot(List<ReadResult> results) {
        List<LinePlot.Panel> panels = new ArrayList<>();
        panels.add(panel("Processor time to read, seconds", results, read -> read.cpu() / MILLIS_PER_SECOND));
        panels.add(panel("Most memory of the process, MB", results, read -> read.peak() / MEGABYTE));
        return new LinePlot("Reading CSV in a fresh JVM", LinePlot.Scale.LOG, LinePlot.Scale.LOG, panels);
    }

    private static LinePlot.Panel panel(String title, List<ReadResult> results, ToDoubleFunction<ColdRead> figure) {
        List<LinePlot.Line> lines = new ArrayList<>();
        for (CsvReader reader : CsvReader.values()) {
            List<LinePlot.Point> points = results.stream()
                    .filter(r -> r.reader == reader)
                    .map(r -> new LinePlot.Point(r.rows, figure.applyAsDouble(r.read)))
                    .filter(point -> point.y() > 0)
                    .toList();
            lines.add(new LinePlot.Line(reader.label(), points));
        }
        return new LinePlot.Panel(title, "rows", lines);
    }
}
