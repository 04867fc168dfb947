package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
        double[] pooled = new double[series.channels().size()];
        for (int c = 0; c < pooled.length; c++) {
            int channel = c;
            List<Channel> all =
                    series.series().stream().map(s -> s.channels().get(channel)).toList();
            pooled[c] = pooled(all);
        }
        Scales scales = new Scales(pooled, new HashMap<>());
        series.series().forEach(s -> scales.known.put(s.id(), scales.fresh(s)));
        return new Scales(pooled, Map.copyOf(scales.known));
    }

    private static double pooled(List<Channel> all) {
        double unit = unit(all.stream().mapToDouble(Scales::largest).max().orElse(0));
        double squares = 0;
        double count = 0;
        for (Channel channel : all) {
            squares += squares(channel, unit);
            count += Math.max(0, channel.size() - 1);
        }
        double variance = count > 0 ? squares / count : 0;
        return variance > 0 ? unit * Math.sqrt(variance) : 1;
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
            double unit = unit(Math.max(pooled[c], largest(channel)));
            double n = Math.max(0, channel.size() - 1);
            double prior = PRIOR_COUNT * (pooled[c] / unit) * (pooled[c] / unit);
            scales[c] = unit * Math.sqrt((squares(channel, unit) + prior) / (n + PRIOR_COUNT));
        }
        return scales;
    }

    private static double largest(Channel channel) {
        return Arrays.stream(channel.values()).map(Math::abs).max().orElse(0);
    }

    /** The power of two in which squares of values of a size neither overflow nor vanish; it changes no other digit. */
    private static double unit(double largest) {
        return Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(largest)));
    }

    /** The sum of squares about the mean, in squared units. */
    private static double squares(Channel channel, double unit) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < channel.size(); i++) {
            double value = channel.value(i) / unit;
            double d = value - mean;
            mean += d / (i + 1);
            squares += d * (value - mean);
        }
        return squares;
    }
}
