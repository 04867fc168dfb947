package dev.tidepath.latent;

import dev.tidepath.tensor.ShapeException;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What was observed of one series, in model time and model units: increasing times and at each of them the channels
 * observed then, stored sparsely. Immutable.
 */
public final class Observations {

    private final double[] times;
    private final int[] offsets;
    private final int[] channels;
    private final double[] values;

    private Observations(double[] times, int[] offsets, int[] channels, double[] values) {
        this.times = times;
        this.offsets = offsets;
        this.channels = channels;
        this.values = values;
    }

    /**
     * Merges channels with times of their own.
     *
     * @param times strictly increasing times by channel
     * @param values values by channel, as many as times
     * @return the observations in order of time, channels of one time together
     */
    public static Observations merge(double[][] times, double[][] values) {
        if (times.length != values.length) {
            throw new ShapeException("channels of values", times.length, values.length);
        }
        double[] distinct = Arrays.stream(times)
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
        int total = Arrays.stream(times).mapToInt(t -> t.length).sum();
        int[] offsets = new int[distinct.length + 1];
        int[] channels = new int[total];
        double[] merged = new double[total];
        int[] next = new int[times.length];
        int count = 0;
        for (int i = 0; i < distinct.length; i++) {
            for (int c = 0; c < times.length; c++) {
                if (next[c] < times[c].length && times[c][next[c]] == distinct[i]) {
                    channels[count] = c;
                    merged[count++] = values[c][next[c]++];
                }
            }
            offsets[i + 1] = count;
        }
        if (count != total) {
            throw new IllegalArgumentException("the times of a channel must strictly increase");
        }
        return new Observations(distinct, offsets, channels, merged);
    }

    /**
     * Times at which nothing is known yet, such as the times of a forecast.
     *
     * @param times increasing; copied
     * @return observations without values
     */
    public static Observations at(double... times) {
        return new Observations(times.clone(), new int[times.length + 1], new int[0], new double[0]);
    }

    /**
     * Number of distinct times.
     *
     * @return zero or more
     */
    public int size() {
        return times.length;
    }

    /**
     * One time.
     *
     * @param i index
     * @return model time
     */
    public double time(int i) {
        return times[i];
    }

    /**
     * All times.
     *
     * @return a copy
     */
    public double[] times() {
        return times.clone();
    }

    /**
     * Number of values at all times together.
     *
     * @return zero or more
     */
    public int count() {
        return offsets[times.length] - offsets[0];
    }

    /**
     * Where the values of a time start in the packed order of {@link #channel} and {@link #value}; those of time i are
     * from {@code first(i)} to before {@code first(i + 1)}.
     *
     * @param i time index, up to and including {@link #size()}
     * @return packed index
     */
    public int first(int i) {
        return offsets[i];
    }

    /**
     * The channel of one value.
     *
     * @param k packed index
     * @return channel index
     */
    public int channel(int k) {
        return channels[k];
    }

    /**
     * One value.
     *
     * @param k packed index
     * @return value in model units
     */
    public double value(int k) {
        return values[k];
    }

    /**
     * A run of times with their values.
     *
     * @param from first time index
     * @param to time index after the last
     * @return the observations in between
     */
    public Observations slice(int from, int to) {
        return new Observations(
                Arrays.copyOfRange(times, from, to), Arrays.copyOfRange(offsets, from, to + 1), channels, values);
    }

    /**
     * Some of the times with their values.
     *
     * @param indices increasing time indices
     * @return the observations at those times
     */
    public Observations pick(int[] indices) {
        double[] picked = new double[indices.length];
        int[] from = new int[indices.length + 1];
        for (int i = 0; i < indices.length; i++) {
            picked[i] = times[indices[i]];
            from[i + 1] = from[i] + offsets[indices[i] + 1] - offsets[indices[i]];
        }
        int[] pickedChannels = new int[from[indices.length]];
        double[] pickedValues = new double[from[indices.length]];
        for (int i = 0; i < indices.length; i++) {
            int n = from[i + 1] - from[i];
            System.arraycopy(channels, offsets[indices[i]], pickedChannels, from[i], n);
            System.arraycopy(values, offsets[indices[i]], pickedValues, from[i], n);
        }
        return new Observations(picked, from, pickedChannels, pickedValues);
    }

    /**
     * The same times with the values of some channels only.
     *
     * @param kept by channel
     * @return new observations
     */
    public Observations keeping(boolean[] kept) {
        int[] from = new int[offsets.length];
        int[] keptChannels = new int[count()];
        double[] keptValues = new double[count()];
        int n = 0;
        for (int i = 0; i < times.length; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                if (kept[channels[k]]) {
                    keptChannels[n] = channels[k];
                    keptValues[n++] = values[k];
                }
            }
            from[i + 1] = n;
        }
        return new Observations(times, from, keptChannels, keptValues);
    }

    /**
     * The same observations and further times without a value, such as those between which a series was watched.
     *
     * @param further times, in any order; those that are there already stay as they are
     * @return new observations
     */
    public Observations withTimes(double... further) {
        double[] all = DoubleStream.concat(Arrays.stream(times), Arrays.stream(further))
                .sorted()
                .distinct()
                .toArray();
        int[] from = new int[all.length + 1];
        int[] ofChannels = Arrays.copyOfRange(channels, offsets[0], offsets[times.length]);
        double[] ofValues = Arrays.copyOfRange(values, offsets[0], offsets[times.length]);
        int own = 0;
        for (int i = 0; i < all.length; i++) {
            own += own < times.length && times[own] == all[i] ? 1 : 0;
            from[i + 1] = offsets[own] - offsets[0];
        }
        return new Observations(all, from, ofChannels, ofValues);
    }

    /** The same observations from the last to the first, at the negated times. */
    Observations reversed() {
        int size = times.length;
        double[] negated = new double[size];
        int[] from = new int[size + 1];
        int[] ofChannels = new int[count()];
        double[] ofValues = new double[count()];
        for (int i = 0; i < size; i++) {
            int last = size - 1 - i;
            int n = offsets[last + 1] - offsets[last];
            negated[i] = 0 - times[last];
            from[i + 1] = from[i] + n;
            System.arraycopy(channels, offsets[last], ofChannels, from[i], n);
            System.arraycopy(values, offsets[last], ofValues, from[i], n);
        }
        return new Observations(negated, from, ofChannels, ofValues);
    }

    /** Changes a value into another unit. */
    @FunctionalInterface
    public interface Conversion {

        /**
         * Converts one value.
         *
         * @param time model time
         * @param channel channel index
         * @param value value before
         * @return value after
         */
        double apply(double time, int channel, double value);
    }

    /**
     * The same observations in other units.
     *
     * @param conversion applied to every value
     * @return new observations
     */
    public Observations converted(Conversion conversion) {
        double[] after = new double[values.length];
        for (int i = 0; i < times.length; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                after[k] = conversion.apply(times[i], channels[k], values[k]);
            }
        }
        return new Observations(times, offsets, channels, after);
    }

    /**
     * The index of the first time at or after a given one.
     *
     * @param time model time
     * @return from zero to {@link #size()}
     */
    public int firstAtOrAfter(double time) {
        int at = Arrays.binarySearch(times, time);
        return at >= 0 ? at : -at - 1;
    }
}
