package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;

/**
 * Imputes a channel of any length in bounded memory: at once where observations and times asked for are at most
 * {@value #WHOLE}, else stretch by stretch, each with {@value #AROUND} observations before it and after it. Sample paths are
 * joint within a stretch.
 */
public final class GapStretches {

    static final int WHOLE = 4_000;
    static final int AROUND = 1_000;

    private final TimeSeries series;
    private final Channel channel;
    private final FittedChannel model;

    /**
     * Prepares a channel.
     *
     * @param series the series
     * @param channel one of its channels to forecast
     * @param model of the channel
     */
    public GapStretches(TimeSeries series, Channel channel, FittedChannel model) {
        this.series = series;
        this.channel = channel;
        this.model = model;
    }

    /**
     * Imputes.
     *
     * @param times increasing
     * @param key random numbers of the paths
     * @param paths how many
     * @return distribution of transformed values at these times given all observations
     */
    public FittedChannel.Prediction impute(Times times, RandomKey key, int paths) {
        if (channel.size() == 0) {
            return model.predictUnobserved(times.size(), key, paths);
        }
        if (channel.size() + times.size() <= WHOLE) {
            return stretch(0, channel.size(), times, key, paths);
        }
        double[] means = new double[times.size()];
        double[] deviations = new double[times.size()];
        double[][] draws = new double[times.size()][];
        for (int from = 0; from < times.size(); ) {
            int to = end(times, from);
            int first = Math.max(0, channel.countUntil(times, from) - AROUND);
            int last = Math.min(channel.size(), channel.countUntil(times, to - 1) + AROUND);
            FittedChannel.Prediction part = stretch(first, last, times.slice(from, to), key.derive(from), paths);
            System.arraycopy(part.means(), 0, means, from, to - from);
            System.arraycopy(part.deviations(), 0, deviations, from, to - from);
            System.arraycopy(part.paths(), 0, draws, from, to - from);
            from = to;
        }
        return new FittedChannel.Prediction(model.normalisation().transform(), means, deviations, draws);
    }

    /** After the last time asked for of the stretch that begins with one. */
    private int end(Times times, int from) {
        int most = WHOLE - 2 * AROUND;
        int seen = channel.countUntil(times, from);
        int to = from + 1;
        while (to < times.size() && to - from + channel.countUntil(times, to) - seen < most) {
            to++;
        }
        return to;
    }

    private FittedChannel.Prediction stretch(int first, int last, Times times, RandomKey key, int paths) {
        ChannelHistory part = new ChannelHistory(series, channel.slice(first, last), last - first);
        return model.impute(part, times, key, paths);
    }
}
