package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.TimeFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some of the time features a regression may use.
 *
 * @param features those chosen
 * @param indices where they are among all
 */
record FeatureChoice(TimeFeatures features, int[] indices) {

    /** The harmonic from which on weights are expected to be small. */
    private static final double SMOOTH = 3;
    /** The variance of a time feature over two horizons is a twelfth of their square. */
    private static final double LEAST_TREND = 0.25 / 12;

    static FeatureChoice all(TimeFeatures features) {
        return new FeatureChoice(features, IntStream.range(0, features.size()).toArray());
    }

    /** The trend or not, and the cycles whose bit is set. */
    static FeatureChoice of(TimeFeatures all, boolean trend, int cycles) {
        int[] indices = new int[all.size()];
        int count = 0;
        int at = 0;
        if (all.trendScale() > 0) {
            if (trend) {
                indices[count++] = at;
            }
            at++;
        }
        List<TimeFeatures.Cycle> kept = new ArrayList<>();
        for (int k = 0; k < all.cycles().size(); k++) {
            int own = 2 * all.cycles().get(k).harmonics();
            if ((cycles >> k & 1) == 1) {
                kept.add(all.cycles().get(k));
                for (int i = 0; i < own; i++) {
                    indices[count++] = at + i;
                }
            }
            at += own;
        }
        TimeFeatures chosen = new TimeFeatures(all.trendCentre(), trend ? all.trendScale() : 0, kept);
        return new FeatureChoice(chosen, Arrays.copyOf(indices, count));
    }

    /** Those of all that another set of features has. */
    static FeatureChoice within(TimeFeatures all, TimeFeatures chosen) {
        int cycles = 0;
        for (int k = 0; k < all.cycles().size(); k++) {
            cycles |= chosen.cycles().contains(all.cycles().get(k)) ? 1 << k : 0;
        }
        return of(all, chosen.trendScale() > 0, cycles);
    }

    /** How sharply one observation of the prior holds a weight, where the feature has had a variance. */
    double precision(int index, double variance) {
        int at = index;
        if (features.trendScale() > 0) {
            if (at == 0) {
                return Math.max(variance, LEAST_TREND / (features.trendScale() * features.trendScale()));
            }
            at--;
        }
        for (TimeFeatures.Cycle cycle : features.cycles()) {
            if (at < 2 * cycle.harmonics()) {
                double order = (at / 2 + 1) / SMOOTH;
                return 0.5 * (1 + order * order);
            }
            at -= 2 * cycle.harmonics();
        }
        throw new IllegalArgumentException("feature " + index + " of " + features.size());
    }
}
