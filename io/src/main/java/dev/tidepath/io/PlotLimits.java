package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesForecast;
import java.util.List;

/**
 * How much a page holds, so that a phone can open it.
 *
 * @param series how many series, counted from the first
 * @param history how many observations a channel, counted from the last
 */
record PlotLimits(int series, int history) {

    /** Numbers in a page: some five megabytes. */
    private static final long NUMBERS = 600_000;

    private static final int LEAST_HISTORY = 200;
    private static final int MOST_HISTORY = 30_000;

    static PlotLimits of(List<PlotSeries> all, int levels) {
        return of(all, levels, NUMBERS);
    }

    static PlotLimits of(List<PlotSeries> all, int levels, long numbers) {
        int series = 0;
        long forecasts = 0;
        long least = 0;
        for (PlotSeries s : all) {
            forecasts += forecastNumbers(s, levels);
            least += historyNumbers(s, LEAST_HISTORY);
            if (series > 0 && forecasts + least > numbers) {
                forecasts -= forecastNumbers(s, levels);
                break;
            }
            series++;
        }
        return new PlotLimits(series, longest(all.subList(0, series), numbers - forecasts));
    }

    private static int longest(List<PlotSeries> shown, long numbers) {
        int low = LEAST_HISTORY;
        int high = MOST_HISTORY;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (shown.stream().mapToLong(s -> historyNumbers(s, middle)).sum() <= numbers) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static long historyNumbers(PlotSeries s, int most) {
        return s.history()
                .map(h -> h.channels().stream()
                        .mapToInt(Channel::size)
                        .mapToLong(n -> 2L * Math.min(n, most))
                        .sum())
                .orElse(0L);
    }

    private static long forecastNumbers(PlotSeries s, int levels) {
        return s.forecast().map(f -> forecastNumbers(f, levels)).orElse(0L);
    }

    private static long forecastNumbers(SeriesForecast f, int levels) {
        return (long) f.times().size() * (1 + f.channels().size() * (1 + 2L * levels));
    }
}
