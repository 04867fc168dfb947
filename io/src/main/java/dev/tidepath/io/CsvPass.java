package dev.tidepath.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one pass over the rows of a CSV text: reads them into a {@link RowSink} and refuses them if any is wrong. */
final class CsvPass {

    private final CsvRows rows;
    private final Origin origin;
    private final TimeColumn timeColumn;
    private final Optional<ColumnRef> idColumn;
    private final List<ValueColumn> valueColumns = new ArrayList<>();
    private final Faults noId = new Faults();

    private String id = "";

    /** A pass over what follows a header that has been read. */
    CsvPass(CsvRows rows, ColumnNames header, ColumnRoles roles, Origin origin) {
        rows.require(roles.names());
        this.rows = rows;
        this.origin = origin;
        timeColumn = new TimeColumn(header.get(roles.time()), origin);
        idColumn = roles.id().map(header::get);
        roles.values().forEach(name -> valueColumns.add(new ValueColumn(header.get(name), origin)));
    }

    /** Reads every row; how the times are written. */
    TimeFormat run(RowSink sink, List<String> notes) throws IOException {
        for (RowBuffer row = rows.nextRow(); row != null; row = rows.nextRow()) {
            read(row, sink);
        }
        rows.requireSound(notes);
        timeColumn.requireSound();
        idColumn.ifPresent(this::requireIds);
        valueColumns.forEach(ValueColumn::requireSound);
        timeColumn.addNotes(notes);
        valueColumns.forEach(column -> column.addNote(rows.rowCount(), notes));
        return timeColumn.format();
    }

    /** Reads a row; once anything is wrong, rows are only looked at for more that is. */
    private void read(RowBuffer row, RowSink sink) {
        int timeAt = timeColumn.column().index();
        timeColumn.read(row.chars(), row.from(timeAt), row.to(timeAt), row.line());
        if (idColumn.isPresent()) {
            readId(row, idColumn.get().index());
        }
        boolean sound = rows.isSound() && timeColumn.isSound() && noId.isEmpty();
        if (sound) {
            sink.row(row.line(), id, timeColumn.stamp());
        }
        for (int c = 0; c < valueColumns.size(); c++) {
            ValueColumn column = valueColumns.get(c);
            int at = column.column().index();
            if (column.read(row.chars(), row.from(at), row.to(at), row.line()) && sound && column.isSound()) {
                sink.value(c, column.value());
            }
        }
    }

    private void readId(RowBuffer row, int at) {
        if (row.isBlank(at)) {
            noId.add(row.line());
        } else if (!row.isText(at, id)) {
            id = row.text(at);
        }
    }

    private void requireIds(ColumnRef column) {
        if (!noId.isEmpty()) {
            throw InputException.data(
                    "TP-D058",
                    origin.at(noId.firstLine(), column),
                    noId.inRows("the id is empty", origin),
                    "give each row the id of its series");
        }
    }
}
