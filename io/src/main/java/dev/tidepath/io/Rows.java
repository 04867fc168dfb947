package dev.tidepath.io;

import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows as they came, without their values: series, time and line in growing arrays; and, once all are there, their order
 * by series and time. Rows of one time keep the order they came in.
 */
final class Rows {

    private final Map<String, Integer> idIndex = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final IntList series = new IntList();
    private final LongList lines = new LongList();
    private final LongList seconds = new LongList();
    private final IntList nanos = new IntList();
    private final DoubleList numbers = new DoubleList();

    private String lastId = "";
    private int lastSeries = -1;
    private boolean numeric;

    private int[] order = {};
    private int[] starts = {};

    void add(long line, String id, Stamp time) {
        if (lastSeries < 0 || !id.equals(lastId)) {
            lastId = id;
            lastSeries = idIndex.computeIfAbsent(id, i -> {
                ids.add(i);
                return ids.size() - 1;
            });
        }
        series.add(lastSeries);
        lines.add(line);
        numeric = time.isNumeric();
        if (numeric) {
            numbers.add(time.number());
        } else {
            seconds.add(time.second());
            nanos.add(time.nano());
        }
    }

    int size() {
        return series.size();
    }

    /** The ids in the order they came first. */
    List<String> ids() {
        return ids;
    }

    long line(int row) {
        return lines.get(row);
    }

    /** Sorts by series and time; says which rows came after a later one of their series. */
    Faults sort() {
        groupBySeries();
        Faults late = new Faults();
        int[] spare = new int[0];
        for (int s = 0; s < ids.size(); s++) {
            if (countLate(s, late)) {
                spare = spare.length == 0 ? new int[order.length] : spare;
                mergeSort(starts[s], starts[s + 1], spare);
            }
        }
        return late;
    }

    /** Index into the order where a series begins; the next series' is its end. */
    int start(int s) {
        return starts[s];
    }

    /** The row at a place in the order. */
    int at(int place) {
        return order[place];
    }

    /** The place of each row in the order. */
    int[] places() {
        int[] places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }

    /** The series a row belongs to. */
    String id(int row) {
        return ids.get(series.get(row));
    }

    /** Whether two rows have one time. */
    boolean sameTime(int row, int other) {
        return compare(row, other) == 0;
    }

    /** The times of some rows. */
    Times times(int[] rows, int count) {
        if (numeric) {
            double[] x = new double[count];
            for (int i = 0; i < count; i++) {
                x[i] = numbers.get(rows[i]);
            }
            return Times.ofNumbers(x);
        }
        long[] s = new long[count];
        int[] n = new int[count];
        for (int i = 0; i < count; i++) {
            s[i] = seconds.get(rows[i]);
            n[i] = nanos.get(rows[i]);
        }
        return Times.ofEpoch(s, n);
    }

    private void groupBySeries() {
        starts = new int[ids.size() + 1];
        for (int row = 0; row < size(); row++) {
            starts[series.get(row) + 1]++;
        }
        for (int s = 0; s < ids.size(); s++) {
            starts[s + 1] += starts[s];
        }
        int[] next = starts.clone();
        order = new int[size()];
        for (int row = 0; row < order.length; row++) {
            order[next[series.get(row)]++] = row;
        }
    }

    private boolean countLate(int s, Faults late) {
        long before = late.total();
        int latest = -1;
        for (int i = starts[s]; i < starts[s + 1]; i++) {
            if (latest >= 0 && compare(order[i], latest) < 0) {
                late.add(lines.get(order[i]));
            } else {
                latest = order[i];
            }
        }
        return late.total() > before;
    }

    private int compare(int row, int other) {
        if (numeric) {
            return Double.compare(numbers.get(row), numbers.get(other));
        }
        int bySecond = Long.compare(seconds.get(row), seconds.get(other));
        return bySecond != 0 ? bySecond : Integer.compare(nanos.get(row), nanos.get(other));
    }

    /** Sorts a part of the order: stable, without objects. */
    private void mergeSort(int from, int to, int[] spare) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(from, middle, spare);
        mergeSort(middle, to, spare);
        if (compare(order[middle - 1], order[middle]) <= 0) {
            return;
        }
        System.arraycopy(order, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int i = from; left < middle; i++) {
            boolean takeLeft = right == to || compare(spare[left], order[right]) <= 0;
            order[i] = takeLeft ? spare[left++] : order[right++];
        }
    }
}
