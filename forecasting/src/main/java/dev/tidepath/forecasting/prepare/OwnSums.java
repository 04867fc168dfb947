package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;

/** Normal equations of one series' channel that forget. */
final class OwnSums {

    private final double forgetting;
    private final TimeRegression.Fit fit;
    private double last = Double.NaN;

    OwnSums(TimeFeatures features, double forgetting) {
        this.forgetting = forgetting;
        fit = new TimeRegression.Fit(features);
    }

    /** Adds a channel's values at an observation's time. */
    void add(Observations seen, int i, int channel) {
        for (int k = seen.first(i); k < seen.first(i + 1); k++) {
            if (seen.channel(k) == channel) {
                age(seen.time(i));
                fit.add(seen.time(i), seen.value(k));
            }
        }
    }

    void add(double time, double[] row, double value) {
        age(time);
        fit.add(row, value);
    }

    private void age(double time) {
        if (forgetting > 0 && !Double.isNaN(last)) {
            fit.forget(StrictMath.exp(-forgetting * (time - last)));
        }
        last = time;
    }

    TimeRegression.Fit fit() {
        return fit;
    }
}
