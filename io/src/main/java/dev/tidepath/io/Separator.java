package dev.tidepath.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what separates the columns by looking at the first rows. */
final class Separator {

    private static final int ROWS = 100;
    private static final String CANDIDATES = ",;\t|";

    /**
     * How a separator cuts the first rows.
     *
     * @param mark the separator
     * @param holdsAll whether the first row has all the names that are looked for
     * @param rows how many rows there are
     * @param alike how many of them have the most frequent width, if that is two cells or more
     */
    private record Trial(char mark, boolean holdsAll, int rows, int alike) {

        double share() {
            return rows == 0 ? 0 : (double) alike / rows;
        }
    }

    private Separator() {}

    /** What separates columns, where the names of some are known; refuses what could be read in two ways. */
    static char sniff(TextSample sample, Dialect dialect, List<String> wanted, Origin origin, Remarks remarks) {
        if (dialect.delimiter().isPresent()) {
            return dialect.delimiter().get();
        }
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < CANDIDATES.length(); i++) {
            trials.add(trial(sample, dialect, CANDIDATES.charAt(i), wanted));
        }
        List<Trial> named = trials.stream().filter(Trial::holdsAll).toList();
        if (named.size() == 1) {
            return told(named.get(0).mark, "as the header shows", remarks);
        }
        double best = trials.stream().mapToDouble(Trial::share).max().orElse(0);
        List<Trial> leading =
                trials.stream().filter(t -> best > 0 && t.share() == best).toList();
        if (leading.size() > 1) {
            throw InputException.data(
                    "TP-D008",
                    origin.name(),
                    Phrases.and(leading.stream().map(t -> name(t.mark)).toList())
                            + " cut the first rows equally well, so it is unclear what separates the columns",
                    "name it: --delimiter");
        }
        if (leading.isEmpty()) {
            return ',';
        }
        Trial trial = leading.get(0);
        return told(trial.mark, "as in " + trial.alike + " of the first " + Phrases.count(trial.rows, "row"), remarks);
    }

    private static char told(char mark, String evidence, Remarks remarks) {
        if (mark != ',') {
            remarks.note("columns are separated by " + name(mark) + ", " + evidence);
        }
        return mark;
    }

    private static Trial trial(TextSample sample, Dialect dialect, char mark, List<String> wanted) {
        SampleRows rows = SampleRows.of(sample, dialect, mark);
        Map<Integer, Integer> widths = new HashMap<>();
        boolean holdsAll = false;
        int count = 0;
        for (Optional<RowBuffer> row = rows.next(); row.isPresent() && count < ROWS; row = rows.next()) {
            if (count++ == 0 && dialect.header() && !wanted.isEmpty()) {
                holdsAll = row.get().texts().containsAll(wanted);
            }
            widths.merge(row.get().count(), 1, Integer::sum);
        }
        int alike = widths.entrySet().stream()
                .filter(e -> e.getKey() > 1)
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
        return new Trial(mark, holdsAll, count, alike);
    }

    private static String name(char separator) {
        return switch (separator) {
            case '\t' -> "a tab";
            case '|' -> "'|'";
            default -> "'" + separator + "'";
        };
    }
}
