package dev.tidepath.flow;

import java.util.Arrays;

/**
 * Log-densities estimated by independent probes.
 *
 * @param mean of the probes, one number a point, in nats
 * @param standardError of that mean, one number a point
 */
public record DensityEstimate(double[] mean, double[] standardError) {

    /**
     * The standard error of the mean over all points, by the probes alone.
     *
     * @return in nats
     */
    public double standardErrorOfMean() {
        double squares = Arrays.stream(standardError).map(e -> e * e).sum();
        return Math.sqrt(squares) / standardError.length;
    }

    /** From the values of each probe. */
    static DensityEstimate of(double[][] values) {
        int points = values[0].length;
        int probes = values.length;
        double[] mean = new double[points];
        double[] error = new double[points];
        for (int b = 0; b < points; b++) {
            double sum = 0;
            for (double[] probe : values) {
                sum += probe[b];
            }
            mean[b] = sum / probes;
            double squares = 0;
            for (double[] probe : values) {
                squares += (probe[b] - mean[b]) * (probe[b] - mean[b]);
            }
            error[b] = Math.sqrt(squares / (probes - 1.0) / probes);
        }
        return new DensityEstimate(mean, error);
    }
}
