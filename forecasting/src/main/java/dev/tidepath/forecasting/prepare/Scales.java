package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The scale of a series' channels: the standard deviation of its values, about its own straight line where there is a
 * trend, so that it does not grow with the span; drawn towards the median of all series, in the logarithm, where there are
 * few values.
 *
 * @param pooled by channel: median of the series' deviations, positive; of one that never changes, {@value #FLAT} of its largest
 *     value, and one if no series has {@value #TRUSTED_COUNT} values to show that
 * @param detrended whether deviations are measured from a line rather than from the mean
 */
public record Scales(double[] pooled, boolean detrended) {

    /** From so many values on, a series' own deviation is its scale. */
    private static final double TRUSTED_COUNT = 8;

    /** Of the largest value: the scale of a channel that never changes. */
    private static final double FLAT = 1e-9;

    private static final int ALIKE_SERIES = 8;
    private static final double ALIKE_LEVELS = 0.5;
    private static final double ALIKE_FACTOR = 2;
    /** In the typical spread: no series' level is further from the others'. */
    private static final double ALIKE_REACH = 3;

    /**
     * Learns the scales of a set.
     *
     * @param series observed series
     * @param detrended whether deviations are measured from a line
     * @return the scales
     */
    public static Scales of(SeriesSet series, boolean detrended) {
        double[] pooled = new double[series.channels().size()];
        for (int c = 0; c < pooled.length; c++) {
            int channel = c;
            List<Channel> all =
                    series.series().stream().map(s -> s.channels().get(channel)).toList();
            pooled[c] = pooled(all, detrended);
        }
        return new Scales(pooled, detrended);
    }

    /**
     * Whether the series of a set are alike: there are several, and of every channel the levels lie closer together than half
     * the typical spread within a series, and the spreads differ by less than a factor {@value #ALIKE_FACTOR}, as a rule (in
     * standard deviations). Series that are short or constant say nothing of that, but none of any kind lies further than
     * {@value #ALIKE_REACH} typical spreads from the mean level.
     *
     * @param series the set the scales were learnt from
     * @return whether one level and one scale a channel do for all
     */
    boolean areAlike(SeriesSet series) {
        for (int c = 0; c < pooled.length; c++) {
            SummaryStatistics levels = new SummaryStatistics();
            StandardDeviation logs = new StandardDeviation();
            int channel = c;
            for (TimeSeries s : series.series()) {
                Channel observed = s.channels().get(c);
                double own = deviation(observed, detrended);
                if (freedom(observed.size(), detrended) >= TRUSTED_COUNT && own > 0) {
                    levels.addValue(StatUtils.mean(observed.values()) / pooled[c]);
                    logs.increment(StrictMath.log(own));
                }
            }
            boolean isAlike = levels.getN() >= ALIKE_SERIES
                    && levels.getStandardDeviation() <= ALIKE_LEVELS
                    && logs.getResult() <= StrictMath.log(ALIKE_FACTOR)
                    && series.series().stream().allMatch(s -> isWithinReach(s, channel, levels.getMean()));
            if (!isAlike) {
                return false;
            }
        }
        return true;
    }

    /** Whether a series' level, if it has one, is so near a centre, in typical spreads, that it may share it. */
    boolean isWithinReach(TimeSeries series, int channel, double centre) {
        double[] values = series.channels().get(channel).values();
        return values.length == 0 || Math.abs(StatUtils.mean(values) / pooled[channel] - centre) <= ALIKE_REACH;
    }

    private static double pooled(List<Channel> all, boolean detrended) {
        double[] deviations = all.stream()
                .mapToDouble(c -> deviation(c, detrended))
                .filter(d -> d > 0)
                .sorted()
                .toArray();
        return deviations.length == 0 ? constant(all) : deviations[deviations.length / 2];
    }

    /** The scale where nothing varies: next to none once a series has shown that for long, else one. */
    private static double constant(List<Channel> all) {
        double largest =
                all.stream().mapToDouble(c -> largest(c.values())).max().orElse(0);
        boolean shown = all.stream().anyMatch(c -> c.size() >= TRUSTED_COUNT);
        return shown ? FLAT * (largest > 0 ? largest : 1) : 1;
    }

    private static double deviation(Channel channel, boolean detrended) {
        return deviation(times(channel), channel.values(), detrended);
    }

    private static double deviation(double[] times, double[] values, boolean detrended) {
        int freedom = freedom(values.length, detrended);
        double unit = unit(largest(values));
        return freedom == 0 ? 0 : unit * Math.sqrt(squares(times, values, unit, detrended) / freedom);
    }

    /**
     * The scales of one series.
     *
     * @param series any series of the same channels
     * @return one a channel, positive
     */
    public double[] of(TimeSeries series) {
        double[] scales = new double[pooled.length];
        for (int c = 0; c < scales.length; c++) {
            Channel channel = series.channels().get(c);
            scales[c] = of(c, times(channel), channel.values());
        }
        return scales;
    }

    /**
     * The scale of some values of one channel.
     *
     * @param channel index of the channel
     * @param times increasing, from any origin
     * @param values one a time
     * @return positive
     */
    public double of(int channel, double[] times, double[] values) {
        double own = deviation(times, values, detrended);
        double trust = Math.min(1, freedom(values.length, detrended) / TRUSTED_COUNT);
        return own > 0 ? StrictMath.pow(own, trust) * StrictMath.pow(pooled[channel], 1 - trust) : pooled[channel];
    }

    /** How a series' own scale of a channel follows each of its values. */
    double[] slopes(TimeSeries series, int channel) {
        Channel observed = series.channels().get(channel);
        double[] slopes = new double[observed.size()];
        double own = deviation(observed, detrended);
        int freedom = freedom(observed.size(), detrended);
        if (!(own > 0)) {
            return slopes;
        }
        double trust = Math.min(1, freedom / TRUSTED_COUNT);
        double scale = StrictMath.pow(own, trust) * StrictMath.pow(pooled[channel], 1 - trust);
        double mean = StatUtils.mean(observed.values());
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < slopes.length; i++) {
            line.addData(observed.times().since(i, observed.times(), 0), observed.value(i));
        }
        for (int i = 0; i < slopes.length; i++) {
            double expected = detrended ? line.predict(observed.times().since(i, observed.times(), 0)) : mean;
            slopes[i] = scale * trust * (observed.value(i) - expected) / (freedom * own * own);
        }
        return slopes;
    }

    private static int freedom(int count, boolean detrended) {
        return Math.max(0, count - (detrended ? 2 : 1));
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static double[] times(Channel channel) {
        double[] times = new double[channel.size()];
        Arrays.setAll(times, i -> channel.times().since(i, channel.times(), 0));
        return times;
    }

    /** The power of two in which squares of values of a size neither overflow nor vanish; it changes no other digit. */
    private static double unit(double largest) {
        return Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(largest)));
    }

    /** The sum of squares about the mean or the line, in squared units. */
    private static double squares(double[] times, double[] values, double unit, boolean detrended) {
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < values.length; i++) {
            line.addData(detrended ? times[i] - times[0] : 0, values[i] / unit);
        }
        if (values.length < 2) {
            return 0;
        }
        return detrended && values.length > 2 ? line.getSumSquaredErrors() : line.getTotalSumSquares();
    }
}
