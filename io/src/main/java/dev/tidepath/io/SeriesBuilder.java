package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Builds channels of series from rows in any order: sorts each series by time, drops repeated rows, merges rows of one
 * time that complement each other, and treats those that contradict as it is told. Both files and tables come through here.
 */
final class SeriesBuilder implements RowSink {

    /** The observations of a channel as they came. */
    private static final class Observed {
        private final IntList rows = new IntList();
        private final DoubleList values = new DoubleList();
        private final DoubleList errors = new DoubleList();

        /** Their order by series and time, given the place of each row in that order. */
        private int[] order(int[] places) {
            int[] order = new int[rows.size()];
            Arrays.setAll(order, i -> i);
            boolean sorted = true;
            for (int i = 1; i < order.length && sorted; i++) {
                sorted = places[rows.get(i - 1)] <= places[rows.get(i)];
            }
            if (!sorted) {
                long[] keys = new long[order.length];
                Arrays.setAll(keys, i -> ((long) places[rows.get(i)] << 32) | i);
                Arrays.sort(keys);
                Arrays.setAll(order, i -> (int) keys[i]);
            }
            return order;
        }
    }

    private final Origin origin;
    private final OnDuplicate policy;
    private final Rows rows = new Rows();
    private final List<Observed> observed = new ArrayList<>();
    private final Faults contradictions = new Faults();
    private final Faults combined = new Faults();

    private Faults late = new Faults();
    private BitSet adding = new BitSet();
    private int last = -1;

    SeriesBuilder(Origin origin, OnDuplicate policy) {
        this.origin = origin;
        this.policy = policy;
    }

    @Override
    public void row(long line, String id, Stamp time) {
        rows.add(line, id, time);
    }

    @Override
    public void value(int channel, double value) {
        while (observed.size() <= channel) {
            observed.add(new Observed());
        }
        last = channel;
        observed.get(channel).rows.add(rows.size() - 1);
        observed.get(channel).values.add(value);
    }

    @Override
    public void error(double error) {
        observed.get(last).errors.add(error);
    }

    long rowCount() {
        return rows.size();
    }

    /** How many series there are so far. */
    int seriesCount() {
        return rows.ids().size();
    }

    /** Rows that came after a later one of their series, once built. */
    Faults late() {
        return late;
    }

    /** Values that differ from another of their time and were decided about, once built. */
    Faults decided() {
        return combined;
    }

    /**
     * The channels of all rows by series, in the order the series' ids came first.
     *
     * @param specs what the channels are, by index; those without are left out
     * @param isLong whether a row holds the value of one channel, so that rows of one time are no surprise
     * @param remarks told what was sorted, dropped and merged
     * @throws InputException if rows contradict
     */
    SeriesParts build(List<Optional<ChannelSpec>> specs, boolean isLong, Remarks remarks) {
        late = rows.sort();
        if (!late.isEmpty()) {
            remarks.warn("sorted by time: " + Phrases.count(late.total(), "row") + " came after a later one ("
                    + late.lines(origin) + ")");
        }
        adding = new BitSet(rows.size());
        int[] places = rows.places();
        List<List<Channel>> bySeries = new ArrayList<>();
        rows.ids().forEach(id -> bySeries.add(new ArrayList<>()));
        for (int c = 0; c < specs.size(); c++) {
            if (specs.get(c).isPresent()) {
                while (observed.size() <= c) {
                    observed.add(new Observed());
                }
                fill(specs.get(c).get(), observed.get(c), places, bySeries);
            }
        }
        if (!contradictions.isEmpty()) {
            throw InputException.data(
                    "TP-D023",
                    origin.at(contradictions.firstLine()),
                    contradictions.what("such row", origin),
                    "name the column that tells the series apart (--id)"
                            + (isLong ? "" : " or the channels (--channel)")
                            + ", or choose: --on-duplicate mean, first or last");
        }
        addRemarks(isLong, remarks);
        return new SeriesParts(rows.ids(), bySeries, rows.size(), BlankTimes.of(rows, bySeries));
    }

    /** Adds a channel to every series. */
    private void fill(ChannelSpec spec, Observed channel, int[] places, List<List<Channel>> bySeries) {
        int[] order = channel.order(places);
        int n = order.length;
        int at = 0;
        for (int s = 0; s < bySeries.size(); s++) {
            int end = at;
            while (end < n && places[channel.rows.get(order[end])] < rows.start(s + 1)) {
                end++;
            }
            bySeries.get(s).add(channel(spec, channel, order, at, end));
            at = end;
        }
    }

    /** The channel of one series: a part of the ordered observations, those of one time made one. */
    private Channel channel(ChannelSpec spec, Observed o, int[] order, int from, int to) {
        int[] kept = new int[to - from];
        double[] values = new double[kept.length];
        double[] errors = new double[o.errors.size() == 0 ? 0 : kept.length];
        int count = 0;
        for (int i = from; i < to; count++) {
            int end = i + 1;
            while (end < to && rows.sameTime(o.rows.get(order[end]), o.rows.get(order[i]))) {
                end++;
            }
            int chosen = end - i == 1 ? i : choose(spec, o, order, i, end);
            kept[count] = o.rows.get(order[i]);
            adding.set(kept[count]);
            boolean mean = chosen < 0;
            values[count] = mean ? mean(o.values, order, i, end) : o.values.get(order[chosen]);
            if (errors.length > 0) {
                errors[count] = mean ? meanError(o.errors, order, i, end) : o.errors.get(order[chosen]);
            }
            i = end;
        }
        Times times = rows.times(kept, count);
        return new Channel(
                spec, times, Arrays.copyOf(values, count), Arrays.copyOf(errors, Math.min(errors.length, count)));
    }

    /** Which of some observations of one time counts; -1 for their mean. */
    private int choose(ChannelSpec spec, Observed o, int[] order, int from, int to) {
        int differs = -1;
        for (int i = from + 1; i < to && differs < 0; i++) {
            differs = o.values.get(order[i]) == o.values.get(order[from]) ? -1 : i;
        }
        if (differs < 0) {
            return from;
        }
        if (policy == OnDuplicate.ERROR) {
            contradict(spec, o, order, from, differs, to);
            return from;
        }
        for (int i = from + 1; i < to; i++) {
            combined.add(rows.line(o.rows.get(order[i])));
        }
        return switch (policy) {
            case FIRST -> from;
            case LAST -> to - 1;
            default -> -1;
        };
    }

    private void contradict(ChannelSpec spec, Observed o, int[] order, int from, int differs, int to) {
        int first = o.rows.get(order[from]);
        int second = o.rows.get(order[differs]);
        String id = rows.id(first);
        String what = contradictions.isEmpty()
                ? "two values for one time" + (id.isEmpty() ? "" : " in series '" + Phrases.oneLine(id) + "'") + ": '"
                        + Phrases.oneLine(spec.name()) + "' is " + DecimalText.exact(o.values.get(order[from])) + " in "
                        + origin.rowWord() + " " + rows.line(first) + " and "
                        + DecimalText.exact(o.values.get(order[differs])) + " in " + origin.rowWord() + " "
                        + rows.line(second)
                : "";
        contradictions.add(rows.line(second), what);
        for (int i = differs + 1; i < to; i++) {
            if (o.values.get(order[i]) != o.values.get(order[from])) {
                contradictions.add(rows.line(o.rows.get(order[i])));
            }
        }
    }

    private static double mean(DoubleList values, int[] order, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values.get(order[i]) / (to - from);
        }
        return sum;
    }

    /** The standard deviation of a mean of independent values. */
    private static double meanError(DoubleList errors, int[] order, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double share = errors.get(order[i]) / (to - from);
            sum += share * share;
        }
        return Math.sqrt(sum);
    }

    /** Rows whose time another row of their series had before: they repeat it, or add what it had not. */
    private void addRemarks(boolean isLong, Remarks remarks) {
        Faults repeated = new Faults();
        Faults merged = new Faults();
        for (int s = 0; s < rows.ids().size(); s++) {
            for (int place = rows.start(s) + 1; place < rows.start(s + 1); place++) {
                if (rows.sameTime(rows.at(place), rows.at(place - 1))) {
                    (adding.get(rows.at(place)) ? merged : repeated).add(rows.line(rows.at(place)));
                }
            }
        }
        if (!combined.isEmpty()) {
            String how = switch (policy) {
                case FIRST -> "the first";
                case LAST -> "the last";
                default -> "their mean";
            };
            remarks.warn("of different values for one time, " + how + " is taken: "
                    + Phrases.count(combined.total(), "value") + " (" + combined.lines(origin) + ")");
        } else if (!repeated.isEmpty() && !isLong) {
            remarks.note("dropped " + Phrases.count(repeated.total(), "duplicate row") + " (" + repeated.lines(origin)
                    + ")");
        }
        if (!merged.isEmpty() && !isLong) {
            remarks.note("merged " + Phrases.count(merged.total(), "row") + " into another of the same time ("
                    + merged.lines(origin) + ")");
        }
    }
}
