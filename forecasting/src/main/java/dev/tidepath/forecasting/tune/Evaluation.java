package dev.tidepath.forecasting.tune;

import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * What came of one backtest of a trial.
 *
 * @param trial the trial
 * @param rungsAhead rungs that follow; zero if the model was fitted as it would be without tuning
 * @param iterations of the shortened training; zero if it was not shortened
 * @param score lower is better; empty if there is none
 * @param failures cut-offs without a forecast
 * @param reason why there is no score, or why the first of those cut-offs has no forecast; empty if all went well
 */
public record Evaluation(
        Trial trial, int rungsAhead, int iterations, OptionalDouble score, int failures, String reason) {

    /** Best first: those with a score, of these those with fewer failures, then the lower score, then the lower number. */
    public static final Comparator<Evaluation> BEST_FIRST = Comparator.<Evaluation>comparingInt(
                    e -> e.score.isPresent() ? 0 : 1)
            .thenComparingInt(Evaluation::failures)
            .thenComparingDouble(e -> e.score.orElse(0))
            .thenComparingInt(e -> e.trial.number());

    /**
     * Checks the numbers.
     *
     * @param trial see the component
     * @param rungsAhead see the component
     * @param iterations see the component
     * @param score see the component
     * @param failures see the component
     * @param reason see the component
     * @throws IllegalArgumentException if a count is negative or the score is not finite
     */
    public Evaluation {
        if (Math.min(rungsAhead, iterations) < 0 || failures < 0 || !Double.isFinite(score.orElse(0))) {
            throw new IllegalArgumentException(rungsAhead + " rungs ahead, " + iterations + " iterations, " + failures
                    + " failures, score " + score);
        }
    }

    /** Whether this is of the same trial with the same effort. */
    boolean isSameWork(Evaluation other) {
        return trial.equals(other.trial) && rungsAhead == other.rungsAhead && iterations == other.iterations;
    }
}
