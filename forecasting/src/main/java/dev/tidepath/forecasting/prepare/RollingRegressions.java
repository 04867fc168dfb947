package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Regressions on the time, fitted to what was known at each of several cuts and to all there is: those common to all series,
 * and a series' own where it has some.
 *
 * @param cuts increasing model times the rolling regressions end at; empty where there is nothing to regress on
 * @param atCuts regressions by cut, then channel
 * @param overall regressions by channel, fitted to all data
 * @param own by series
 */
record RollingRegressions(
        List<Double> cuts,
        List<List<TimeRegression>> atCuts,
        List<TimeRegression> overall,
        Map<String, OwnRegressions> own) {

    /** Weights of all series are drawn towards zero as if one observation said so. */
    static final double COMMON_STRENGTH = 1;

    private static final int OWN_CUTS = 48;

    RollingRegressions {
        cuts = List.copyOf(cuts);
        atCuts = List.copyOf(atCuts);
        overall = List.copyOf(overall);
    }

    /** A series' own regressions by cut, then channel. */
    record OwnRegressions(double[] cuts, List<List<TimeRegression>> atCuts) {}

    /** Fits them. */
    static RollingRegressions of(
            List<PreparedSeries> series, List<Double> cuts, List<TimeFeatures> features, List<OwnFit> fits) {
        List<List<TimeRegression>> atCuts = new ArrayList<>();
        cuts.forEach(cut -> atCuts.add(new ArrayList<>()));
        List<TimeRegression> overall = new ArrayList<>();
        RegressionThinning thinning = RegressionThinning.of(series);
        for (int c = 0; c < features.size(); c++) {
            PooledSums sums = new PooledSums(features.get(c), cuts);
            for (PreparedSeries p : series) {
                sums.add(p, c, thinning);
            }
            FeatureChoice all = FeatureChoice.all(features.get(c));
            for (int k = 0; k < cuts.size(); k++) {
                atCuts.get(k).add(sums.at(k).solve(all, new double[all.indices().length], COMMON_STRENGTH));
            }
            overall.add(sums.at(cuts.size()).solve(all, new double[all.indices().length], COMMON_STRENGTH));
        }
        RollingRegressions common = new RollingRegressions(cuts, atCuts, overall, Map.of());
        return fits.stream().allMatch(f -> f.trust() == 0) ? common : common.withOwn(series, fits, thinning);
    }

    private RollingRegressions withOwn(List<PreparedSeries> series, List<OwnFit> fits, RegressionThinning thinning) {
        Map<String, OwnRegressions> own = new HashMap<>();
        for (PreparedSeries p : series) {
            own.put(p.id(), ownOf(p, fits, thinning));
        }
        return new RollingRegressions(cuts, atCuts, overall, own);
    }

    private OwnRegressions ownOf(PreparedSeries p, List<OwnFit> fits, RegressionThinning thinning) {
        double[] ends = new double[OWN_CUTS];
        Arrays.setAll(ends, k -> p.first() + p.span() * k / OWN_CUTS);
        List<List<TimeRegression>> at = new ArrayList<>();
        for (int k = 0; k < ends.length; k++) {
            at.add(new ArrayList<>());
        }
        for (int c = 0; c < fits.size(); c++) {
            OwnFit fit = fits.get(c);
            FeatureChoice all = FeatureChoice.all(overall.get(c).features());
            OwnSums sums = new OwnSums(all.features(), fit.forgetting());
            Observations o = p.observations();
            int next = 0;
            for (int k = 0; k < ends.length; k++) {
                for (; fit.trust() > 0 && next < o.size() && o.time(next) <= ends[k]; next++) {
                    if (thinning.keeps(next)) {
                        sums.add(o, next, c);
                    }
                }
                at.get(k).add(fit.of(sums.fit(), all, at(ends[k]).get(c)));
            }
        }
        return new OwnRegressions(ends, at);
    }

    /** The last regressions of a series that were fitted to what was known at a cut. */
    List<TimeRegression> at(String id, double cut) {
        OwnRegressions mine = own.get(id);
        return mine == null ? at(cut) : mine.atCuts().get(last(mine.cuts(), cut));
    }

    private static int last(double[] ends, double cut) {
        int k = Arrays.binarySearch(ends, cut);
        return Math.max(0, k >= 0 ? k : -k - 2);
    }

    /** The last common regressions fitted to what was known at a cut. */
    List<TimeRegression> at(double cut) {
        int k = 0;
        while (k < cuts.size() && cuts.get(k) <= cut) {
            k++;
        }
        return cuts.isEmpty() ? overall : atCuts.get(Math.max(0, k - 1));
    }

    /** No window is cut where nothing was known of the regressions. */
    double firstCut(double start) {
        return cuts.isEmpty() ? start : Math.max(start, cuts.get(0));
    }
}
