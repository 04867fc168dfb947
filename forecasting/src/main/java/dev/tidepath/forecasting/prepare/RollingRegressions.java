package dev.tidepath.forecasting.prepare;

import java.util.List;

/**
 * Regressions on the time, fitted to what was known at each of several cuts and to all there is.
 *
 * @param cuts increasing model times the rolling regressions end at; empty where there is nothing to regress on
 * @param atCuts regressions by cut, then channel
 * @param overall regressions by channel, fitted to all data
 */
record RollingRegressions(List<Double> cuts, List<List<TimeRegression>> atCuts, List<TimeRegression> overall) {

    RollingRegressions {
        cuts = List.copyOf(cuts);
        atCuts = List.copyOf(atCuts);
        overall = List.copyOf(overall);
    }

    /** The last regressions fitted to what was known at a cut. */
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
