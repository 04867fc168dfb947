package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A series cut in two: what was known, and the truth that a forecast is compared with.
 *
 * @param history the series until the cut-off, as much as models see of it
 * @param cutOff sequence of that one time
 * @param asked when anything was observed after the cut-off and within the horizon, increasing
 * @param truths what was observed then, of each channel to forecast
 */
record Cut(TimeSeries history, Times cutOff, Times asked, List<Truth> truths) {

    /**
     * What was observed of one channel within the horizon.
     *
     * @param channel the observations
     * @param scale naive error before the cut-off, of all that was observed
     */
    record Truth(Channel channel, Optional<NaiveScale> scale) {}

    /** Cuts a series; the horizon ends at a time, which counts. Models see what the thinning leaves of the history. */
    static Cut of(TimeSeries series, Times cutOff, Times end, OptionalDouble season, Thinning thinning) {
        TimeSeries history = series.until(cutOff, 0);
        List<Channel> before = history.targets();
        List<Channel> all = series.targets();
        List<Truth> truths = new ArrayList<>();
        for (int c = 0; c < all.size(); c++) {
            Channel ahead = ahead(all.get(c), cutOff, end);
            truths.add(new Truth(ahead, NaiveScale.learn(before.get(c), season)));
        }
        return new Cut(thinning.of(history), cutOff, union(truths, cutOff), truths);
    }

    private static Channel ahead(Channel channel, Times cutOff, Times end) {
        int from = channel.countUntil(cutOff, 0);
        return channel.slice(from, Math.max(from, channel.countUntil(end, 0)));
    }

    /** The channels' times, each once. */
    private static Times union(List<Truth> truths, Times cutOff) {
        Comparator<Times> order = (a, b) -> a.compare(0, b, 0);
        TreeSet<Times> times = new TreeSet<>(order);
        for (Truth truth : truths) {
            Times own = truth.channel().times();
            IntStream.range(0, own.size()).forEach(i -> times.add(own.slice(i, i + 1)));
        }
        return cutOff.axis() == TimeAxis.NUMERIC
                ? Times.ofNumbers(times.stream().mapToDouble(t -> t.number(0)).toArray())
                : Times.ofInstants(times.stream().map(t -> t.instant(0)).toList());
    }

    /**
     * Compares a forecast of this series at the times asked for with the truth.
     *
     * @return a point for each observation, by channel and time
     * @throws ArithmeticException if a number of the forecast is not finite
     * @throws IllegalArgumentException if the forecast is not for these channels and times
     */
    List<ScoredPoint> score(String model, SeriesForecast forecast, double[] levels) {
        if (!forecast.times().equals(asked)) {
            throw new IllegalArgumentException("forecast at " + forecast.times() + ", asked for " + asked);
        }
        List<ScoredPoint> points = new ArrayList<>();
        for (Truth truth : truths) {
            int c = forecast.channels().indexOf(truth.channel().name());
            if (c < 0) {
                throw new IllegalArgumentException(
                        "no forecast of channel " + truth.channel().name());
            }
            int at = 0;
            for (int i = 0; i < truth.channel().size(); i++) {
                while (asked.compare(at, truth.channel().times(), i) < 0) {
                    at++;
                }
                points.add(point(model, forecast, truth, c, at, truth.channel().value(i), levels));
            }
        }
        return points;
    }

    private ScoredPoint point(
            String model, SeriesForecast f, Truth truth, int c, int at, double actual, double[] levels) {
        double[] deciles = new double[ScoredPoint.DECILES];
        for (int i = 0; i < deciles.length; i++) {
            deciles[i] = finite(f.quantile(c, at, ScoredPoint.probability(i)));
        }
        double[] lower = new double[levels.length];
        double[] upper = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            lower[i] = finite(f.lower(c, at, levels[i]));
            upper[i] = finite(f.upper(c, at, levels[i]));
        }
        return new ScoredPoint(
                model,
                history.id(),
                truth.channel().name(),
                cutOff,
                asked.slice(at, at + 1),
                asked.since(at, cutOff, 0),
                actual,
                finite(f.mean(c, at)),
                finite(f.median(c, at)),
                finite(Crps.of(f.predictive(), c, at, actual)),
                truth.scale(),
                deciles,
                lower,
                upper);
    }

    private static double finite(double x) {
        if (!Double.isFinite(x)) {
            throw new ArithmeticException("the forecast is not finite: " + x);
        }
        return x;
    }
}
