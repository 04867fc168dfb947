package dev.tidepath.ode.adjoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects derivatives by several methods along several directions, and makes one row a part and method of them. */
final class Comparison {

    static final double LIMIT = 1e-6;
    private static final double DOUBT = 3;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(
            String part, String scaledWith, RiddersDerivative expected, Map<GradientReport.Method, Double> found) {}

    /**
     * Adds one direction.
     *
     * @param part what is differentiated by
     * @param scaledWith errors are relative to the largest derivative of all parts that have this in common
     * @param expected by differences
     * @param found by each method
     */
    void add(String part, String scaledWith, RiddersDerivative expected, Map<GradientReport.Method, Double> found) {
        entries.add(new Entry(part, scaledWith, expected, found));
    }

    /** The rows, parts in the order they were added. */
    List<GradientReport.Row> rows(double backsolveLimit) {
        Map<String, List<Entry>> parts = new LinkedHashMap<>();
        entries.forEach(
                e -> parts.computeIfAbsent(e.part, p -> new ArrayList<>()).add(e));
        List<GradientReport.Row> rows = new ArrayList<>();
        parts.forEach((part, of) -> of.get(0)
                .found
                .keySet()
                .forEach(method -> rows.add(
                        row(part, method, of, method == GradientReport.Method.BACKSOLVE ? backsolveLimit : LIMIT))));
        return rows;
    }

    private GradientReport.Row row(String part, GradientReport.Method method, List<Entry> of, double limit) {
        double scale = 0;
        for (Entry e : entries) {
            if (e.scaledWith.equals(of.get(0).scaledWith)) {
                scale = Math.max(scale, Math.abs(e.expected.value()));
            }
        }
        double error = 0;
        double doubt = 0;
        for (Entry e : of) {
            double found = e.found.getOrDefault(method, Double.NaN);
            error = Math.max(error, relative(found - e.expected.value(), Math.max(scale, Math.abs(found))));
            doubt = Math.max(doubt, relative(e.expected.uncertainty(), scale));
        }
        return new GradientReport.Row(part, method, error, limit + DOUBT * Math.min(1, doubt));
    }

    private static double relative(double difference, double scale) {
        return difference == 0 ? 0 : Math.abs(difference) / scale;
    }
}
