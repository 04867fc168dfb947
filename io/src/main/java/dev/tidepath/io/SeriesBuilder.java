package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Builds series from rows in any order: sorts each series by time, drops repeated rows, merges rows of one time that
 * complement each other, and refuses those that contradict. Both files and tables come through here.
 */
final class SeriesBuilder implements RowSink {

    private final List<String> channels;
    private final Origin origin;
    private final Rows rows = new Rows();
    private final IntList[] observedRows;
    private final DoubleList[] observedValues;

    SeriesBuilder(List<String> channels, Origin origin) {
        this.channels = List.copyOf(channels);
        this.origin = origin;
        this.observedRows = new IntList[channels.size()];
        this.observedValues = new DoubleList[channels.size()];
        Arrays.setAll(observedRows, c -> new IntList());
        Arrays.setAll(observedValues, c -> new DoubleList());
    }

    @Override
    public void row(long line, String id, Stamp time) {
        rows.add(line, id, time);
    }

    @Override
    public void value(int channel, double value) {
        observedRows[channel].add(rows.size() - 1);
        observedValues[channel].add(value);
    }

    long rowCount() {
        return rows.size();
    }

    /**
     * The series of all rows, in the order their ids came first.
     *
     * @param notes told what was sorted, dropped, merged and skipped
     * @throws InputException if rows contradict or no series has two observation times
     */
    SeriesSet build(List<String> notes) {
        Faults late = rows.sort();
        if (!late.isEmpty()) {
            notes.add("sorted by time: " + Phrases.count(late.total(), "row") + " came after a later one ("
                    + late.lines(origin) + ")");
        }
        BitSet adding = new BitSet(rows.size());
        Channel[][] bySeries = new Channel[rows.ids().size()][channels.size()];
        Faults contradictions = new Faults();
        for (int c = 0; c < channels.size(); c++) {
            fill(c, bySeries, adding, contradictions);
        }
        if (!contradictions.isEmpty()) {
            throw InputException.data(
                    "TP-D023",
                    origin.at(contradictions.firstLine()),
                    contradictions.what("such row", origin),
                    "keep one value for each time, or name the column that tells the series apart (--id)");
        }
        noteRepeats(adding, notes);
        return new SeriesSet(withTwoTimes(bySeries, notes));
    }

    /** Makes one channel of every series. */
    private void fill(int c, Channel[][] bySeries, BitSet adding, Faults contradictions) {
        int[] entry = new int[rows.size()];
        Arrays.fill(entry, -1);
        for (int i = 0; i < observedRows[c].size(); i++) {
            entry[observedRows[c].get(i)] = i;
        }
        int[] kept = new int[rows.size()];
        for (int s = 0; s < bySeries.length; s++) {
            int count = 0;
            for (int place = rows.start(s); place < rows.start(s + 1); place++) {
                int row = rows.at(place);
                if (entry[row] < 0) {
                    continue;
                }
                if (count == 0 || !rows.sameTime(row, kept[count - 1])) {
                    kept[count++] = row;
                    adding.set(row);
                } else {
                    compare(c, s, kept[count - 1], row, entry, contradictions);
                }
            }
            bySeries[s][c] = channel(c, kept, count, entry);
        }
    }

    private Channel channel(int c, int[] kept, int count, int[] entry) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = observedValues[c].get(entry[kept[i]]);
        }
        return new Channel(channels.get(c), rows.times(kept, count), values);
    }

    private void compare(int c, int s, int first, int second, int[] entry, Faults contradictions) {
        double a = observedValues[c].get(entry[first]);
        double b = observedValues[c].get(entry[second]);
        if (a != b) {
            String id = rows.ids().get(s);
            contradictions.add(
                    rows.line(second),
                    contradictions.isEmpty()
                            ? "two values for one time"
                                    + (id.isEmpty() ? "" : " in series '" + Phrases.oneLine(id) + "'") + ": '"
                                    + Phrases.oneLine(channels.get(c)) + "' is " + DecimalText.exact(a) + " in "
                                    + origin.rowWord() + " " + rows.line(first)
                                    + " and " + DecimalText.exact(b) + " in " + origin.rowWord() + " "
                                    + rows.line(second)
                            : "");
        }
    }

    /** Rows whose time another row of their series had before: they repeat it, or add what it had not. */
    private void noteRepeats(BitSet adding, List<String> notes) {
        Faults repeated = new Faults();
        Faults merged = new Faults();
        for (int s = 0; s < rows.ids().size(); s++) {
            for (int place = rows.start(s) + 1; place < rows.start(s + 1); place++) {
                if (rows.sameTime(rows.at(place), rows.at(place - 1))) {
                    (adding.get(rows.at(place)) ? merged : repeated).add(rows.line(rows.at(place)));
                }
            }
        }
        if (!repeated.isEmpty()) {
            notes.add("dropped " + Phrases.count(repeated.total(), "duplicate row") + " (" + repeated.lines(origin)
                    + ")");
        }
        if (!merged.isEmpty()) {
            notes.add("merged " + Phrases.count(merged.total(), "row") + " into another of the same time ("
                    + merged.lines(origin) + ")");
        }
    }

    private List<TimeSeries> withTwoTimes(Channel[][] bySeries, List<String> notes) {
        List<TimeSeries> kept = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int s = 0; s < bySeries.length; s++) {
            String id = rows.ids().get(s);
            TimeSeries one = new TimeSeries(id, List.of(bySeries[s]));
            if (one.observations() >= 2 && one.first().compare(0, one.last(), 0) < 0) {
                kept.add(one);
            } else {
                skipped.add(id);
            }
        }
        if (kept.isEmpty()) {
            throw tooFew(skipped);
        }
        if (!skipped.isEmpty()) {
            notes.add("left out " + skipped.size() + " of " + bySeries.length
                    + " series with fewer than two observation times: " + Phrases.names(skipped));
        }
        return kept;
    }

    private InputException tooFew(List<String> ids) {
        if (ids.size() > 1 && ids.size() == rows.size()) {
            return InputException.data(
                    "TP-D056",
                    origin.name(),
                    "each of the " + Phrases.count(rows.size(), "row")
                            + " has another id, so no series has two observation times",
                    "name the column that tells the series apart (--id), or none");
        }
        return InputException.data(
                "TP-D046",
                origin.name(),
                ids.size() == 1
                        ? "there are fewer than two observation times"
                        : "none of the " + Phrases.number(ids.size()) + " series has two observation times",
                "a series needs observations at two or more times");
    }
}
