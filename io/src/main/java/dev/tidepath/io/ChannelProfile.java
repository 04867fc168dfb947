package dev.tidepath.io;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What there is to tell of the values of a channel, in all series together.
 *
 * @param name of the column, or of the channel in the long layout
 * @param values how many values there are
 * @param missing share of the rows that have none, 0 to 1; empty in the long layout, where rows tell of one channel
 * @param min smallest value; meaningless if there is none
 * @param max largest value; meaningless if there is none
 * @param series in how many of the series that were followed it is observed
 * @param constant in how many of these it never changes, of those that observe it twice or more
 * @param moving in how many of these it changes
 * @param alike whether it is the same in all of these
 * @param suspect a value that may be a code for nothing observed, in words; empty if there is none
 */
public record ChannelProfile(
        String name,
        long values,
        OptionalDouble missing,
        double min,
        double max,
        long series,
        long constant,
        long moving,
        boolean alike,
        Optional<String> suspect) {}
