package dev.tidepath.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads static features from a file of their own: a row a series; the column of ids has the name that it has in the file of
 * the series, each other column is a feature.
 *
 * @param file where they are
 */
record StaticCsv(Path file) {

    /** Reads the file and adds what it says to the series. */
    void addTo(SeriesAssembly assembly, CsvPlan plan, Remarks remarks) {
        TextSource source = TextSource.of(file);
        Origin origin = source.origin();
        String id = plan.roles()
                .id()
                .orElseThrow(() -> new IllegalArgumentException("a file of static features needs ids (id)"));
        Remarks own = new Remarks();
        Map<String, Map<String, String>> texts = source.read(
                text -> read(
                        new CsvRows(text, plan.dialect().forAnotherFile(), List.of(id), origin, own), id, plan, origin),
                plan.dialect().charset(),
                own);
        own.notes().forEach(note -> remarks.note(origin.name() + ": " + note));
        assembly.addFeatures(StaticColumns.features(texts, plan.numbers()), origin, remarks);
    }

    private static Map<String, Map<String, String>> read(CsvRows rows, String id, CsvPlan plan, Origin origin)
            throws IOException {
        rows.require(List.of(id));
        MissingCell missing = new MissingCell(plan.numbers());
        List<String> names = rows.header().names();
        int idAt = names.indexOf(id);
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        Map<String, List<String>> seen = new HashMap<>();
        for (RowBuffer row = rows.nextRow(); row != null; row = rows.nextRow()) {
            if (!rows.fits()) {
                continue;
            }
            String series = row.text(idAt);
            List<String> cells = new ArrayList<>(row.texts());
            List<String> before = seen.putIfAbsent(series, cells);
            if (before != null && !before.equals(cells)) {
                throw InputException.data(
                        "TP-D065",
                        origin.at(row.line()),
                        "series '" + Phrases.oneLine(series) + "' has a row before, which says otherwise",
                        "keep one row for each series");
            }
            for (int c = 0; c < names.size(); c++) {
                if (c != idAt && !names.get(c).isEmpty() && missing.token(row.chars(), row.from(c), row.to(c)) < 0) {
                    texts.computeIfAbsent(names.get(c), n -> new LinkedHashMap<>())
                            .put(series, cells.get(c));
                }
            }
        }
        rows.requireRows();
        rows.fault(false).ifPresent(e -> {
            throw e;
        });
        return texts;
    }
}
