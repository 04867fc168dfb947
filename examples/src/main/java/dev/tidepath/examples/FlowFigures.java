package dev.tidepath.examples;

import dev.tidepath.flow.DensityEstimate;
import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What a flow came to on points it was not trained on.
 *
 * @param data the density
 * @param parameters how many the flow has
 * @param ours log-densities of the points by the flow, in nats
 * @param truth by the true density
 * @param mass what the flow's density adds up to
 * @param inverseError the largest error of a coordinate after the way there and back
 * @param estimated the log-densities of the first points by Hutchinson's estimator
 */
record FlowFigures(
        ToyData data,
        int parameters,
        double[] ours,
        double[] truth,
        double mass,
        double inverseError,
        DensityEstimate estimated) {

    /** The mean negative log-likelihood. */
    double loss() {
        return loss(ours);
    }

    /** The mean negative log-likelihood. */
    static double loss(double[] logDensity) {
        return -StatUtils.mean(logDensity);
    }

    double standardError() {
        return standardError(ours);
    }

    /** The mean negative log-likelihood by the true density. */
    double lossOfTruth() {
        return loss(truth);
    }

    /** By how much the flow is worse than the true density on the same points: an estimate of the divergence of the two. */
    double gap() {
        return StatUtils.mean(differences());
    }

    double standardErrorOfGap() {
        return standardError(differences());
    }

    /** By how much the estimated mean negative log-likelihood of the first points is above the exact one. */
    double errorOfEstimate() {
        return loss(estimated.mean()) - loss(Arrays.copyOf(ours, estimated.mean().length));
    }

    /** The standard error of that, by the probes alone. */
    double standardErrorOfEstimate() {
        return estimated.standardErrorOfMean();
    }

    private double[] differences() {
        double[] d = new double[ours.length];
        Arrays.setAll(d, i -> truth[i] - ours[i]);
        return d;
    }

    private static double standardError(double[] values) {
        return Math.sqrt(StatUtils.variance(values) / values.length);
    }
}
