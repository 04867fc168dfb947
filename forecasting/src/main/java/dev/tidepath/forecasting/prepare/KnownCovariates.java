package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.List;

/**
 * Known-future covariates of a series at any times, interpolated linearly between what is known and held before the first
 * and after the last of it; a covariate of which nothing is known is zero.
 *
 * @param channels one a covariate
 */
public record KnownCovariates(List<Channel> channels) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param channels see the component
     */
    public KnownCovariates {
        channels = List.copyOf(channels);
    }

    /**
     * Those of a series.
     *
     * @param series a series, of which the channels of role {@link Role#KNOWN} count
     * @return its covariates
     */
    public static KnownCovariates of(TimeSeries series) {
        return new KnownCovariates(series.channels().stream()
                .filter(c -> c.spec().role() == Role.KNOWN)
                .toList());
    }

    /**
     * The covariates at a time.
     *
     * @param times sequence of the time
     * @param i index in it
     * @return one number a covariate
     */
    public double[] at(Times times, int i) {
        return channels.stream().mapToDouble(c -> at(c, times, i)).toArray();
    }

    /**
     * The covariates at times.
     *
     * @param times any times on the series' axis
     * @return one row a time
     */
    public double[][] at(Times times) {
        double[][] rows = new double[times.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = at(times, i);
        }
        return rows;
    }

    private static double at(Channel channel, Times times, int i) {
        int after = channel.countUntil(times, i);
        if (channel.size() == 0) {
            return 0;
        }
        if (after == 0 || after == channel.size()) {
            return channel.value(Math.max(0, after - 1));
        }
        double share =
                times.since(i, channel.times(), after - 1) / channel.times().since(after, channel.times(), after - 1);
        return (1 - share) * channel.value(after - 1) + share * channel.value(after);
    }
}
