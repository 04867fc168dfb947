package dev.tidepath.benchmarks;

import java.util.List;

/**
 * How one channel of one series was forecast, over all cut-offs.
 *
 * @param id the series
 * @param channel the channel
 * @param mase mean absolute error of the median over the naive error of the whole history
 * @param crps continuous ranked probability score over the same
 * @param points how many values were forecast, by thirds of the horizon
 * @param covered80 how many of them lie in the 80 % interval
 * @param covered95 how many of them lie in the 95 % interval
 */
record SuiteScore(
        String id,
        String channel,
        double mase,
        double crps,
        List<Integer> points,
        List<Integer> covered80,
        List<Integer> covered95) {

    /** Stretches of lead time that coverage is told apart in. */
    static final int THIRDS = 3;
}
