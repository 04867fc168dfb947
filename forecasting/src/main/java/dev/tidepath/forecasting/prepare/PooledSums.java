package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import java.util.ArrayList;
import java.util.List;

/** Normal equations of a channel in all series, of what was known at each of several cuts and, last, of all there is. */
final class PooledSums {

    private final TimeFeatures features;
    private final List<Double> cuts;
    private final List<TimeRegression.Fit> fits = new ArrayList<>();

    PooledSums(TimeFeatures features, List<Double> cuts) {
        this.features = features;
        this.cuts = cuts;
        for (int k = 0; k <= cuts.size(); k++) {
            fits.add(new TimeRegression.Fit(features));
        }
    }

    /** Adds a series, of which the observations that are kept count. */
    void add(PreparedSeries p, int channel, RegressionThinning thinning) {
        Observations o = p.observations();
        TimeRegression.Fit own = new TimeRegression.Fit(features);
        int next = 0;
        for (int i = 0; i < o.size(); i++) {
            if (!thinning.keeps(i)) {
                continue;
            }
            for (; next < cuts.size() && o.time(i) > cuts.get(next); next++) {
                fits.get(next).merge(own);
            }
            for (int k = o.first(i); k < o.first(i + 1); k++) {
                if (o.channel(k) == channel) {
                    own.add(o.time(i), o.value(k));
                }
            }
        }
        for (; next < fits.size(); next++) {
            fits.get(next).merge(own);
        }
    }

    TimeRegression.Fit at(int cut) {
        return fits.get(cut);
    }
}
