package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.Observations;
import dev.tidepath.latent.Window;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts windows to train on. To make in training what a model is given in forecasting, a window with cut k uses regressions
 * fitted to what was known at k.
 *
 * @param preparation what was learnt
 * @param regressions regressions by cut
 */
record TrainingWindows(Preparation preparation, RollingRegressions regressions) {

    private static final int MOST_TARGETS = 48;
    /** What a window of a long series has ahead of its cut at least, in horizons. */
    static final double LEAST_AHEAD = 0.5;

    /**
     * Cuts a training window at random.
     *
     * @param series the series to cut from, with two different times at least
     * @param key key of the cut and of the window's random numbers
     * @return the window
     */
    Window draw(PreparedSeries series, RandomKey key) {
        if (isLong(series)) {
            return cutLong(series, LEAST_AHEAD, Double.NEGATIVE_INFINITY, key);
        }
        double start = series.first();
        start += key.uniform(1) < 0.5 ? 0 : 0.4 * series.span() * key.uniform(2);
        double length = series.last() - start;
        double cut = start + length * (key.uniform(3) < 0.5 ? 1 : 0.5 + 0.5 * key.uniform(4));
        return cut(series, start, Math.max(cut, regressions.firstCut(start)), key);
    }

    /**
     * Cuts a window that is like a forecast: with a whole horizon ahead of the cut, as far as half of a short series allows.
     *
     * @param series the series to cut from, with two different times at least
     * @param from no cut of a long series is earlier
     * @param key key of the cut and of the window's random numbers
     * @return the window
     */
    Window drawForecast(PreparedSeries series, double from, RandomKey key) {
        if (isLong(series)) {
            return cutLong(series, 1, from, key);
        }
        double start = series.first();
        double cut = Math.max(start + 0.5 * series.span(), series.last() - 1);
        return cut(series, start, Math.max(cut, regressions.firstCut(start)), key);
    }

    private boolean isLong(PreparedSeries series) {
        return series.span() > preparation.context() + 1;
    }

    private Window cutLong(PreparedSeries series, double ahead, double from, RandomKey key) {
        double context = preparation.context();
        double latest = series.last() - ahead;
        double begin = Math.max(series.first() + 0.5 * context, regressions.firstCut(series.first()));
        double earliest = Math.min(latest, Math.max(begin, from));
        double cut = earliest + key.uniform(0) * (latest - earliest);
        return cut(series, Math.max(series.first(), cut - context), cut, key);
    }

    private Window cut(PreparedSeries series, double start, double cut, RandomKey key) {
        Observations all = series.observations();
        int from = all.firstAtOrAfter(start);
        int to = Math.max(from + 1, all.firstAtOrAfter(Math.nextUp(cut)));
        int end = Math.min(all.size(), all.firstAtOrAfter(Math.nextUp(all.time(to - 1) + 1)));
        List<TimeRegression> fits = regressions.at(series.id(), all.time(to - 1));
        double[] levels = preparation.levels(all, fits, to);
        boolean[] known = new boolean[levels.length];
        for (int c = 0; c < known.length; c++) {
            known[c] = !Double.isNaN(levels[c]);
        }
        int[] read = some(from, to, Preparation.MOST_CONTEXT, Preparation.ALWAYS_KEPT, key.derive("context"));
        int[] ahead = some(to, end, MOST_TARGETS, 0, key.derive("targets"));
        int[] both = Arrays.copyOf(read, read.length + ahead.length);
        System.arraycopy(ahead, 0, both, read.length, ahead.length);
        return new Window(
                preparation.remainders(all.pick(read), fits, levels),
                preparation.remainders(all.pick(both).keeping(known), fits, levels),
                key.derive("draw"),
                preparation.lastSeen(all, to));
    }

    /** At most {@code most} of the indices in [from, to), the last {@code kept} of them always, in order. */
    private static int[] some(int from, int to, int most, int kept, RandomKey key) {
        int size = to - from;
        if (size <= most) {
            return IntStream.range(from, to).toArray();
        }
        int[] indices = new int[most];
        int wanted = most - kept;
        int pool = size - kept;
        int chosen = 0;
        for (int i = 0; i < pool; i++) {
            if (key.uniform(i) * (pool - i) < wanted - chosen) {
                indices[chosen++] = from + i;
            }
        }
        for (int i = 0; i < kept; i++) {
            indices[chosen++] = to - kept + i;
        }
        return indices;
    }
}
