package dev.tidepath.io;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.AnomalyScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was expected of observations, as a forecast that {@link ForecastPlot} can draw over them. */
public final class ExpectedBands {

    private ExpectedBands() {}

    /**
     * Puts what was expected at each time together. The quantiles are the median and the ends of the 95 % interval; between
     * the times of a channel, straight lines.
     *
     * @param series what was observed
     * @param scores by series id
     * @return one forecast for each series with an expectation
     */
    public static Forecast of(SeriesSet series, Map<String, List<AnomalyScore>> scores) {
        List<SeriesForecast> forecasts = new ArrayList<>();
        for (TimeSeries s : series.series()) {
            List<AnomalyScore> expected = scores.getOrDefault(s.id(), List.of()).stream()
                    .filter(score -> score.expected().isPresent())
                    .toList();
            if (!expected.isEmpty()) {
                forecasts.add(of(s, expected));
            }
        }
        return new Forecast(forecasts);
    }

    private static SeriesForecast of(TimeSeries series, List<AnomalyScore> scores) {
        List<Times> distinct =
                scores.stream().map(s -> s.observation().time()).distinct().toList();
        List<String> channels =
                scores.stream().map(s -> s.observation().channel()).distinct().toList();
        Times times = joined(distinct, series.axis());
        double[][][] bands = new double[channels.size()][times.size()][];
        for (int c = 0; c < bands.length; c++) {
            fill(channels.get(c), scores, times, bands[c]);
        }
        return new SeriesForecast(series.id(), times, channels, new Bands(bands));
    }

    private static Times joined(List<Times> single, TimeAxis axis) {
        return axis == TimeAxis.CALENDAR
                ? Times.ofInstants(single.stream().map(t -> t.instant(0)).toList())
                : Times.ofNumbers(single.stream().mapToDouble(t -> t.number(0)).toArray());
    }

    /** Lower end, median and upper end at each time. */
    private static void fill(String channel, List<AnomalyScore> scores, Times times, double[][] bands) {
        int at = 0;
        int before = -1;
        for (AnomalyScore score : scores) {
            Observation o = score.observation();
            Optional<AnomalyScore.Expected> expected = score.expected();
            if (o.channel().equals(channel) && expected.isPresent()) {
                while (times.compare(at, o.time(), 0) < 0) {
                    at++;
                }
                AnomalyScore.Expected e = expected.get();
                bands[at] = new double[] {e.lower(), e.median(), e.upper()};
                connect(times, bands, before, at);
                before = at;
            }
        }
        for (int i = before + 1; i < bands.length; i++) {
            bands[i] = unknown();
        }
    }

    private static void connect(Times times, double[][] bands, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            bands[i] = unknown();
            double share = from < 0 ? Double.NaN : times.since(i, times, from) / times.since(to, times, from);
            for (int k = 0; from >= 0 && k < bands[i].length; k++) {
                bands[i][k] = (1 - share) * bands[from][k] + share * bands[to][k];
            }
        }
    }

    private static double[] unknown() {
        return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }

    /**
     * A median and an interval at each time, of which no paths are known.
     *
     * @param bands lower end, median and upper end by channel and time
     */
    private record Bands(double[][][] bands) implements Predictive {

        @Override
        public double mean(int channel, int time) {
            return bands[channel][time][1];
        }

        @Override
        public double quantile(int channel, int time, double probability) {
            return bands[channel][time][1 + (int) Math.signum(probability - 0.5)];
        }

        @Override
        public int pathCount() {
            return 1;
        }

        @Override
        public double sample(int channel, int time, int path) {
            return mean(channel, time);
        }
    }
}
