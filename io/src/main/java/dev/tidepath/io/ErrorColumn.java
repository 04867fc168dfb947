package dev.tidepath.io;

import dev.tidepath.forecasting.Domain;
import java.util.Optional;

/** The column of the standard deviations of measurement errors: a number of zero or more beside each value. */
final class ErrorColumn {

    private final ValueColumn column;
    private final Origin origin;
    private final Faults missing = new Faults();
    private final Faults negative = new Faults();

    ErrorColumn(ColumnRef column, NumberStyle style, Origin origin) {
        this.column = new ValueColumn(column, style, origin);
        this.origin = origin;
    }

    /** Reads the error of a value that was observed; whether it is one. */
    boolean read(RowBuffer row) {
        int at = column.column().index();
        if (!column.read(row.chars(), row.from(at), row.to(at), row.line(), Domain.REAL)) {
            if (column.isMissing()) {
                missing.add(row.line());
            }
            return false;
        }
        if (column.value() < 0) {
            negative.add(row.line());
            return false;
        }
        return true;
    }

    /** The error read last. */
    double value() {
        return column.value();
    }

    Optional<InputException> fault() {
        if (!missing.isEmpty()) {
            return Optional.of(fault(missing, "a value has no error"));
        }
        return negative.isEmpty() ? column.fault() : Optional.of(fault(negative, "a standard deviation is negative"));
    }

    private InputException fault(Faults faults, String what) {
        return InputException.data(
                "TP-D066",
                origin.at(faults.firstLine(), column.column()),
                faults.inRows(what, origin),
                "give each value a standard deviation of zero or more, or leave such rows out: --on-bad-row skip");
    }
}
