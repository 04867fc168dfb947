package dev.tidepath.forecasting;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * One value of one channel as it comes in.
 *
 * @param channel the channel's name
 * @param time a sequence of one time
 * @param value in the user's unit
 * @param error standard deviation of the value's measurement error, where such errors are known
 */
public record Observation(String channel, Times time, double value, OptionalDouble error) {

    /**
     * Checks that there is one time.
     *
     * @param channel see the component
     * @param time see the component
     * @param value see the component
     * @param error see the component
     * @throws IllegalArgumentException if there is not
     */
    public Observation {
        if (time.size() != 1) {
            throw new IllegalArgumentException("an observation has one time: " + time.size());
        }
    }

    /**
     * A value at an instant.
     *
     * @param channel the channel's name
     * @param time in the years 0001 to 9999
     * @param value in the user's unit
     * @return the observation
     */
    public static Observation at(Instant time, String channel, double value) {
        return new Observation(channel, Times.ofInstants(time), value, OptionalDouble.empty());
    }

    /**
     * A value on a numeric axis.
     *
     * @param channel the channel's name
     * @param time finite
     * @param value in the user's unit
     * @return the observation
     */
    public static Observation at(double time, String channel, double value) {
        return new Observation(channel, Times.ofNumbers(time), value, OptionalDouble.empty());
    }

    /**
     * One of the values of a channel.
     *
     * @param channel any channel
     * @param i index of the value
     * @return the observation, with its error if the channel knows errors
     */
    public static Observation of(Channel channel, int i) {
        return new Observation(
                channel.name(),
                channel.times().slice(i, i + 1),
                channel.value(i),
                channel.hasErrors() ? OptionalDouble.of(channel.error(i)) : OptionalDouble.empty());
    }

    /**
     * The same value with a measurement error.
     *
     * @param deviation standard deviation, zero or more
     * @return a new observation
     */
    public Observation withError(double deviation) {
        return new Observation(channel, time, value, OptionalDouble.of(deviation));
    }
}
