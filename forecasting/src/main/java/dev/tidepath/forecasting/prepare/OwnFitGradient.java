package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.Observations;

/**
 * The chain rule through the regressions a series has of its own. With observations v weighted by a, features φ about their
 * weighted mean, and A the normal equations with what draws them towards the common weights, a derivative g by the weights
 * is one of {@code a_k (φ_k − φ̄)·A⁻¹g} by the value v_k.
 */
final class OwnFitGradient {

    private final Observations seen;
    private final Preparation learnt;
    private final double[][] slopes;

    /** Starts with no derivative; regressions common to all series have none. */
    OwnFitGradient(Observations seen, Preparation learnt) {
        this.seen = seen;
        this.learnt = learnt;
        slopes = new double[learnt.own().size()][];
        for (int c = 0; c < slopes.length; c++) {
            slopes[c] = new double[learnt.own().get(c).trust() > 0 ? features(c) : 0];
        }
    }

    private int features(int channel) {
        return learnt.regressions().get(channel).features().size();
    }

    /** Adds a derivative by the value of a channel's regression at a time. */
    void add(int channel, double time, double slope) {
        if (channel >= slopes.length || slopes[channel].length == 0) {
            return;
        }
        double[] phi = new double[slopes[channel].length];
        learnt.regressions().get(channel).features().at(time, phi);
        for (int i = 0; i < phi.length; i++) {
            slopes[channel][i] += slope * phi[i];
        }
    }

    /** Adds what all derivatives so far are by each observation, in the packed order. */
    void pullback(double[] into) {
        for (int c = 0; c < slopes.length; c++) {
            if (slopes[c].length > 0) {
                pullback(c, into);
            }
        }
    }

    private void pullback(int channel, double[] into) {
        OwnFit own = learnt.own().get(channel);
        TimeRegression common = learnt.regressions().get(channel);
        TimeRegression.Fit fit = learnt.ownSums(seen, channel).fit();
        double[] back = fit.solveFor(FeatureChoice.all(common.features()), slopes[channel], 1 / own.trust());
        TimeRegression slope = new TimeRegression(common.features(), back);
        double mean = slope.of(fit.meanFeatures());
        double last = Double.NaN;
        double weight = 1;
        for (int i = seen.size() - 1; i >= 0; i--) {
            for (int k = seen.first(i + 1) - 1; k >= seen.first(i); k--) {
                if (seen.channel(k) == channel) {
                    double time = seen.time(i);
                    weight *= Double.isNaN(last) ? 1 : StrictMath.exp(own.forgetting() * (time - last));
                    last = time;
                    into[k] += weight * (slope.at(time) - mean);
                }
            }
        }
    }
}
