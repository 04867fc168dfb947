package dev.tidepath.forecasting.prepare;

import dev.tidepath.random.RandomKey;
import java.util.List;

/**
 * Which observations of a large set are regressed: of every so many neighbours one, and at random which. At equal steps it
 * would be the same hour of each day, or the same of channels that take turns.
 *
 * @param every positive; 1 keeps all
 */
record RegressionThinning(int every) {

    /** Observations a regression uses, about. */
    private static final int USUAL = 50_000;

    private static final RandomKey KEY = RandomKey.of(0).derive("regressed");

    static RegressionThinning of(List<PreparedSeries> series) {
        long total = 0;
        for (PreparedSeries p : series) {
            total += p.observations().size();
        }
        return new RegressionThinning((int) Math.max(1, total / USUAL));
    }

    /** Whether the observation of a number, counted from the start of its series, is kept. */
    boolean keeps(int i) {
        return every == 1 || i % every == KEY.below(i / every, every);
    }
}
