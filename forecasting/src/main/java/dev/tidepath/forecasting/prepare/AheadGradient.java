package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.latent.Observations;
import java.util.Arrays;

/**
 * The chain rule from a forecast's window back to the observations, through the remainders, the levels and the series' own
 * regressions and scales; what was learnt of the training set is held.
 */
public final class AheadGradient {

    private final TimeSeries series;
    private final Preparation.Ahead ahead;
    private final Observations seen;

    /**
     * Prepares the way back.
     *
     * @param series what was observed
     * @param ahead what {@link Preparation#ahead} made of it
     */
    public AheadGradient(TimeSeries series, Preparation.Ahead ahead) {
        this.series = series;
        this.ahead = ahead;
        this.seen = PreparedSeries.of(series, ahead.preparation().time(), ahead.scales())
                .observations();
    }

    /**
     * From the derivative of {@code f = Σ_p w_p v_p}, remainders of one channel on several paths, to that of the same sum of
     * values in the user's unit.
     *
     * @param channel index of the channel forecast
     * @param time model time of the values
     * @param weights Σ_p w_p
     * @param value Σ_p w_p y_p of the values in the user's unit
     * @param context derivative of f by the window's context, in its packed order
     * @return derivative by each observation of each channel
     */
    public double[][] pullback(int channel, double time, double weights, double value, double[] context) {
        Preparation learnt = ahead.preparation();
        double scale = ahead.scales()[channel];
        double unit = scale * learnt.anchors().get(channel).scale();
        double[] scaled = new double[seen.count()];
        double[] levels = new double[ahead.scales().length];
        levels[channel] = scale * weights;
        OwnFitGradient fits = new OwnFitGradient(seen, learnt);
        fits.add(channel, time, scale * weights);
        Observations read = ahead.window().context();
        int at = 0;
        for (int i = 0; i < read.size(); i++) {
            while (seen.time(at) < read.time(i)) {
                at++;
            }
            for (int k = read.first(i); k < read.first(i + 1); k++) {
                int c = read.channel(k);
                double slope = unit * context[k] / learnt.anchors().get(c).scale();
                scaled[packed(at, c)] += slope;
                levels[c] -= slope;
                fits.add(c, read.time(i), -slope);
            }
        }
        if (!learnt.alike()) {
            for (int c = 0; c < levels.length; c++) {
                addLevel(c, levels[c], scaled, fits);
            }
        }
        fits.pullback(scaled);
        return unscaled(channel, value, scaled);
    }

    private int packed(int time, int channel) {
        int k = seen.first(time);
        while (seen.channel(k) != channel) {
            k++;
        }
        return k;
    }

    /** What the level's weights, those of {@link Preparation#levels}, add for each observation of a channel. */
    private void addLevel(int channel, double slope, double[] into, OwnFitGradient fits) {
        Preparation learnt = ahead.preparation();
        Anchor anchor = learnt.anchors().get(channel);
        int size = seen.size();
        double cut = seen.time(size - 1);
        int from = Preparation.memory(seen, learnt.context(), size);
        double[] weights = new double[into.length];
        double total = 0;
        int count = 0;
        int latest = -1;
        for (int i = from; i < size; i++) {
            for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                if (seen.channel(k) == channel) {
                    weights[k] = StrictMath.exp((seen.time(i) - cut) / anchor.decay());
                    total += weights[k];
                    count++;
                    latest = k;
                }
            }
        }
        if (count == 0) {
            addLastLevel(channel, from, slope, into, fits);
            return;
        }
        for (int i = from; i < size; i++) {
            for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                if (seen.channel(k) == channel) {
                    double recent = anchor.recentShare(weights[k], total, k == latest);
                    double own = slope * ((1 - anchor.share()) / count + anchor.share() * recent);
                    into[k] += own;
                    fits.add(channel, seen.time(i), -own);
                }
            }
        }
    }

    /** A channel that was not observed within the memory has the level of its last observation before. */
    private void addLastLevel(int channel, int before, double slope, double[] into, OwnFitGradient fits) {
        for (int i = before - 1; i >= 0; i--) {
            for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                if (seen.channel(k) == channel) {
                    into[k] += slope;
                    fits.add(channel, seen.time(i), -slope);
                    return;
                }
            }
        }
    }

    /** In the user's units, with what each value does by its series' scale. */
    private double[][] unscaled(int channel, double value, double[] scaled) {
        int channels = ahead.scales().length;
        double[] ofScales = new double[channels];
        ofScales[channel] = value / ahead.scales()[channel];
        int[] next = new int[channels];
        double[][] gradient = new double[channels][];
        Arrays.setAll(gradient, c -> new double[series.channels().get(c).size()]);
        for (int k = 0; k < scaled.length; k++) {
            int c = seen.channel(k);
            gradient[c][next[c]++] = scaled[k] / ahead.scales()[c];
            ofScales[c] -= scaled[k] * seen.value(k) / ahead.scales()[c];
        }
        for (int c = 0; c < channels && !ahead.preparation().alike(); c++) {
            double[] slopes = ahead.preparation().scales().slopes(series, c);
            for (int i = 0; i < slopes.length; i++) {
                gradient[c][i] += ofScales[c] * slopes[i];
            }
        }
        return gradient;
    }
}
