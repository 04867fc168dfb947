package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.CovariateRows;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The last observations of one channel with its known-future covariates, as a state-space model reads them. */
public final class ChannelHistory {

    private final Channel channel;
    private final CovariateRows covariates;
    private final double[] values;

    /**
     * Reads a channel.
     *
     * @param series the series
     * @param channel one of its channels to forecast
     * @param most how many observations, from the last one back, are read
     */
    public ChannelHistory(TimeSeries series, Channel channel, int most) {
        this.channel = channel.slice(Math.max(0, channel.size() - most), channel.size());
        this.covariates = new CovariateRows(series, this.channel.times());
        this.values = this.channel.values();
    }

    int size() {
        return values.length;
    }

    Channel channel() {
        return channel;
    }

    double[] values() {
        return values;
    }

    boolean hasCovariates() {
        return covariates.count() > 0;
    }

    /** The covariates at times, one row a time. */
    double[][] covariates(Times times) {
        return covariates.at(times);
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
        return Arrays.stream(values).allMatch(transform::accepts);
    }

    /** The observations in model time and in transformed, normalised values. */
    Observations observations(double unit, Normalisation normalisation) {
        return new Observations(
                modelTimes(unit), normalised(normalisation), variances(normalisation), covariates.at(channel.times()));
    }

    /** The same observations with other times in between, before and after, where nothing was observed. */
    Observations with(double[] others, double[][] rows, double unit, Normalisation normalisation) {
        int n = size();
        double[] times = Arrays.copyOf(modelTimes(unit), n + others.length);
        System.arraycopy(others, 0, times, n, others.length);
        double[] values = Arrays.copyOf(normalised(normalisation), times.length);
        Arrays.fill(values, n, times.length, Double.NaN);
        double[] errors = variances(normalisation);
        double[] variances = errors.length > 0 ? Arrays.copyOf(errors, times.length) : errors;
        double[][] known = covariates.at(channel.times());
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
                        .mapToObj(i -> i < n ? known[i] : rows[i - n])
                        .toArray(double[][]::new));
    }

    private double[] modelTimes(double unit) {
        double[] times = new double[size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = channel.times().since(i, channel.times(), 0) / unit;
            if (i > 0 && times[i] <= times[i - 1]) {
                times[i] = Math.nextUp(times[i - 1]);
            }
        }
        return times;
    }

    private double[] normalised(Normalisation normalisation) {
        return Arrays.stream(values).map(normalisation::apply).toArray();
    }

    private double[] variances(Normalisation normalisation) {
        double[] variances = new double[channel.hasErrors() ? size() : 0];
        Arrays.setAll(variances, i -> normalisation.variance(values[i], channel.error(i)));
        return variances;
    }
}
