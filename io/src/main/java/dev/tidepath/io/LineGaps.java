package dev.tidepath.io;

import dev.tidepath.forecasting.Times;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Says between which neighbours of a channel a chart draws a line, and where it must not. */
final class LineGaps {

    /** A gap longer than this many medians is left open. */
    private static final double MEDIANS = 3;

    private LineGaps() {}

    /**
     * Where the line is broken.
     *
     * @param times increasing times of one channel
     * @return increasing indices of the observations that are not joined to the one before
     */
    static int[] breaks(Times times) {
        if (times.size() < 3) {
            return new int[0];
        }
        double[] gaps = new double[times.size() - 1];
        Arrays.setAll(gaps, i -> times.since(i + 1, times, i));
        double longest = MEDIANS * median(gaps);
        return IntStream.rangeClosed(1, gaps.length)
                .filter(i -> gaps[i - 1] > longest)
                .toArray();
    }

    private static double median(double[] gaps) {
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }
}
