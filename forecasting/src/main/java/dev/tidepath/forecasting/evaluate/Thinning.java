package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Leaves observations out at random. Each has a uniform number of its own, a function of the seed, the series' id, the channel
 * and the observation's index, and is left out if that is below the share: what is kept at a large share is kept at a smaller
 * one too, and a series loses the same observations whatever its companions are and wherever it is cut.
 *
 * @param share of observations to leave out, at least 0 and below 1
 * @param seed of the uniform numbers
 */
record Thinning(double share, long seed) {

    /** Leaves nothing out. */
    static final Thinning NONE = new Thinning(0, 0);

    private static final int LEAST = 2;

    Thinning {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a share to leave out is at least 0 and below 1: " + share);
        }
    }

    /** The series with fewer observations of its channels to forecast, of each at least two where it has so many. */
    TimeSeries of(TimeSeries series) {
        if (share == 0) {
            return series;
        }
        RandomKey key = RandomKey.of(seed).derive("thinning").derive(series.id());
        List<Channel> channels = series.channels().stream()
                .map(c -> c.spec().role() == Role.TARGET ? thinned(c, key.derive(c.name())) : c)
                .toList();
        return new TimeSeries(series.id(), channels, series.features());
    }

    private Channel thinned(Channel channel, RandomKey key) {
        double[] order = IntStream.range(0, channel.size())
                .mapToDouble(key::uniform)
                .sorted()
                .toArray();
        double least = order.length <= LEAST ? 0 : Math.min(share, order[order.length - LEAST]);
        int[] kept = IntStream.range(0, channel.size())
                .filter(i -> key.uniform(i) >= least)
                .toArray();
        double[] values = Arrays.stream(kept).mapToDouble(channel::value).toArray();
        double[] errors = channel.hasErrors()
                ? Arrays.stream(kept).mapToDouble(channel::error).toArray()
                : new double[0];
        return new Channel(channel.spec(), some(channel.times(), kept), values, errors);
    }

    private static Times some(Times times, int[] kept) {
        return times.axis() == TimeAxis.NUMERIC
                ? Times.ofNumbers(Arrays.stream(kept).mapToDouble(times::number).toArray())
                : Times.ofInstants(Arrays.stream(kept).mapToObj(times::instant).toList());
    }
}
