package dev.tidepath.io;

import dev.tidepath.forecasting.StaticFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Columns that say the same in each row of a series: its static features. */
final class StaticColumns {

    /** What a column says of a series. */
    private record Said(String text, long line) {}

    private final List<ColumnRef> columns;
    private final Origin origin;
    private final MissingCell missing;
    private final List<Map<String, Said>> said = new ArrayList<>();
    private final List<Faults> changes = new ArrayList<>();

    StaticColumns(List<ColumnRef> columns, NumberStyle style, Origin origin) {
        this.columns = columns;
        this.origin = origin;
        this.missing = new MissingCell(style);
        columns.forEach(c -> {
            said.add(new LinkedHashMap<>());
            changes.add(new Faults());
        });
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Reads a row's cells; whether they agree with the rows of the series before. */
    boolean read(RowBuffer row, String id) {
        boolean agrees = true;
        for (int c = 0; c < columns.size(); c++) {
            int at = columns.get(c).index();
            int from = row.from(at);
            int to = row.to(at);
            if (missing.token(row.chars(), from, to) >= 0) {
                continue;
            }
            Said before = said.get(c).get(id);
            if (before == null) {
                said.get(c).put(id, new Said(new String(row.chars(), from, to - from), row.line()));
            } else if (!row.isText(at, before.text)) {
                agrees = false;
                String text = new String(row.chars(), from, to - from);
                changes.get(c)
                        .add(
                                row.line(),
                                changes.get(c).isEmpty()
                                        ? Phrases.quote(text) + " differs from " + Phrases.quote(before.text) + " in "
                                                + origin.rowWord() + " " + before.line
                                                + (id.isEmpty() ? "" : " of series '" + Phrases.oneLine(id) + "'")
                                        : "");
            }
        }
        return agrees;
    }

    /** What is wrong with columns that are not constant, if any is not. */
    Optional<InputException> fault() {
        for (int c = 0; c < columns.size(); c++) {
            Faults changed = changes.get(c);
            if (!changed.isEmpty()) {
                return Optional.of(
                        InputException.data(
                                "TP-D061",
                                origin.at(changed.firstLine(), columns.get(c)),
                                changed.what("such row", origin),
                                "a static feature is constant within a series; name a column that changes by --past or --known"));
            }
        }
        return Optional.empty();
    }

    /** By series: numbers where all that a column says are numbers, else labels. */
    Map<String, StaticFeatures> features(NumberStyle style) {
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            Map<String, String> column = new LinkedHashMap<>();
            said.get(c).forEach((id, s) -> column.put(id, s.text));
            texts.put(columns.get(c).name(), column);
        }
        return features(texts, style);
    }

    /** By series, of texts by feature and series. */
    static Map<String, StaticFeatures> features(Map<String, Map<String, String>> texts, NumberStyle style) {
        Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();
        Map<String, Map<String, String>> labels = new HashMap<>();
        DecimalCell cell = new DecimalCell(style);
        texts.forEach((feature, bySeries) -> {
            boolean numeric = bySeries.values().stream().allMatch(t -> isNumber(cell, t));
            bySeries.forEach((id, text) -> {
                numbers.computeIfAbsent(id, i -> new LinkedHashMap<>());
                labels.computeIfAbsent(id, i -> new LinkedHashMap<>());
                if (numeric && isNumber(cell, text)) {
                    numbers.get(id).put(feature, cell.value());
                } else {
                    labels.get(id).put(feature, text);
                }
            });
        });
        Map<String, StaticFeatures> features = new LinkedHashMap<>();
        numbers.forEach((id, n) -> features.put(id, new StaticFeatures(n, labels.getOrDefault(id, Map.of()))));
        return features;
    }

    private static boolean isNumber(DecimalCell cell, String text) {
        return cell.parse(text.toCharArray(), 0, text.length()) == DecimalCell.Outcome.NUMBER;
    }
}
