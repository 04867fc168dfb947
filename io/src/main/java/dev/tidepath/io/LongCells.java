package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows that hold one value each and name its channel. */
final class LongCells implements ValueCells {

    private final Origin origin;
    private final ChannelIndex channels;
    private final ColumnRef channelColumn;
    private final ValueColumn column;
    private final Optional<ErrorColumn> errors;
    private final Faults unnamed = new Faults();
    private final TextPool names = new TextPool();

    private String channel = "";
    private ChannelIndex.Entry entry;
    private boolean observed;

    LongCells(ColumnNames header, ColumnRoles roles, ChannelIndex channels, NumberStyle style, Origin origin) {
        this.origin = origin;
        this.channels = channels;
        channelColumn = header.get(roles.channel().orElseThrow());
        column = new ValueColumn(header.get(roles.values().get(0)), style, origin);
        errors = roles.error().map(name -> new ErrorColumn(header.get(name), style, origin));
        entry = channels.none();
    }

    @Override
    public boolean isChannelRead(RowBuffer row) {
        int at = channelColumn.index();
        if (row.isBlank(at)) {
            unnamed.add(row.line());
            entry = channels.none();
            return false;
        }
        String name = names.of(row.chars(), row.from(at), row.to(at));
        if (!name.equals(channel)) {
            channel = name;
            entry = channels.entry(name);
            if (channels.size() > ChannelIndex.MOST) {
                throw InputException.data(
                        "TP-D064",
                        origin.at(row.line(), channelColumn),
                        "there are more than " + Phrases.number(ChannelIndex.MOST)
                                + " channels by now: is this the column that names them?",
                        "name the column of channels (--channel), or split the file");
            }
        }
        return true;
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public boolean areRead(RowBuffer row) {
        if (!entry.isRead()) {
            observed = false;
            return true;
        }
        int at = column.column().index();
        observed = column.read(row.chars(), row.from(at), row.to(at), row.line(), entry.domain());
        boolean good = observed || column.isMissing();
        if (errors.isPresent() && observed) {
            good &= errors.get().read(row);
        }
        return good;
    }

    @Override
    public void handOver(RowSink sink) {
        if (observed) {
            entry.observe(column.value());
            sink.value(entry.index(), column.value());
            errors.ifPresent(e -> sink.error(e.value()));
        }
    }

    @Override
    public List<InputException> faults() {
        List<InputException> faults = new ArrayList<>();
        if (!unnamed.isEmpty()) {
            faults.add(InputException.data(
                    "TP-D058",
                    origin.at(unnamed.firstLine(), channelColumn),
                    unnamed.inRows("the name of the channel is empty", origin),
                    "give each row the name of its channel"));
        }
        column.fault().ifPresent(faults::add);
        errors.flatMap(ErrorColumn::fault).ifPresent(faults::add);
        return faults;
    }

    @Override
    public void requireValues(boolean skipEmpty) {
        if (column.observed() == 0) {
            throw column.nothing();
        }
    }

    @Override
    public void addNotes(Remarks remarks) {
        remarks.note(Phrases.count(channels.size(), "channel") + " in '" + channelColumn.name() + "': "
                + Phrases.names(channels.names()));
        column.addNotes(remarks);
    }

    @Override
    public String namesPlace() {
        return origin.at(channelColumn);
    }
}
