package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.CovariateRows;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.Arrays;

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
        if (size() < 2) {
            return 0;
        }
        double[] gaps = new double[size() - 1];
        Arrays.setAll(gaps, i -> channel.times().since(i + 1, channel.times(), i));
        Arrays.sort(gaps);
        return gaps[gaps.length / 2];
    }

    /** Whether every value can be transformed. */
    boolean accepts(ValueTransform transform) {
        return Arrays.stream(values).allMatch(transform::accepts);
    }

    /** The observations in model time and in transformed, normalised values. */
    Observations observations(double unit, Normalisation normalisation) {
        double[] times = new double[size()];
        double[] normalised = new double[size()];
        double[] variances = new double[channel.hasErrors() ? size() : 0];
        for (int i = 0; i < times.length; i++) {
            times[i] = channel.times().since(i, channel.times(), 0) / unit;
            if (i > 0 && times[i] <= times[i - 1]) {
                times[i] = Math.nextUp(times[i - 1]);
            }
            normalised[i] = normalisation.apply(values[i]);
            if (channel.hasErrors()) {
                double error = normalisation.slope(values[i]) * channel.error(i);
                variances[i] = error * error;
            }
        }
        return new Observations(times, normalised, variances, covariates.at(channel.times()));
    }
}
