package dev.tidepath.examples;

import dev.tidepath.forecasting.evaluate.ScoredPoint;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Mean errors by model and channel, and how many values were in the first interval. */
final class ErrorTable {

    static final String LAST_VALUE = "last value";

    /** What is known of a channel's forecasts by one model. */
    private static final class Sums {

        private int count;
        private int inside;
        private double error;

        private void add(ScoredPoint p, double errorOfPoint) {
            count++;
            inside += p.lower()[0] <= p.actual() && p.actual() <= p.upper()[0] ? 1 : 0;
            error += errorOfPoint;
        }
    }

    private final ToDoubleFunction<ScoredPoint> measure;
    private final Map<String, Map<String, Sums>> models = new LinkedHashMap<>();

    /** A table of mean absolute errors of the medians. */
    ErrorTable() {
        this(p -> Math.abs(p.median() - p.actual()));
    }

    /** A table of mean errors by another measure. */
    ErrorTable(ToDoubleFunction<ScoredPoint> measure) {
        this.measure = measure;
    }

    void add(ScoredPoint p) {
        models.computeIfAbsent(p.model(), m -> new LinkedHashMap<>())
                .computeIfAbsent(p.channel(), c -> new Sums())
                .add(p, measure.applyAsDouble(p));
    }

    double error(String model, String channel) {
        Sums sums = models.getOrDefault(model, Map.of()).getOrDefault(channel, new Sums());
        return sums.error / sums.count;
    }

    /** A row a model, in the order they came; the interval is the one that the points were scored with. */
    void print(String interval, PrintStream out) {
        StringBuilder header = new StringBuilder(String.format(Locale.ROOT, "%-24s", ""));
        models.values().iterator().next().keySet().forEach(c -> header.append(cell(c)));
        out.println(header.append(cell("in " + interval)));
        models.forEach((model, channels) -> {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-24s", model));
            channels.keySet().forEach(c -> line.append(cell(String.format(Locale.ROOT, "%.3f", error(model, c)))));
            out.println(line.append(cell(String.format(Locale.ROOT, "%.1f %%", percentInside(model)))));
        });
    }

    private double percentInside(String model) {
        int count = 0;
        int inside = 0;
        for (Sums sums : models.getOrDefault(model, Map.of()).values()) {
            count += sums.count;
            inside += sums.inside;
        }
        return 100.0 * inside / count;
    }

    private static String cell(String text) {
        return String.format(Locale.ROOT, "  %13s", text);
    }

    /** Asks that a model's error is below that of the last value in every channel. */
    Bars belowLastValue(String model) {
        Bars bars = new Bars();
        models.getOrDefault(LAST_VALUE, Map.of())
                .keySet()
                .forEach(c -> bars.below(
                        "error in " + c + ", against the last value's,", error(model, c), error(LAST_VALUE, c)));
        return bars;
    }

    /** A model's errors in units of the last value's, averaged over the channels. */
    double relativeToLastValue(String model) {
        return models.getOrDefault(LAST_VALUE, Map.of()).keySet().stream()
                .mapToDouble(c -> error(model, c) / error(LAST_VALUE, c))
                .average()
                .orElse(Double.NaN);
    }
}
