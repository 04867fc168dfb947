package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.latent.Observations;

/**
 * A series in model time, each channel divided by its scale.
 *
 * @param id the series' id
 * @param observations all of it
 * @param scales scale by channel, positive, in the user's unit
 */
record PreparedSeries(String id, Observations observations, double[] scales) {

    static PreparedSeries of(TimeSeries series, TimeScale time, double[] scales) {
        int channels = series.channels().size();
        double[][] times = new double[channels][];
        double[][] values = new double[channels][];
        for (int c = 0; c < channels; c++) {
            Channel channel = series.channels().get(c);
            times[c] = time.modelTimes(channel);
            values[c] = channel.values();
            for (int i = 0; i < values[c].length; i++) {
                values[c][i] /= scales[c];
            }
        }
        return new PreparedSeries(series.id(), Observations.merge(times, values), scales);
    }

    /** What was known at a time. */
    PreparedSeries until(double time) {
        return new PreparedSeries(id, observations.slice(0, observations.firstAtOrAfter(Math.nextUp(time))), scales);
    }

    double first() {
        return observations.time(0);
    }

    double last() {
        return observations.time(observations.size() - 1);
    }

    double span() {
        return last() - first();
    }

    /** How long a channel was observed. */
    double span(int channel) {
        double from = Double.NaN;
        double to = Double.NaN;
        for (int i = 0; i < observations.size(); i++) {
            for (int k = observations.first(i); k < observations.first(i + 1); k++) {
                if (observations.channel(k) == channel) {
                    to = observations.time(i);
                    from = Double.isNaN(from) ? to : from;
                }
            }
        }
        return Double.isNaN(from) ? 0 : to - from;
    }
}
