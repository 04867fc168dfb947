package dev.tidepath.forecasting.statespace;

/**
 * The fixed-interval smoother in the form of de Jong (1989, doi:10.1080/01621459.1989.10478873), which gives the moments
 * of Rauch, Tung and Striebel without inverting covariances, so that parts of the state may be known exactly.
 */
final class Smoother {

    /** An observation that alone tells something leaves this share of its precision, which is rounding. */
    private static final double LEAST_PRECISION = 1e-10;

    private final KalmanFilter filter;
    private final Observations data;
    private final KalmanFilter.Step[] steps;
    private final int size;

    private final double[][] directions;
    private final double[][] sensitivities;
    private final double[] misses;
    private final double[] precisions;

    /** Runs a new filter over its observations. */
    Smoother(KalmanFilter filter, Observations data) {
        this.filter = filter;
        this.data = data;
        this.steps = filter.record();
        this.size = filter.model().size();
        this.directions = new double[steps.length][];
        this.sensitivities = new double[steps.length][];
        this.misses = new double[steps.length];
        this.precisions = new double[steps.length];
    }

    /**
     * Means and variances of the signal, without the noise of observation, at every time given all observations.
     *
     * @param means one a time
     * @param variances one a time
     */
    record Signal(double[] means, double[] variances) {}

    /** Runs a new filter over its observations and smooths; variances are multiples of a scale. */
    static Signal smooth(KalmanFilter filter, Observations data, double scale) {
        return new Smoother(filter, data).signal(scale);
    }

    /** What the filter did at a time. */
    KalmanFilter.Step step(int i) {
        return steps[i];
    }

    /** {@code P z} of the predicted covariance at a time, once smoothed. */
    double[] direction(int i) {
        return directions[i];
    }

    /** How the smoothed signal at a time follows δ, once smoothed. */
    double[] sensitivity(int i) {
        return sensitivities[i];
    }

    /** By how much an observation is above what all others say of it, once smoothed; zero where nothing was observed. */
    double missed(int i) {
        return misses[i];
    }

    /** The inverse of the variance of {@link #missed}, in units of the scale, once smoothed. */
    double precision(int i) {
        return precisions[i];
    }

    /** Smooths; variances are multiples of a scale. */
    Signal signal(double variance) {
        double[] delta = filter.regression().coefficients();
        double[][] spread = filter.regression().inverseFactor();
        int[] sizes = filter.model().blockSizes();
        double[] z = filter.model().loading();
        double[] r = new double[size];
        double[][] effects = new double[delta.length][size];
        double[][] n = new double[size][size];
        double[] means = new double[steps.length];
        double[] variances = new double[steps.length];
        for (int i = steps.length - 1; i >= 0; i--) {
            KalmanFilter.Step step = steps[i];
            if (step.variance() > 0) {
                double weight = 1 / step.variance();
                leaveOut(i, r, effects, n, delta, spread);
                pullThroughGain(r, z, step.gain(), step.innovation() * weight);
                for (int c = 0; c < delta.length; c++) {
                    pullThroughGain(effects[c], z, step.gain(), step.sensitivity()[c] * weight);
                }
                pullCovariance(n, z, step.gain(), weight);
            }
            double[] direction = Dense.times(step.covariance(), z);
            double mean = Dense.dot(z, step.mean()) + Dense.dot(direction, r);
            double[] sensitivity = new double[delta.length];
            for (int c = 0; c < delta.length; c++) {
                sensitivity[c] = Dense.dot(z, step.effect()[c]) + Dense.dot(direction, effects[c]) + regressor(i, c);
                mean += sensitivity[c] * delta[c];
            }
            means[i] = mean;
            directions[i] = direction;
            sensitivities[i] = sensitivity;
            variances[i] = variance
                    * Math.max(
                            0,
                            Dense.dot(z, direction)
                                    - Dense.dot(direction, Dense.times(n, direction))
                                    + Dense.squaresThrough(spread, sensitivity));
            if (i > 0) {
                double[][] f = filter.transition(data.gapNumber(i)).f;
                BlockDiagonal.applyTransposed(sizes, f, r);
                for (double[] column : effects) {
                    BlockDiagonal.applyTransposed(sizes, f, column);
                }
                conjugateTransposed(sizes, f, n);
            }
        }
        return new Signal(means, variances);
    }

    /** De Jong (1988, doi:10.1093/biomet/75.3.594): the smoothed error over its own precision. */
    private void leaveOut(int i, double[] r, double[][] effects, double[][] n, double[] delta, double[][] spread) {
        KalmanFilter.Step step = steps[i];
        double weight = 1 / step.variance();
        double error = step.innovation() * weight - Dense.dot(step.gain(), r);
        double[] ofDelta = new double[delta.length];
        for (int c = 0; c < delta.length; c++) {
            ofDelta[c] = step.sensitivity()[c] * weight - Dense.dot(step.gain(), effects[c]);
            error += ofDelta[c] * delta[c];
        }
        precisions[i] =
                weight + Dense.dot(step.gain(), Dense.times(n, step.gain())) - Dense.squaresThrough(spread, ofDelta);
        misses[i] = precisions[i] > LEAST_PRECISION * weight ? error / precisions[i] : 0;
    }

    private double regressor(int i, int c) {
        int diffuse = filter.model().diffuse();
        return c < diffuse ? 0 : data.regressors(i)[c - diffuse];
    }

    /** {@code r ← (I − K zᵀ)ᵀ r + z v/f}. */
    static void pullThroughGain(double[] r, double[] z, double[] gain, double weighted) {
        double pulled = weighted - Dense.dot(gain, r);
        for (int s = 0; s < r.length; s++) {
            r[s] += z[s] * pulled;
        }
    }

    /** {@code N ← (I − K zᵀ)ᵀ N (I − K zᵀ) + z zᵀ/f}. */
    private static void pullCovariance(double[][] n, double[] z, double[] gain, double weight) {
        double[] nk = Dense.times(n, gain);
        double knk = Dense.dot(gain, nk) + weight;
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < z.length; j++) {
                n[i][j] += z[i] * z[j] * knk - z[i] * nk[j] - nk[i] * z[j];
            }
        }
    }

    private static void conjugateTransposed(int[] sizes, double[][] f, double[][] n) {
        for (double[] row : n) {
            BlockDiagonal.applyTransposed(sizes, f, row);
        }
        double[] column = new double[n.length];
        for (int j = 0; j < n.length; j++) {
            for (int i = 0; i < n.length; i++) {
                column[i] = n[i][j];
            }
            BlockDiagonal.applyTransposed(sizes, f, column);
            for (int i = 0; i < n.length; i++) {
                n[i][j] = column[i];
            }
        }
    }
}
