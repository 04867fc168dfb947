package dev.tidepath.io;

import dev.tidepath.forecasting.ChannelSpec;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Collects rows as the typed columns of a table, in the order they come. */
final class TableBuilder implements RowSink {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final ColumnRoles columns;
    private final Origin origin;
    private final List<String> ids = new ArrayList<>();
    private final LongList seconds = new LongList();
    private final IntList nanos = new IntList();
    private final DoubleList numbers = new DoubleList();
    private final List<DoubleList> values = new ArrayList<>();
    private final List<IntList> valueRows = new ArrayList<>();
    private final Faults tooFine = new Faults();

    TableBuilder(ColumnRoles columns, Origin origin) {
        this.columns = columns;
        this.origin = origin;
    }

    @Override
    public void row(long line, String id, Stamp time) {
        ids.add(id);
        if (time.isNumeric()) {
            numbers.add(time.number());
        } else {
            seconds.add(time.second());
            nanos.add(time.nano());
            if (time.nano() % NANOS_PER_MILLI != 0) {
                tooFine.add(line);
            }
        }
    }

    @Override
    public void value(int channel, double value) {
        while (values.size() <= channel) {
            values.add(new DoubleList());
            valueRows.add(new IntList());
        }
        values.get(channel).add(value);
        valueRows.get(channel).add(ids.size() - 1);
    }

    /** The table, with a column for each channel that has a specification. */
    Table build(TimeFormat format, List<Optional<ChannelSpec>> specs) {
        if (!tooFine.isEmpty()) {
            throw InputException.data(
                    "TP-D062",
                    origin.at(tooFine.firstLine()),
                    "a table keeps milliseconds, but times are finer: " + tooFine.lines(origin),
                    "read the file straight into series (Csv.toSeries), which keep nanoseconds");
        }
        Table table = Table.create(origin.name());
        columns.id().ifPresent(name -> table.addColumns(StringColumn.create(name, ids)));
        table.addColumns(timeColumn(columns.time(), format));
        for (int c = 0; c < specs.size(); c++) {
            int channel = c;
            specs.get(c).ifPresent(spec -> table.addColumns(valueColumn(spec.name(), channel)));
        }
        return table;
    }

    private DoubleColumn valueColumn(String name, int channel) {
        DoubleColumn column = DoubleColumn.create(name, ids.size());
        for (int row = 0; row < ids.size(); row++) {
            column.setMissing(row);
        }
        for (int i = 0; channel < values.size() && i < values.get(channel).size(); i++) {
            column.set(valueRows.get(channel).get(i), values.get(channel).get(i));
        }
        return column;
    }

    private Column<?> timeColumn(String name, TimeFormat format) {
        return switch (format.style()) {
            case NUMBER -> DoubleColumn.create(name, rows().mapToDouble(numbers::get));
            case DATE -> DateColumn.create(name, rows().mapToObj(i -> clock(i).toLocalDate()));
            case LOCAL -> DateTimeColumn.create(name, rows().mapToObj(this::clock));
            case ELAPSED ->
                DoubleColumn.create(name, rows().mapToDouble(i -> (seconds.get(i) + 1e-9 * nanos.get(i)) / 3_600));
            case ZONED, EPOCH -> InstantColumn.create(name, rows().mapToObj(i -> clock(i).toInstant(ZoneOffset.UTC)));
        };
    }

    private IntStream rows() {
        return IntStream.range(0, ids.size());
    }

    private LocalDateTime clock(int i) {
        return LocalDateTime.ofEpochSecond(seconds.get(i), nanos.get(i), ZoneOffset.UTC);
    }
}
