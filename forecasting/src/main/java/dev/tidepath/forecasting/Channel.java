package dev.tidepath.forecasting;

/**
 * One quantity of a series with its own observation times; immutable. Where nothing was observed there is nothing: no
 * grid, no fill value.
 */
public final class Channel {

    private final String name;
    private final Times times;
    private final double[] values;

    /**
     * Creates a channel.
     *
     * @param name the channel's name
     * @param times strictly increasing observation times
     * @param values finite, one a time, in the user's unit; copied
     * @throws IllegalArgumentException if lengths differ, times do not increase or a value is not finite
     */
    public Channel(String name, Times times, double[] values) {
        if (times.size() != values.length) {
            throw new IllegalArgumentException(
                    "channel " + name + ": " + times.size() + " times but " + values.length + " values");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("channel " + name + ": value " + i + " is " + values[i]);
            }
            if (i > 0 && times.compare(i - 1, times, i) >= 0) {
                throw new IllegalArgumentException("channel " + name + ": times must increase, but " + times.text(i)
                        + " follows " + times.text(i - 1));
            }
        }
        this.name = name;
        this.times = times;
        this.values = values.clone();
    }

    /**
     * The channel's name.
     *
     * @return name
     */
    public String name() {
        return name;
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
}
