package dev.tidepath.io;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads the rows of a user's table into a {@link RowSink}; rows count from one. */
final class TableRows {

    private final Table table;
    private final ColumnRoles columns;
    private final Origin origin;
    private final Faults noTime = new Faults();
    private final Faults noId = new Faults();
    private final Faults outOfRange = new Faults();

    TableRows(Table table, ColumnRoles columns, Origin origin) {
        this.table = table;
        this.columns = columns;
        this.origin = origin;
        ColumnNames names = new ColumnNames(table.columnNames(), origin.name());
        names.require(columns.names());
    }

    /** Hands every row to a sink; the form of the time column. */
    TimeFormat read(RowSink sink, Remarks remarks) {
        if (table.isEmpty()) {
            throw InputException.data("TP-D002", origin.name(), "there is no row", "give a table with rows");
        }
        Column<?> time = table.column(columns.time());
        TimeFormat format = format(time);
        Optional<Column<?>> id = columns.id().map(table::column);
        List<NumericColumn<?>> values =
                columns.values().stream().<NumericColumn<?>>map(this::numbers).toList();
        Stamp stamp = new Stamp();
        for (int row = 0; row < table.rowCount(); row++) {
            readRow(row, time, id, values, stamp, sink);
        }
        requireSound();
        values.forEach(column -> noteMissing(column, remarks));
        return format;
    }

    private void readRow(
            int row, Column<?> time, Optional<Column<?>> id, List<NumericColumn<?>> values, Stamp stamp, RowSink sink) {
        String name = id.map(column -> column.isMissing(row) ? "" : column.getUnformattedString(row))
                .orElse("");
        if (id.isPresent() && name.isBlank()) {
            noId.add(row + 1L);
        } else if (time.isMissing(row)) {
            noTime.add(row + 1L);
        } else if (!set(stamp, time, row)) {
            outOfRange.add(row + 1L);
        } else {
            sink.row(row + 1L, name, stamp);
            for (int c = 0; c < values.size(); c++) {
                if (!values.get(c).isMissing(row)) {
                    sink.value(c, finite(values.get(c), row));
                }
            }
        }
    }

    private static boolean set(Stamp stamp, Column<?> time, int row) {
        if (time instanceof NumericColumn<?> numbers) {
            stamp.setNumber(numbers.getDouble(row));
            return Double.isFinite(stamp.number());
        }
        if (time instanceof InstantColumn instants) {
            return stamp.setInstant(instants.get(row));
        }
        LocalDateTime clock =
                time instanceof DateColumn dates ? dates.get(row).atStartOfDay() : ((DateTimeColumn) time).get(row);
        return stamp.setInstant(clock.toInstant(ZoneOffset.UTC));
    }

    private TimeFormat format(Column<?> time) {
        if (time instanceof DateColumn) {
            return TimeFormat.dates();
        }
        if (time instanceof DateTimeColumn) {
            return TimeFormat.dateTimes();
        }
        if (time instanceof InstantColumn) {
            return TimeFormat.instants();
        }
        if (time instanceof NumericColumn<?>) {
            return TimeFormat.numbers();
        }
        throw InputException.data(
                "TP-D024",
                at(columns.time()),
                "the column holds " + time.type().name() + ", not times",
                "make it a date, date-time, instant or number column, such as by DateTimeColumn.create or stringColumn.map, "
                        + "or read the file by Csv.read");
    }

    private NumericColumn<?> numbers(String name) {
        Column<?> column = table.column(name);
        if (column instanceof NumericColumn<?> numbers) {
            return numbers;
        }
        throw InputException.data(
                "TP-D040",
                at(name),
                "the column holds " + column.type().name() + ", not numbers",
                "make it a number column, or read the file by Csv.read");
    }

    private double finite(NumericColumn<?> column, int row) {
        double value = column.getDouble(row);
        if (!Double.isFinite(value)) {
            throw InputException.data(
                    "TP-D042",
                    origin.at(row + 1L, ref(column.name())),
                    value + " is not finite",
                    "set the cell to missing if nothing was observed");
        }
        return value;
    }

    private void requireSound() {
        if (!noTime.isEmpty()) {
            throw fault("TP-D024", columns.time(), noTime, "the time is missing");
        }
        if (!outOfRange.isEmpty()) {
            throw fault(
                    "TP-D033", columns.time(), outOfRange, "the time is not finite or outside the years 0001 to 9999");
        }
        if (!noId.isEmpty()) {
            throw fault("TP-D058", columns.id().orElse(""), noId, "the id is missing");
        }
    }

    private InputException fault(String code, String column, Faults faults, String what) {
        return InputException.data(
                code,
                origin.at(faults.firstLine(), ref(column)),
                faults.inRows(what, origin),
                "correct these rows, or take them out");
    }

    private void noteMissing(NumericColumn<?> column, Remarks remarks) {
        int missing = column.countMissing();
        if (missing == table.rowCount()) {
            throw InputException.data(
                    "TP-D045",
                    at(column.name()),
                    "nothing was observed: every value is missing",
                    "leave this column out, or name one that has values");
        }
        if (missing > 0) {
            remarks.note(Phrases.count(missing, "missing value") + " in '" + column.name() + "', left out");
        }
    }

    private String at(String column) {
        return origin.at(ref(column));
    }

    private ColumnRef ref(String column) {
        return new ColumnRef(column, table.columnNames().indexOf(column));
    }
}
