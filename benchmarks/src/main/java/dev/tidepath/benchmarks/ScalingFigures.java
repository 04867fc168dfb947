package dev.tidepath.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@link ScalingCost} has printed, as a table and as a drawing.
 *
 * @param rows the results; of several with one model, shape and size the one with the least processor time counts
 */
record ScalingFigures(List<JsonNode> rows) {

    private static final String CPU = "cpu_s";
    private static final String LIVE = "live_mb";

    private record Line(String shape, String model) {}

    private Map<Line, List<JsonNode>> lines() {
        Map<Line, Map<Long, JsonNode>> least = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            Line line = new Line(row.path("problem").asText(), row.path("model").asText());
            least.computeIfAbsent(line, l -> new LinkedHashMap<>())
                    .merge(
                            row.path("rows").asLong(),
                            row,
                            (a, b) -> a.path(CPU).asDouble() <= b.path(CPU).asDouble() ? a : b);
        }
        Map<Line, List<JsonNode>> lines = new LinkedHashMap<>();
        least.forEach((line, bySize) -> lines.put(line, List.copyOf(bySize.values())));
        return lines;
    }

    /**
     * A Markdown table: by model, shape and size the times, time a row, the ratio of that to the size before, memory, and the
     * exponent with which time and memory have grown since the size before.
     */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(
                        "| series | model | rows | wall, s | cpu, s | µs a row | to the size before | exponent | live, MB |")
                .append(" exponent | process, MB |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
        lines().forEach((line, results) -> {
            for (int i = 0; i < results.size(); i++) {
                JsonNode now = results.get(i);
                double cpu = now.path(CPU).asDouble();
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %.1f | %.1f | %.0f | %s | %s | %.0f | %s | %.0f |\n",
                        line.shape,
                        line.model,
                        now.path("rows").asLong(),
                        now.path("wall_s").asDouble(),
                        cpu,
                        1e6 * cpu / now.path("rows").asLong(),
                        i == 0 ? "" : decimals(perRow(now) / perRow(results.get(i - 1))),
                        i == 0 ? "" : decimals(exponent(CPU, results.get(i - 1), now)),
                        now.path(LIVE).asDouble(),
                        i == 0 ? "" : decimals(exponent(LIVE, results.get(i - 1), now)),
                        now.path("peak_rss_mb").asDouble()));
            }
        });
        return text.toString();
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static double perRow(JsonNode row) {
        return row.path(CPU).asDouble() / row.path("rows").asDouble();
    }

    /** Slope between two results on logarithmic axes: 1 where the figure is in proportion to the rows. */
    private static double exponent(String figure, JsonNode before, JsonNode now) {
        return Math.log(now.path(figure).asDouble() / before.path(figure).asDouble())
                / Math.log(now.path("rows").asDouble() / before.path("rows").asDouble());
    }

    /** Time and memory against rows, for each shape. */
    LinePlot plot() {
        Map<Line, List<JsonNode>> lines = lines();
        List<LinePlot.Panel> panels = new ArrayList<>();
        for (ScalingShape shape : ScalingShape.values()) {
            String of = shape == ScalingShape.LONG ? "one series" : "series of 100";
            panels.add(panel("Processor time, seconds, " + of, CPU, shape, lines));
            panels.add(panel("Live heap, MB, " + of, LIVE, shape, lines));
        }
        return new LinePlot("Forecasts by default settings", LinePlot.Scale.LOG, LinePlot.Scale.LOG, panels);
    }

    private static LinePlot.Panel panel(
            String title, String figure, ScalingShape shape, Map<Line, List<JsonNode>> all) {
        List<LinePlot.Line> lines = new ArrayList<>();
        for (String model : all.keySet().stream().map(Line::model).distinct().toList()) {
            List<LinePlot.Point> points = all.getOrDefault(new Line(shape.text(), model), List.of()).stream()
                    .map(row -> new LinePlot.Point(
                            row.path("rows").asDouble(), row.path(figure).asDouble()))
                    .toList();
            lines.add(new LinePlot.Line(model, points));
        }
        return new LinePlot.Panel(title, "observations", lines);
    }
}
