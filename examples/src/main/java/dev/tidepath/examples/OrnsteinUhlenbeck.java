package dev.tidepath.examples;

import dev.tidepath.random.RandomKey;

/**
 * A process that is drawn back to zero, {@code dx = −rate · x dt + diffusion dW}, seen through normal noise, and everything that
 * can be known about it: it is linear, so that the Kalman filter and the smoother of Rauch, Tung and Striebel (1965,
 * doi:10.2514/3.3166) are exact.
 *
 * @param rate how fast it is drawn back
 * @param diffusion deviation of its own noise over a unit of time
 * @param noise deviation of the observations
 */
record OrnsteinUhlenbeck(double rate, double diffusion, double noise) {

    /** Means and variances of the process at some times. */
    record Moments(double[] means, double[] variances) {}

    double stationaryVariance() {
        return diffusion * diffusion / (2 * rate);
    }

    /** Observations at some times of a process that has gone on for long. */
    double[] observe(double[] times, RandomKey key) {
        double[] values = new double[times.length];
        double x = Math.sqrt(stationaryVariance()) * key.gaussian(0);
        for (int i = 0; i < times.length; i++) {
            if (i > 0) {
                double kept = kept(times[i] - times[i - 1]);
                x = kept * x + Math.sqrt(stationaryVariance() * (1 - kept * kept)) * key.gaussian(2L * i);
            }
            values[i] = x + noise * key.gaussian(2L * i + 1);
        }
        return values;
    }

    private double kept(double wait) {
        return StrictMath.exp(-rate * wait);
    }

    double logLikelihood(double[] times, double[] values) {
        double sum = 0;
        double mean = 0;
        double variance = stationaryVariance();
        for (int i = 0; i < times.length; i++) {
            if (i > 0) {
                double kept = kept(times[i] - times[i - 1]);
                mean *= kept;
                variance = stationaryVariance() + kept * kept * (variance - stationaryVariance());
            }
            double spread = variance + noise * noise;
            double error = values[i] - mean;
            sum -= 0.5 * (StrictMath.log(2 * Math.PI * spread) + error * error / spread);
            mean += variance / spread * error;
            variance *= noise * noise / spread;
        }
        return sum;
    }

    /** Of observations that know nothing of each other. */
    double independentLogLikelihood(double[] values) {
        double spread = stationaryVariance() + noise * noise;
        double sum = 0;
        for (double value : values) {
            sum -= 0.5 * (StrictMath.log(2 * Math.PI * spread) + value * value / spread);
        }
        return sum;
    }

    /**
     * The process given all observations.
     *
     * @param grid increasing times asked for, those of all observations among them
     */
    Moments given(double[] times, double[] values, double[] grid) {
        int n = grid.length;
        Moments filtered = new Moments(new double[n], new double[n]);
        Moments predicted = new Moments(new double[n], new double[n]);
        int next = 0;
        for (int i = 0; i < n; i++) {
            double kept = i == 0 ? 0 : kept(grid[i] - grid[i - 1]);
            double mean = i == 0 ? 0 : kept * filtered.means[i - 1];
            double before = i == 0 ? stationaryVariance() : filtered.variances[i - 1];
            double variance = stationaryVariance() + kept * kept * (before - stationaryVariance());
            predicted.means[i] = mean;
            predicted.variances[i] = variance;
            if (next < times.length && times[next] == grid[i]) {
                double gain = variance / (variance + noise * noise);
                mean += gain * (values[next++] - mean);
                variance *= 1 - gain;
            }
            filtered.means[i] = mean;
            filtered.variances[i] = variance;
        }
        for (int i = n - 2; i >= 0; i--) {
            double back = filtered.variances[i] * kept(grid[i + 1] - grid[i]) / predicted.variances[i + 1];
            filtered.means[i] += back * (filtered.means[i + 1] - predicted.means[i + 1]);
            filtered.variances[i] += back * back * (filtered.variances[i + 1] - predicted.variances[i + 1]);
        }
        return filtered;
    }
}
