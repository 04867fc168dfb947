package dev.tidepath.io;

import dev.tidepath.forecasting.Domain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value column while a file is read: its missing cells by the way they are written, and those that are no number. */
final class ValueColumn {

    /** What is wrong with a cell. */
    private enum Fault {
        OVERFLOW("TP-D042", " is beyond the range of a double (1.8e308)"),
        INFINITE("TP-D042", " is not finite"),
        OTHER_MARK("TP-D009", ""),
        GROUPED("TP-D044", " has marks between thousands"),
        PERCENT("TP-D044", " is a percentage"),
        DECORATED("TP-D044", " is not a plain number"),
        TEXT("TP-D040", " is not a number"),
        OUTSIDE("TP-D060", "");

        private final String code;
        private final String words;

        Fault(String code, String words) {
            this.code = code;
            this.words = words;
        }
    }

    private static final int WORDS_LISTED = 5;

    private final ColumnRef column;
    private final Origin origin;
    private final NumberStyle style;
    private final DecimalCell decimal;
    private final MissingCell missingCell;
    private final long[] missing;
    private final Map<Fault, Faults> faults = new EnumMap<>(Fault.class);
    private final Faults minuses = new Faults();
    private final List<String> words = new ArrayList<>();

    private long observed;
    private boolean wasMissing;
    private String firstBad = "";

    ValueColumn(ColumnRef column, NumberStyle style, Origin origin) {
        this.column = column;
        this.origin = origin;
        this.style = style;
        this.decimal = new DecimalCell(style);
        this.missingCell = new MissingCell(style);
        this.missing = new long[missingCell.tokenCount()];
    }

    ColumnRef column() {
        return column;
    }

    /** Reads a cell; whether it is a number of a domain. After false, {@link #isMissing} tells an empty cell from a fault. */
    boolean read(char[] c, int from, int to, long line, Domain domain) {
        int token = missingCell.token(c, from, to);
        if (token >= 0) {
            return skip(token);
        }
        DecimalCell.Outcome outcome = decimal.parse(c, from, to);
        if (outcome != DecimalCell.Outcome.NUMBER) {
            fault(Fault.valueOf(outcome.name()), c, from, to, line, domain);
            return false;
        }
        token = missingCell.token(decimal.value());
        if (token >= 0) {
            return skip(token);
        }
        if (!domain.contains(decimal.value())) {
            fault(Fault.OUTSIDE, c, from, to, line, domain);
            return false;
        }
        if (decimal.isMinusMapped()) {
            minuses.add(line);
        }
        observed++;
        wasMissing = false;
        return true;
    }

    private boolean skip(int token) {
        missing[token]++;
        wasMissing = true;
        return false;
    }

    private void fault(Fault fault, char[] c, int from, int to, long line, Domain domain) {
        wasMissing = false;
        Faults same = faults.computeIfAbsent(fault, o -> new Faults());
        String what = "";
        String text = new String(c, from, to - from);
        if (same.isEmpty()) {
            firstBad = text;
            what = Phrases.quote(text) + words(fault, domain);
        }
        if (fault == Fault.TEXT && words.size() < WORDS_LISTED && !words.contains(text)) {
            words.add(text);
        }
        same.add(line, what);
    }

    /** Whether the cell read last says that nothing was observed. */
    boolean isMissing() {
        return wasMissing;
    }

    /** The number read last. */
    double value() {
        return decimal.value();
    }

    long observed() {
        return observed;
    }

    /** Whether every cell so far is a number or empty. */
    boolean isSound() {
        return faults.isEmpty();
    }

    /** What is wrong with cells that are neither a number nor missing, if there are any. */
    Optional<InputException> fault() {
        return faults.entrySet().stream()
                .max(Comparator.comparingLong(e -> e.getValue().total()))
                .map(e -> fault(e.getKey(), e.getValue()));
    }

    /** What to say where nothing was observed at all. */
    InputException nothing() {
        return InputException.data(
                "TP-D045",
                origin.at(column),
                "nothing was observed: " + missingText(),
                "leave this column out (--skip-empty does it), or name one that has values");
    }

    private InputException fault(Fault fault, Faults same) {
        String what = same.what("such cell", origin);
        if (fault == Fault.TEXT && words.size() > 1) {
            what += " (" + Phrases.and(words.stream().map(Phrases::quote).toList()) + ")";
        }
        long others = faults.values().stream().mapToLong(Faults::total).sum() - same.total();
        if (others > 0) {
            what += "; " + Phrases.count(others, "other cell") + (others == 1 ? " is" : " are")
                    + " wrong in another way";
        }
        return InputException.data(fault.code, origin.at(same.firstLine(), column), what, hint(fault));
    }

    private String words(Fault fault, Domain domain) {
        return switch (fault) {
            case OTHER_MARK ->
                style.mark() == '.' ? " is not a number with a decimal point" : " is not a number with a decimal comma";
            case OUTSIDE -> " is not in the domain: " + domain.text();
            default -> fault.words;
        };
    }

    private String hint(Fault fault) {
        return switch (fault) {
            case OVERFLOW, INFINITE ->
                "leave the cell empty if nothing was observed, or add --missing " + quoted(firstBad);
            case OTHER_MARK -> {
                char mark = style.mark() == '.' ? ',' : '.';
                yield "say what the mark means: --decimal " + mark + " or --grouping " + mark;
            }
            case GROUPED -> "if thousands are grouped: " + NumberStyle.groupingOption(grouping(firstBad));
            case PERCENT -> "--percent reads 10% as 0.1; --strip % reads it as 10";
            case DECORATED ->
                "write digits, a sign, one decimal mark and an exponent such as 1.5e-3; --strip takes a text off, as in"
                        + " --strip '$'";
            case OUTSIDE -> "correct the cell, leave it empty, or name another domain (--domain)";
            default ->
                observed == 0
                        ? "this column has no number at all: is it the right one?"
                        : "correct the cell; if it says that nothing was observed, add --missing "
                                + quoted(firstWord());
        };
    }

    private String firstWord() {
        return words.isEmpty() ? firstBad : words.get(0);
    }

    private static String quoted(String word) {
        String shown = Phrases.oneLine(word);
        return shown.matches("[\\w.+/-]+") ? shown : "'" + shown + "'";
    }

    /** The mark that groups thousands in a text that has one: the first of those that are not digits. */
    private static char grouping(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isDigit(c) && c != '-' && c != '+') {
                return c;
            }
        }
        return ',';
    }

    /** Says how many cells were empty, if any, and what else was taken as it is not written. */
    void addNotes(Remarks remarks) {
        long total = 0;
        for (long count : missing) {
            total += count;
        }
        if (total > 0) {
            remarks.note(missingText() + " in '" + column.name() + "', left out");
        }
        if (!minuses.isEmpty()) {
            remarks.note("a minus sign of typesetters (U+2212) is taken as '-' in "
                    + Phrases.count(minuses.total(), "cell") + " of '" + column.name() + "' (" + minuses.lines(origin)
                    + ")");
        }
    }

    private String missingText() {
        List<String> parts = new ArrayList<>();
        long total = 0;
        for (int token = 0; token < missing.length; token++) {
            if (missing[token] > 0) {
                parts.add(missingCell.describe(token, missing[token]));
                total += missing[token];
            }
        }
        boolean onlyEmpty = missing[0] == total;
        return onlyEmpty
                ? Phrases.count(total, "empty value")
                : Phrases.count(total, "missing value") + " (" + Phrases.and(parts) + ")";
    }
}
