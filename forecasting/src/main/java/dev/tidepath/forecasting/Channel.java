package dev.tidepath.forecasting;

import java.util.Arrays;

/**
 * One quantity of a series with its own observation times; immutable. Where nothing was observed there is nothing: no
 * grid, no fill value.
 */
public final class Channel {

    private final ChannelSpec spec;
    private final Times times;
    private final double[] values;
    private final double[] errors;

    /**
     * Creates a channel to forecast that can take any value.
     *
     * @param name the channel's name
     * @param times strictly increasing observation times
     * @param values finite, one a time, in the user's unit; copied
     * @throws IllegalArgumentException if lengths differ, times do not increase or a value is not finite
     */
    public Channel(String name, Times times, double[] values) {
        this(ChannelSpec.target(name), times, values);
    }

    /**
     * Creates a channel without measurement errors.
     *
     * @param spec what the channel is
     * @param times strictly increasing observation times
     * @param values in the channel's domain, one a time, in the user's unit; copied
     * @throws IllegalArgumentException if lengths differ, times do not increase or a value is outside the domain
     */
    public Channel(ChannelSpec spec, Times times, double[] values) {
        this(spec, times, values, new double[0]);
    }

    /**
     * Creates a channel.
     *
     * @param spec what the channel is
     * @param times strictly increasing observation times
     * @param values in the channel's domain, one a time, in the user's unit; copied
     * @param errors standard deviation of each value's measurement error, zero or more, or none at all; copied
     * @throws IllegalArgumentException if lengths differ, times do not increase, a value is outside the domain or an error
     *     is negative or not finite
     */
    public Channel(ChannelSpec spec, Times times, double[] values, double[] errors) {
        String name = spec.name();
        if (times.size() != values.length) {
            throw new IllegalArgumentException(
                    "channel " + name + ": " + times.size() + " times but " + values.length + " values");
        }
        if (errors.length > 0 && errors.length != values.length) {
            throw new IllegalArgumentException(
                    "channel " + name + ": " + values.length + " values but " + errors.length + " errors");
        }
        for (int i = 0; i < values.length; i++) {
            if (!spec.domain().contains(values[i])) {
                throw new IllegalArgumentException("channel " + name + ": value " + i + " is " + values[i]
                        + (Double.isFinite(values[i]) ? ", not " + spec.domain().text() : ""));
            }
            if (i > 0 && times.compare(i - 1, times, i) >= 0) {
                throw new IllegalArgumentException("channel " + name + ": times must increase, but " + times.text(i)
                        + " follows " + times.text(i - 1));
            }
        }
        for (int i = 0; i < errors.length; i++) {
            if (!(errors[i] >= 0 && Double.isFinite(errors[i]))) {
                throw new IllegalArgumentException("channel " + name + ": error " + i + " is " + errors[i]);
            }
        }
        this.spec = spec;
        this.times = times;
        this.values = values.clone();
        this.errors = errors.clone();
    }

    /** Takes arrays over whose contents were checked before. */
    private Channel(ChannelSpec spec, double[] values, double[] errors, Times times) {
        this.spec = spec;
        this.times = times;
        this.values = values;
        this.errors = errors;
    }

    /** A channel of arrays that hold what another constructor would accept, and are not written to any more. */
    static Channel ofChecked(ChannelSpec spec, Times times, double[] values, double[] errors) {
        return new Channel(spec, values, errors, times);
    }

    /**
     * What the channel is.
     *
     * @return name, role and domain
     */
    public ChannelSpec spec() {
        return spec;
    }

    /**
     * The channel's name.
     *
     * @return name
     */
    public String name() {
        return spec.name();
    }

    /**
     * When it was observed.
     *
     * @return strictly increasing times
     */
    public Times times() {
        return times;
    }

    /**
     * How often it was observed.
     *
     * @return zero or more
     */
    public int size() {
        return values.length;
    }

    /**
     * One observed value.
     *
     * @param i index
     * @return value in the user's unit
     */
    public double value(int i) {
        return values[i];
    }

    /**
     * All observed values.
     *
     * @return a copy
     */
    public double[] values() {
        return values.clone();
    }

    /**
     * Whether measurement errors are known.
     *
     * @return true if {@link #error} tells them
     */
    public boolean hasErrors() {
        return errors.length > 0;
    }

    /**
     * The standard deviation of one value's measurement error.
     *
     * @param i index
     * @return in the user's unit; zero where errors are not known
     */
    public double error(int i) {
        return errors.length > 0 ? errors[i] : 0;
    }

    /**
     * The standard deviations of all values' measurement errors.
     *
     * @return a copy; none at all where errors are not known
     */
    public double[] errors() {
        return errors.clone();
    }

    /**
     * How many observations there are until a time, which counts.
     *
     * @param time sequence of the time
     * @param at index in it
     * @return index of the first observation after the time
     */
    public int countUntil(Times time, int at) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times.compare(middle, time, at) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * A run of the observations.
     *
     * @param from first index
     * @param to index after the last
     * @return a channel with those only
     */
    public Channel slice(int from, int to) {
        double[] some = errors.length > 0 ? Arrays.copyOfRange(errors, from, to) : errors;
        return ofChecked(spec, times.slice(from, to), Arrays.copyOfRange(values, from, to), some);
    }

    /** These observations as those of a channel that a model was fitted on. */
    Channel as(ChannelSpec fitted, String location) {
        if (spec.equals(fitted)) {
            return this;
        }
        for (double value : values) {
            if (!fitted.domain().contains(value)) {
                throw new DataException(
                        "TP-D053",
                        location,
                        "channel '" + name() + "' was " + fitted.domain().text() + " when the model was fitted, and is "
                                + value + " now",
                        "leave such values out, or fit a model to these series");
            }
        }
        return new Channel(fitted, times, values, errors);
    }
}
