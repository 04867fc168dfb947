package dev.tidepath.benchmarks;

import dev.tidepath.benchmarks.SuiteFigures.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Tables of figures: errors and their ratio to the best baseline's by group and share of observations left out, coverage by
 * that share, third of the horizon and group, and failures.
 */
final class SuiteReport {

    private static final int LABEL = 34;
    private static final List<String> THIRDS = List.of("first third", "second third", "last third");

    private final SuiteFigures figures;
    private final List<String> models;
    private final List<String> baselines;
    private final List<String> lines = new ArrayList<>();

    private SuiteReport(SuiteFigures figures, List<String> models, List<String> baselines) {
        this.figures = figures;
        this.models = models;
        this.baselines = baselines;
    }

    /**
     * The report's lines.
     *
     * @param models names in the order of their columns
     * @param baselines names of those that the best is sought among
     */
    static List<String> of(SuiteFigures figures, List<String> models, List<String> baselines) {
        SuiteReport report = new SuiteReport(figures, models, baselines);
        for (Scaled error : Scaled.values()) {
            figures.levels().forEach(level -> report.errors(error, level));
        }
        report.coverage(false);
        report.coverage(true);
        report.failures();
        return report.lines;
    }

    private void title(String text) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(text);
        row("", m -> m);
    }

    private void row(String label, Function<String, String> cell) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + LABEL + "s", label));
        models.forEach(m -> line.append(String.format(Locale.ROOT, " %14s", cell.apply(m))));
        lines.add(line.toString().stripTrailing());
    }

    private static String text(OptionalDouble value, int digits) {
        return value.isPresent() ? String.format(Locale.ROOT, "%." + digits + "f", value.getAsDouble()) : "n/a";
    }

    private void errors(Scaled error, int level) {
        title(error + ", geometric mean over series; " + level + " % of the observations left out");
        for (String group : figures.groups()) {
            row(group + " (" + figures.series(group, level) + ")", m -> text(figures.error(error, group, level, m), 3));
        }
        row("geometric mean over groups", m -> text(figures.error(error, level, m), 3));
        figures.best(error, level, baselines).ifPresent(best -> ratios(error, level, best));
    }

    private void ratios(Scaled error, int level, String best) {
        title(error + " over that of " + best + ", the best baseline over all groups; " + level + " % left out");
        for (String group : figures.groups()) {
            OptionalDouble reference = figures.error(error, group, level, best);
            row(group, m -> text(ratio(figures.error(error, group, level, m), reference), 3));
        }
        OptionalDouble reference = figures.error(error, level, best);
        row("geometric mean over groups", m -> text(ratio(figures.error(error, level, m), reference), 3));
    }

    private static OptionalDouble ratio(OptionalDouble a, OptionalDouble b) {
        return a.isPresent() && b.isPresent()
                ? OptionalDouble.of(a.getAsDouble() / b.getAsDouble())
                : OptionalDouble.empty();
    }

    private void coverage(boolean wide) {
        title("Percent inside the " + (wide ? 95 : 80) + " % interval, mean over series, then over groups");
        for (int level : figures.levels()) {
            String left = level + " % left out";
            row(left, m -> text(figures.coverage(wide, Optional.empty(), level, m), 1));
            IntStream.range(0, THIRDS.size())
                    .forEach(t ->
                            row("  " + THIRDS.get(t), m -> text(figures.coverage(wide, Optional.of(t), level, m), 1)));
        }
        for (String group : figures.groups()) {
            for (int level : figures.levels()) {
                row(
                        group + ", " + level + " % left out",
                        m -> text(figures.coverage(wide, Optional.empty(), group, level, m), 1));
            }
        }
    }

    private void failures() {
        title("Forecasts that failed, which count as the last value's");
        for (String group : figures.groups()) {
            for (int level : figures.levels()) {
                if (models.stream().anyMatch(m -> figures.failures(group, level, m) > 0)) {
                    row(group + ", " + level + " % left out", m -> Integer.toString(figures.failures(group, level, m)));
                }
            }
        }
    }
}
