package dev.tidepath.io;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.StaticFeatures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one pass over the rows of a CSV text: reads them into a {@link RowSink}; rows that are wrong it refuses or leaves out. */
final class CsvPass {

    private final CsvRows rows;
    private final CsvPlan plan;
    private final Origin origin;
    private final Remarks remarks;
    private final NumberStyle numbers;
    private final TimeColumn timeColumn;
    private final Optional<ColumnRef> idColumn;
    private final ChannelIndex channels;
    private final ValueCells cells;
    private final StaticColumns statics;
    private final BadRows badRows;
    private final Faults noId = new Faults();
    private final TextPool ids = new TextPool();

    private String id = "";
    private boolean allSound = true;

    /** A pass over what follows a header that has been read. */
    CsvPass(CsvRows rows, CsvPlan plan, Origin origin, Remarks remarks) throws IOException {
        ColumnRoles roles = plan.roles();
        ColumnNames header = rows.header();
        rows.require(roles.names());
        this.rows = rows;
        this.plan = plan;
        this.origin = origin;
        this.remarks = remarks;
        CsvStyles styles = CsvStyles.find(rows, plan, origin, remarks);
        numbers = styles.numbers();
        timeColumn = new TimeColumn(header.get(roles.time()), styles.patterns(), plan.times(), numbers, origin);
        idColumn = roles.id().map(header::get);
        channels = new ChannelIndex(roles, plan.domains());
        cells = roles.isLong()
                ? new LongCells(header, roles, channels, numbers, origin)
                : new WideCells(header, roles, channels, numbers, origin);
        statics = new StaticColumns(roles.statics().stream().map(header::get).toList(), numbers, origin);
        badRows = new BadRows(plan.badRows(), origin);
    }

    /** Reads every row; how the times are written. */
    TimeFormat run(RowSink sink) throws IOException {
        for (RowBuffer row = rows.nextRow(); row != null; row = rows.nextRow()) {
            if (isRead(row)) {
                if (allSound || badRows.areSkipped()) {
                    sink.row(row.line(), id, timeColumn.stamp());
                    cells.handOver(sink);
                }
            } else {
                allSound = false;
                badRows.add(row, rows.separator());
            }
        }
        requireSound();
        rows.addNotes(remarks);
        timeColumn.addNotes(plan.known().isEmpty(), remarks);
        cells.addNotes(remarks);
        channels.addRemarks(remarks);
        return timeColumn.format();
    }

    /** Reads all cells of a row, so that all that is wrong is counted; whether nothing is. */
    private boolean isRead(RowBuffer row) {
        if (!rows.fits()) {
            return false;
        }
        boolean good = isIdRead(row);
        good &= cells.isChannelRead(row);
        int at = timeColumn.column().index();
        good &= timeColumn.read(row.chars(), row.from(at), row.to(at), row.line(), id, cells.channel());
        good &= cells.areRead(row);
        return (statics.isEmpty() || statics.read(row, id)) && good;
    }

    private boolean isIdRead(RowBuffer row) {
        if (idColumn.isEmpty()) {
            return true;
        }
        int at = idColumn.get().index();
        if (row.isBlank(at)) {
            noId.add(row.line());
            return false;
        }
        id = row.text(at, ids);
        return true;
    }

    private void requireSound() {
        rows.requireRows();
        List<InputException> faults = new ArrayList<>();
        rows.fault(badRows.areSkipped()).ifPresent(faults::add);
        timeColumn.fault().ifPresent(faults::add);
        Optional<InputException> conflict = timeColumn.conflict();
        idColumn.flatMap(this::noId).ifPresent(faults::add);
        faults.addAll(cells.faults());
        statics.fault().ifPresent(faults::add);
        boolean noneLeft = badRows.total() == rows.rowCount();
        if (!faults.isEmpty() && (!badRows.areSkipped() || noneLeft)) {
            throw faults.get(0);
        }
        if (conflict.isPresent()) {
            throw conflict.get();
        }
        badRows.report(faults, rows.header().names(), rows.separator(), remarks);
        channels.requireNamed(cells.namesPlace());
        cells.requireValues(plan.skipEmpty());
    }

    private Optional<InputException> noId(ColumnRef column) {
        return noId.isEmpty()
                ? Optional.empty()
                : Optional.of(InputException.data(
                        "TP-D058",
                        origin.at(noId.firstLine(), column),
                        noId.inRows("the id is empty", origin),
                        "give each row the id of its series"));
    }

    /** The channels by index, those that are read and observed. */
    List<Optional<ChannelSpec>> specs() {
        return channels.specs();
    }

    /** The channels, with what was seen of each. */
    ChannelIndex channels() {
        return channels;
    }

    /** What is known of the series besides. */
    Map<String, StaticFeatures> features() {
        return statics.features(numbers);
    }

    /** How many rows were left out. */
    long badRowCount() {
        return badRows.total();
    }

    long rowCount() {
        return rows.rowCount();
    }
}
