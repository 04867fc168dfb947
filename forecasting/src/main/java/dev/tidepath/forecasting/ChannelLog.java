package dev.tidepath.forecasting;

import java.util.Arrays;

/** The last observations of a channel that grows: between as many as are asked for and twice as many. */
final class ChannelLog {

    private static final int START = 16;

    private final ChannelSpec spec;
    private final int most;
    private Times times;
    private double[] values;
    private double[] errors;
    private boolean hasErrors;
    private int size;

    /** Starts with the last observations of a channel, of which at least a number will be kept. */
    ChannelLog(Channel history, int most) {
        this.spec = history.spec();
        this.most = most;
        int from = Math.max(0, history.size() - most);
        Channel kept = history.slice(from, history.size());
        size = kept.size();
        times = kept.times().resized(0, size, size + START);
        values = Arrays.copyOf(kept.values(), size + START);
        hasErrors = kept.hasErrors();
        errors = new double[values.length];
        Arrays.setAll(errors, i -> i < size ? kept.error(i) : 0);
    }

    ChannelSpec spec() {
        return spec;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean hasErrors() {
        return hasErrors;
    }

    /** The last time. */
    Times last() {
        return times.slice(size - 1, size);
    }

    void add(Observation o) {
        if (size == values.length) {
            int from = size >= 2L * most ? size - most : 0;
            int room = (int) Math.min(Integer.MAX_VALUE - 8L, 2L * (size - from) + START);
            times = times.resized(from, size, room);
            values = Arrays.copyOf(Arrays.copyOfRange(values, from, size), room);
            errors = Arrays.copyOf(Arrays.copyOfRange(errors, from, size), room);
            size -= from;
        }
        hasErrors = o.error().isPresent();
        times.set(size, o.time());
        values[size] = o.value();
        errors[size] = o.error().orElse(0);
        size++;
    }

    /** The last ones, as many as are kept at least. */
    Channel kept() {
        int from = size - Math.min(size, most);
        return Channel.ofChecked(
                spec,
                times.slice(from, size),
                Arrays.copyOfRange(values, from, size),
                hasErrors ? Arrays.copyOfRange(errors, from, size) : new double[0]);
    }
}
