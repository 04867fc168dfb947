package dev.tidepath.io;

import dev.tidepath.forecasting.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows in which each channel has a column. */
final class WideCells implements ValueCells {

    private final List<ValueColumn> columns = new ArrayList<>();
    private final List<ChannelIndex.Entry> entries = new ArrayList<>();
    private final Optional<ErrorColumn> errors;
    private final Origin origin;
    private final double[] values;
    private final boolean[] observed;

    WideCells(ColumnNames header, ColumnRoles roles, ChannelIndex channels, NumberStyle style, Origin origin) {
        for (String name : roles.measured()) {
            columns.add(new ValueColumn(header.get(name), style, origin));
            entries.add(channels.entry(name));
        }
        errors = roles.error().map(name -> new ErrorColumn(header.get(name), style, origin));
        this.origin = origin;
        values = new double[columns.size()];
        observed = new boolean[columns.size()];
    }

    @Override
    public boolean isChannelRead(RowBuffer row) {
        return true;
    }

    @Override
    public String channel() {
        return "";
    }

    @Override
    public boolean areRead(RowBuffer row) {
        boolean good = true;
        for (int c = 0; c < values.length; c++) {
            ValueColumn column = columns.get(c);
            int at = column.column().index();
            Domain domain = entries.get(c).domain();
            observed[c] = column.read(row.chars(), row.from(at), row.to(at), row.line(), domain);
            good &= observed[c] || column.isMissing();
            values[c] = column.value();
        }
        if (errors.isPresent() && observed[0]) {
            good &= errors.get().read(row);
        }
        return good;
    }

    @Override
    public void handOver(RowSink sink) {
        for (int c = 0; c < values.length; c++) {
            if (observed[c]) {
                entries.get(c).observe(values[c]);
                sink.value(c, values[c]);
                if (c == 0 && errors.isPresent()) {
                    sink.error(errors.get().value());
                }
            }
        }
    }

    @Override
    public List<InputException> faults() {
        List<InputException> faults = new ArrayList<>();
        columns.forEach(column -> column.fault().ifPresent(faults::add));
        errors.flatMap(ErrorColumn::fault).ifPresent(faults::add);
        return faults;
    }

    @Override
    public void requireValues(boolean skipEmpty) {
        List<ValueColumn> empty =
                columns.stream().filter(column -> column.observed() == 0).toList();
        if (!empty.isEmpty() && (!skipEmpty || empty.size() == columns.size())) {
            throw empty.get(0).nothing();
        }
    }

    @Override
    public void addNotes(Remarks remarks) {
        columns.forEach(column -> column.addNotes(remarks));
    }

    @Override
    public String namesPlace() {
        return origin.name();
    }
}
