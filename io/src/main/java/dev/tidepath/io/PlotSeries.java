package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One series of a page: its history, its forecast, or both.
 *
 * @param id the series' id
 * @param history its observations, if it has a history
 * @param forecast its forecast, if it has one
 */
record PlotSeries(String id, Optional<TimeSeries> history, Optional<SeriesForecast> forecast) {

    private static final double HISTORY_PER_HORIZON = 3.5;

    private static final int LEAST_POINTS = 24;
    private static final double MOST_HORIZONS = 40;

    /** Pairs histories with forecasts: in the order of the history, then what has a forecast only. */
    static List<PlotSeries> pair(SeriesSet history, Forecast forecast) {
        Map<String, SeriesForecast> forecasts = new LinkedHashMap<>();
        forecast.series().forEach(f -> forecasts.put(f.id(), f));
        List<PlotSeries> all = new ArrayList<>();
        for (TimeSeries s : history.series()) {
            all.add(new PlotSeries(s.id(), Optional.of(s), Optional.ofNullable(forecasts.remove(s.id()))));
        }
        forecasts.values().forEach(f -> all.add(new PlotSeries(f.id(), Optional.empty(), Optional.of(f))));
        return all;
    }

    /** The names of the channels: those with a forecast first. */
    List<String> channels() {
        Set<String> names = new LinkedHashSet<>();
        forecast.ifPresent(f -> names.addAll(f.channels()));
        history.ifPresent(h -> h.channels().forEach(c -> names.add(c.name())));
        return List.copyOf(names);
    }

    Optional<Channel> observed(String channel) {
        return history.flatMap(
                h -> h.channels().stream().filter(c -> c.name().equals(channel)).findFirst());
    }

    /** The last observation time of any channel before the forecast, where the horizon begins. */
    Optional<Times> cutOff() {
        return history.flatMap(
                h -> h.targets().stream().flatMap(c -> before(c).stream()).max((a, b) -> a.compare(0, b, 0)));
    }

    private Optional<Times> before(Channel channel) {
        int[] order = forecastOrder();
        int count = channel.size();
        while (order.length > 0
                && count > 0
                && channel.times().compare(count - 1, forecast.orElseThrow().times(), order[0]) >= 0) {
            count--;
        }
        return count == 0 ? Optional.empty() : Optional.of(channel.times().slice(count - 1, count));
    }

    /** The time an axis of elapsed seconds counts from. */
    Times origin() {
        return history.filter(h -> h.observations() > 0)
                .map(TimeSeries::first)
                .or(() -> forecast.map(SeriesForecast::times).filter(t -> t.size() > 0))
                .orElse(Times.ofNumbers(0));
    }

    /** Indices of the forecast times in the order of time. */
    int[] forecastOrder() {
        Times times = forecast.map(SeriesForecast::times).orElse(Times.ofNumbers());
        Comparator<Integer> byTime = (i, j) -> times.compare(i, times, j);
        return IntStream.range(0, times.size())
                .boxed()
                .sorted(byTime)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Where the page's first view begins: three and a half horizons before the last observation, or far enough back to
     * show two dozen observations.
     *
     * @param axis the page's axis
     * @return a position on the axis, or empty where the whole history is the view
     */
    Optional<Double> viewStart(PlotAxis axis) {
        if (cutOff().isEmpty() || forecast.isEmpty() || forecast.get().times().size() == 0) {
            return Optional.empty();
        }
        Times origin = origin();
        double cut = axis.position(cutOff().get(), 0, origin);
        Times ahead = forecast.get().times();
        double[] positions = IntStream.range(0, ahead.size())
                .mapToDouble(i -> axis.position(ahead, i, origin))
                .sorted()
                .toArray();
        double from = Math.min(cut, positions[0]);
        double horizon = Math.max(cut, positions[positions.length - 1]) - from;
        double start = from - HISTORY_PER_HORIZON * horizon;
        double points = Math.max(recent(axis, origin), from - MOST_HORIZONS * horizon);
        return Optional.of(Math.min(start, points));
    }

    /** Position of the two-dozenth last observation of the channel that reaches furthest back with them. */
    private double recent(PlotAxis axis, Times origin) {
        return history.stream()
                .flatMap(h -> h.channels().stream())
                .filter(c -> c.size() > 0)
                .mapToDouble(c -> axis.position(c.times(), Math.max(0, c.size() - LEAST_POINTS), origin))
                .min()
                .orElseThrow();
    }
}
