package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.RowScale;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The last observations of one channel with its known-future covariates, as a state-space model reads them. */
public final class ChannelHistory {

    private final Channel channel;
    private final KnownCovariates known;
    private final RowScale rowScale;
    private final Readings readings;

    /**
     * Reads a channel.
     *
     * @param series the series
     * @param channel one of its channels to forecast
     * @param most how many observations, from the last one back, are read
     */
    public ChannelHistory(TimeSeries series, Channel channel, int most) {
        this.channel = channel.slice(Math.max(0, channel.size() - most), channel.size());
        this.known = KnownCovariates.of(series);
        double[][] raw = known.at(this.channel.times());
        this.rowScale = new RowScale(raw, raw.length, known.channels().size());
        this.readings = Readings.of(this.channel, rowScale.apply(raw));
    }

    int size() {
        return readings.size();
    }

    Channel channel() {
        return channel;
    }

    Readings readings() {
        return readings;
    }

    boolean hasCovariates() {
        return !known.channels().isEmpty();
    }

    /** The covariates at times, one row a time. */
    double[][] covariates(Times times) {
        return rowScale.apply(known.at(times));
    }

    /** From the first to the last observation, in the axis's unit. */
    double span() {
        return channel.times().since(size() - 1, channel.times(), 0);
    }

    /** The median distance between neighbouring observations, in the axis's unit; zero if there is none. */
    double medianGap() {
        return channel.times().medianGap();
    }

    /**
     * Whether a transform takes all values.
     *
     * @param transform any
     * @return true if it does
     */
    public boolean accepts(ValueTransform transform) {
        return readings.accepts(transform);
    }

    /** The observations in model time and in transformed, normalised values. */
    Observations observations(double unit, Normalisation normalisation) {
        return readings.observations(unit, normalisation);
    }

    /** The same observations with other times in between, before and after, where nothing was observed. */
    Observations with(double[] others, double[][] rows, double unit, Normalisation normalisation) {
        int n = size();
        double[] times = Arrays.copyOf(readings.modelTimes(unit), n + others.length);
        System.arraycopy(others, 0, times, n, others.length);
        double[] values = Arrays.copyOf(readings.normalised(normalisation), times.length);
        Arrays.fill(values, n, times.length, Double.NaN);
        double[] errors = readings.variances(normalisation);
        double[] variances = errors.length > 0 ? Arrays.copyOf(errors, times.length) : errors;
        int[] order = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> times[i]))
                .mapToInt(i -> i)
                .toArray();
        return new Observations(
                Arrays.stream(order).mapToDouble(i -> times[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> values[i]).toArray(),
                Arrays.stream(variances.length > 0 ? order : new int[0])
                        .mapToDouble(i -> variances[i])
                        .toArray(),
                Arrays.stream(order)
                        .mapToObj(i -> i < n ? readings.row(i) : rows[i - n])
                        .toArray(double[][]::new));
    }
}
