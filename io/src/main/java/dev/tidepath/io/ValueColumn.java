package dev.tidepath.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value column while a file is read: its missing cells by the way they are written, and those that are no number. */
final class ValueColumn {

    private final ColumnRef column;
    private final Origin origin;
    private final DecimalCell decimal = new DecimalCell();
    private final long[] missing = new long[MissingCell.tokenCount()];
    private final Map<DecimalCell.Outcome, Faults> faults = new EnumMap<>(DecimalCell.Outcome.class);

    private long observed;

    ValueColumn(ColumnRef column, Origin origin) {
        this.column = column;
        this.origin = origin;
    }

    ColumnRef column() {
        return column;
    }

    /** Reads a cell; whether it is a number. */
    boolean read(char[] c, int from, int to, long line) {
        int token = MissingCell.token(c, from, to);
        if (token >= 0) {
            missing[token]++;
            return false;
        }
        DecimalCell.Outcome outcome = decimal.parse(c, from, to);
        if (outcome == DecimalCell.Outcome.NUMBER) {
            observed++;
            return true;
        }
        Faults same = faults.computeIfAbsent(outcome, o -> new Faults());
        same.add(line, same.isEmpty() ? Phrases.quote(new String(c, from, to - from)) + words(outcome) : "");
        return false;
    }

    /** The number read last. */
    double value() {
        return decimal.value();
    }

    /** Whether every cell so far is a number or empty. */
    boolean isSound() {
        return faults.isEmpty();
    }

    /** Refuses a column with a cell that is neither a number nor missing, or without any number. */
    void requireSound() {
        Optional<Map.Entry<DecimalCell.Outcome, Faults>> worst = faults.entrySet().stream()
                .max(Comparator.comparingLong(e -> e.getValue().total()));
        if (worst.isPresent()) {
            throw fault(worst.get().getKey(), worst.get().getValue());
        }
        if (observed == 0) {
            throw InputException.data(
                    "TP-D045",
                    origin.at(column),
                    "nothing was observed: " + missingText(),
                    "leave this column out, or name one that has values");
        }
    }

    private InputException fault(DecimalCell.Outcome outcome, Faults same) {
        String what = same.what("such cell", origin);
        long others = faults.values().stream().mapToLong(Faults::total).sum() - same.total();
        if (others > 0) {
            what += "; " + Phrases.count(others, "other cell") + (others == 1 ? " is" : " are")
                    + " wrong in another way";
        }
        return InputException.data(code(outcome), origin.at(same.firstLine(), column), what, hint(outcome));
    }

    private static String words(DecimalCell.Outcome outcome) {
        return switch (outcome) {
            case OVERFLOW -> " is beyond the range of a double (1.8e308)";
            case INFINITE -> " is not finite";
            case DECIMAL_COMMA -> " is not a number with a decimal point; it looks like a decimal comma";
            case DECORATED -> " is not a plain number";
            default -> " is not a number";
        };
    }

    private static String code(DecimalCell.Outcome outcome) {
        return switch (outcome) {
            case OVERFLOW, INFINITE -> "TP-D042";
            case DECIMAL_COMMA -> "TP-D009";
            case DECORATED -> "TP-D044";
            default -> "TP-D040";
        };
    }

    private String hint(DecimalCell.Outcome outcome) {
        return switch (outcome) {
            case OVERFLOW, INFINITE -> "leave the cell empty if nothing was observed";
            case DECIMAL_COMMA -> "write numbers with a decimal point, such as 1.5, and nothing between thousands";
            case DECORATED -> "write digits, a sign, one decimal point and an exponent such as 1.5e-3, nothing else";
            default ->
                observed == 0
                        ? "this column has no number at all: is it the right one?"
                        : "correct the cell, or leave it empty if nothing was observed";
        };
    }

    /** Says how many cells were empty, if any. */
    void addNote(long rows, List<String> notes) {
        if (observed < rows) {
            notes.add(missingText() + " in '" + column.name() + "', left out");
        }
    }

    private String missingText() {
        List<String> parts = new ArrayList<>();
        long total = 0;
        for (int token = 0; token < missing.length; token++) {
            if (missing[token] > 0) {
                parts.add(MissingCell.describe(token, missing[token]));
                total += missing[token];
            }
        }
        boolean onlyEmpty = missing[0] == total;
        return onlyEmpty
                ? Phrases.count(total, "empty value")
                : Phrases.count(total, "missing value") + " (" + Phrases.and(parts) + ")";
    }
}
