package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.evaluate.LeadBuckets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Split-conformal calibration (Vovk et al. 2005, doi:10.1007/b106715) by channel and stretch of lead time. The size |z| of
 * the normal scores of past observations, which is half-normal where a model is right, tells how far the ends of intervals
 * have to move: the quantile of the sizes at level·(n + 1)/n, n the number of forecasts, takes the place of the normal one.
 * With few forecasts the factors are drawn to those of all leads and channels, and these to one.
 */
final class Coverage {

    /** The whole counts as much as so many forecasts of a part's own. */
    private static final double TRUST_IN_WHOLE = 10;

    /** The model counts as much as so many forecasts. */
    private static final double TRUST_IN_MODEL = 4;

    private static final double MOST = 8;

    /** The size of a score, and which forecast it comes from. */
    record Size(Object forecast, String channel, double lead, double size) {}

    private final List<Size> sizes = new ArrayList<>();

    void add(Object forecast, String channel, double lead, double score) {
        sizes.add(new Size(forecast, channel, lead, Math.abs(score)));
    }

    /** The widening of each channel in each stretch. */
    List<List<Widening>> learn(List<String> channels, LeadBuckets buckets) {
        Widening whole = learn(sizes, Widening.NONE, TRUST_IN_MODEL);
        List<List<Widening>> all = new ArrayList<>();
        for (String channel : channels) {
            List<Widening> own = new ArrayList<>();
            for (int b = 0; b < buckets.size(); b++) {
                int bucket = b;
                List<Size> some = sizes.stream()
                        .filter(s -> s.channel().equals(channel) && buckets.of(s.lead()) == bucket)
                        .toList();
                own.add(learn(some, whole, TRUST_IN_WHOLE));
            }
            all.add(List.copyOf(own));
        }
        return List.copyOf(all);
    }

    private static Widening learn(List<Size> some, Widening parent, double trust) {
        if (some.isEmpty()) {
            return parent;
        }
        double[] sorted = some.stream().mapToDouble(Size::size).sorted().toArray();
        Set<Object> forecasts = new HashSet<>();
        some.forEach(s -> forecasts.add(s.forecast()));
        double share = forecasts.size() / (forecasts.size() + trust);
        double[] factors = new double[Widening.PIECES];
        for (int k = 0; k < factors.length; k++) {
            double found = factor(sorted, forecasts.size(), Widening.level(k), Widening.score(k));
            factors[k] = Widening.between(parent.factor(k), found, share);
        }
        return Widening.of(factors);
    }

    /** Points of one forecast say the same, so the rank is corrected for the number of forecasts, not of points. */
    private static double factor(double[] sorted, int forecasts, double level, double score) {
        int rank = (int) Math.ceil(level * (forecasts + 1) / forecasts * sorted.length);
        double size = sorted[Math.min(rank, sorted.length) - 1];
        return Math.max(1 / MOST, Math.min(MOST, size / score));
    }
}
