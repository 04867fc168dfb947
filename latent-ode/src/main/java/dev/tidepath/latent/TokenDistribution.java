package dev.tidepath.latent;

/** A distribution of one value, uniform within intervals and exponential beyond the outermost edges; see {@link ValueTokens}. */
final class TokenDistribution {

    /** Nothing is drawn that is less likely to be exceeded, to either side. */
    private static final double LEAST_TAIL = 1e-9;

    private final ValueTokens tokens;
    private final double[] below;
    private final double mean;

    /**
     * Normalises scores.
     *
     * @param tokens of the values
     * @param scores one a token, logarithms of weights
     */
    TokenDistribution(ValueTokens tokens, double[] scores) {
        this.tokens = tokens;
        below = new double[scores.length];
        double sum = 0;
        double weighted = 0;
        for (int k = 0; k < scores.length; k++) {
            double weight = StrictMath.exp(scores[k]);
            sum += weight;
            weighted += weight * tokens.centre(k);
            below[k] = sum;
        }
        for (int k = 0; k < scores.length; k++) {
            below[k] /= sum;
        }
        mean = weighted / sum;
    }

    double mean() {
        return mean;
    }

    /** The value with a probability below it. */
    double quantile(double probability) {
        double u = Math.max(LEAST_TAIL, Math.min(probability, 1 - LEAST_TAIL));
        int k = 0;
        while (below[k] <= u && k < below.length - 1) {
            k++;
        }
        if (k == 0) {
            return tokens.edge(0) + tokens.width(0) * StrictMath.log(u / below[0]);
        }
        double share = (u - below[k - 1]) / (below[k] - below[k - 1]);
        double from = tokens.edge(k - 1);
        return k < below.length - 1
                ? from + tokens.width(k) * share
                : from - tokens.width(k) * StrictMath.log1p(-Math.min(share, 1 - LEAST_TAIL));
    }

    /**
     * The standard normal distribution function, by its series about zero (Marsaglia 2004, doi:10.18637/jss.v011.i04), to 1e-15.
     *
     * @param z any number
     * @return the probability of less; NaN of what is no number
     */
    static double normal(double z) {
        if (!(Math.abs(z) <= 8)) {
            return z < 0 ? 0 : z > 0 ? 1 : Double.NaN;
        }
        double term = z;
        double sum = z;
        for (int n = 3; sum + term != sum || n < 5; n += 2) {
            term *= z * z / n;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * StrictMath.PI);
    }
}
