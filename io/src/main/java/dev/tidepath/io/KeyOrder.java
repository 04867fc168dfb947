package dev.tidepath.io;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How well some columns tell rows apart that have one time.
 *
 * @param rows how many rows were looked at
 * @param repeats how many of them have the labels and the time of a row before
 * @param backwards how many steps go against the direction of most, within rows of the same labels
 */
record KeyOrder(long rows, long repeats, long backwards) {

    private static final double GOOD = 0.05;

    /** Looks at sampled rows: at the order of times, which some patterns read, under labels in some columns. */
    static KeyOrder of(SampleRows sample, ColumnRef time, List<TimePattern> patterns, List<ColumnRef> labels) {
        TimeCell cell = new TimeCell(NumberStyle.SNIFFED);
        Map<String, Double> before = new HashMap<>();
        Set<String> seen = new HashSet<>();
        long rows = 0;
        long repeats = 0;
        long down = 0;
        long up = 0;
        for (Optional<RowBuffer> next = sample.next(); next.isPresent(); next = sample.next()) {
            RowBuffer row = next.get();
            double at = position(row, time, patterns, cell);
            StringBuilder key = new StringBuilder();
            for (ColumnRef label : labels) {
                key.append(label.index() < row.count() ? row.text(label.index()) : "")
                        .append('\u0000');
            }
            if (Double.isNaN(at)) {
                continue;
            }
            rows++;
            repeats += seen.add(key + Double.toString(at)) ? 0 : 1;
            double last = before.getOrDefault(key.toString(), at);
            up += at > last ? 1 : 0;
            down += at < last ? 1 : 0;
            before.put(key.toString(), at);
        }
        return new KeyOrder(rows, repeats, Math.min(up, down));
    }

    private static double position(RowBuffer row, ColumnRef time, List<TimePattern> patterns, TimeCell cell) {
        int at = time.index();
        if (at < row.count()) {
            for (TimePattern pattern : patterns) {
                if (pattern.read(row.chars(), row.from(at), row.to(at), cell) == TimePattern.Outcome.TIME) {
                    return pattern.kind() == TimePattern.Kind.NUMBER
                            ? cell.number()
                            : cell.second() + 1e-9 * cell.nano();
                }
            }
        }
        return Double.NaN;
    }

    long disorder() {
        return repeats + backwards;
    }

    /** Whether rows of one time are told apart but for a few. */
    boolean isGood() {
        return repeats <= GOOD * rows && backwards <= GOOD * rows;
    }
}
