package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.Tails;
import java.util.Optional;

/**
 * One observation beside what was expected of it just before.
 *
 * @param observation what was observed
 * @param expected what was expected, unless too little was known for that
 */
public record AnomalyScore(Observation observation, Optional<Expected> expected) {

    /** Tails that are smaller are not told apart. */
    private static final double LEAST_TAIL = 1e-300;

    /**
     * A forecast of one value.
     *
     * @param mean its mean, in the user's unit
     * @param median its median
     * @param lower lower end of the central 95 % interval
     * @param upper upper end of it
     * @param tails where what was observed lies in it
     * @param paths how many sample paths the tails are shares of, and no finer than these; 0 where they are exact
     */
    public record Expected(double mean, double median, double lower, double upper, Tails tails, int paths) {

        /**
         * How surprising the observation is.
         *
         * @return {@code −log₁₀ p} where p is the probability of a value at least as far out on either side: 1 for one in ten, 3
         *     for one in a thousand, at most 300; among n sample paths at most {@code log₁₀(n + 1)}
         */
        public double score() {
            return 0 - StrictMath.log10(Math.max(LEAST_TAIL, tails.twoSided()));
        }

        /**
         * The score of a value beyond everything.
         *
         * @return {@code log₁₀(n + 1)} among n sample paths, else 300
         */
        public double highestScore() {
            return paths > 0 ? StrictMath.log10(paths + 1) : -StrictMath.log10(LEAST_TAIL);
        }

        /**
         * Whether no more is told than sample paths tell.
         *
         * @return false if tails are exact
         */
        public boolean sampled() {
            return paths > 0;
        }
    }
}
