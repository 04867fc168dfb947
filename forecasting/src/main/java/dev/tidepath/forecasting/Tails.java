package dev.tidepath.forecasting;

/**
 * Where a value lies in a predictive distribution; half of the probability of the value itself counts on either side.
 *
 * @param below probability of smaller values: the probability integral transform of the value
 * @param above probability of larger values, exact where it is tiny
 */
public record Tails(double below, double above) {

    /** Everything lies above. */
    public static final Tails LOWEST = new Tails(0, 1);

    /** Everything lies below. */
    public static final Tails HIGHEST = new Tails(1, 0);

    /**
     * Checks the probabilities.
     *
     * @param below see the component
     * @param above see the component
     * @throws IllegalArgumentException if one is not between 0 and 1
     */
    public Tails {
        if (!(below >= 0 && below <= 1 && above >= 0 && above <= 1)) {
            throw new IllegalArgumentException("probabilities are between 0 and 1: " + below + ", " + above);
        }
    }

    /**
     * Of a value with a normal score.
     *
     * @param score how many standard deviations above the mean of a normal distribution it lies
     * @return Φ(score) and Φ(−score)
     */
    public static Tails ofScore(double score) {
        return new Tails(StandardNormal.probability(score), StandardNormal.probability(-score));
    }

    /**
     * Of a value where one is certain.
     *
     * @param point the certain one
     * @param value the one whose place is asked for
     * @return half on either side if they are the same
     */
    public static Tails ofPoint(double point, double value) {
        return value == point ? LOWEST.middle(HIGHEST) : value < point ? LOWEST : HIGHEST;
    }

    /**
     * The probability of a value at least as far out on either side.
     *
     * @return {@code 2 min(below, above)}
     */
    public double twoSided() {
        return Math.min(1, 2 * Math.min(below, above));
    }

    /**
     * Half way between two places: that of a value which stands for all values between them.
     *
     * @param other another place
     * @return the mean of both sides
     */
    public Tails middle(Tails other) {
        return new Tails((below + other.below) / 2, (above + other.above) / 2);
    }
}
