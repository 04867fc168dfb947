package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import java.util.HashMap;
import java.util.Map;

/**
 * The scale of every series' channels: the standard deviation of its values, drawn towards that of all series where there
 * are few. Series known from fitting keep the scale they had then.
 *
 * @param pooled by channel: root mean square of the series' deviations, positive
 * @param known by series id, then channel
 */
public record Scales(double[] pooled, Map<String, double[]> known) {

    private static final double PRIOR_COUNT = 4;

    /**
     * Learns the scales of a set.
     *
     * @param series observed series
     * @return the scales
     */
    public static Scales of(SeriesSet series) {
        int channels = series.channels().size();
        double[] squares = new double[channels];
        double[] counts = new double[channels];
        for (TimeSeries s : series.series()) {
            for (int c = 0; c < channels; c++) {
                squares[c] += squares(s.channels().get(c));
                counts[c] += Math.max(0, s.channels().get(c).size() - 1);
            }
        }
        double[] pooled = new double[channels];
        for (int c = 0; c < channels; c++) {
            double variance = counts[c] > 0 ? squares[c] / counts[c] : 0;
            pooled[c] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        Scales scales = new Scales(pooled, new HashMap<>());
        series.series().forEach(s -> scales.known.put(s.id(), scales.fresh(s)));
        return new Scales(pooled, Map.copyOf(scales.known));
    }

    /**
     * The scales of one series.
     *
     * @param series known or not
     * @return one a channel, positive
     */
    public double[] of(TimeSeries series) {
        double[] scales = known.get(series.id());
        return scales == null ? fresh(series) : scales.clone();
    }

    private double[] fresh(TimeSeries series) {
        double[] scales = new double[pooled.length];
        for (int c = 0; c < scales.length; c++) {
            Channel channel = series.channels().get(c);
            double n = Math.max(0, channel.size() - 1);
            double prior = PRIOR_COUNT * pooled[c] * pooled[c];
            scales[c] = Math.sqrt((squares(channel) + prior) / (n + PRIOR_COUNT));
        }
        return scales;
    }

    private static double squares(Channel channel) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < channel.size(); i++) {
            double d = channel.value(i) - mean;
            mean += d / (i + 1);
            squares += d * (channel.value(i) - mean);
        }
        return squares;
    }
}
