package dev.tidepath.forecasting.statespace;

/**
 * How likely observations are under a model.
 *
 * @param diffuse logarithm of the likelihood with δ integrated out, by which parameters are fitted
 * @param profile logarithm of the likelihood at the best δ and scale, by which structures are compared
 * @param variance the scale: estimated without the bias of estimating δ where it is not known
 */
record Likelihood(double diffuse, double profile, double variance) {

    /** Values are in units of their own spread; what varies less than this is constant but for rounding. */
    private static final double LEAST_VARIANCE = 1e-24;

    private static final double LOG_TWO_PI = StrictMath.log(2 * StrictMath.PI);

    /**
     * Puts the sums of a filter together.
     *
     * @param count how many values were observed
     * @param columns elements of δ
     * @param regression what is known of δ
     * @param logVariances sum of the logarithms of the innovations' relative variances
     * @param scale the scale, NaN if it is to be estimated
     */
    static Likelihood of(int count, int columns, GivensRegression regression, double logVariances, double scale) {
        double squares = regression.squares();
        int free = Math.max(1, count - columns);
        boolean known = !Double.isNaN(scale);
        double variance = known ? scale : Math.max(LEAST_VARIANCE, squares / free);
        double best = known ? scale : Math.max(LEAST_VARIANCE, squares / count);
        double determinant = regression.logDeterminant();
        double diffuse = -0.5
                * (free * (LOG_TWO_PI + StrictMath.log(variance)) + squares / variance + logVariances + determinant);
        double profile = -0.5 * (count * (LOG_TWO_PI + StrictMath.log(best)) + squares / best + logVariances);
        return new Likelihood(diffuse, profile, variance);
    }

    /** Akaike's criterion corrected for few observations (Hurvich and Tsai 1989, doi:10.1093/biomet/76.2.297). */
    double criterion(int count, int parameters) {
        double free = count - parameters - 1;
        return free > 0 ? -2 * profile + 2.0 * parameters * count / free : Double.POSITIVE_INFINITY;
    }
}
