package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.Tails;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.AnomalyScore;
import dev.tidepath.forecasting.evaluate.AnomalyScore.Expected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Made-up histories and forecasts to plot. */
final class PlotSamples {

    private static final Instant START = Instant.parse("2024-02-27T00:00:00Z");
    private static final int PATHS = 101;

    private PlotSamples() {}

    static Times seconds(long... offsets) {
        return Times.ofInstants(
                Arrays.stream(offsets).mapToObj(START::plusSeconds).toList());
    }

    static Times days(int from, int to) {
        return seconds(IntStream.range(from, to).mapToLong(d -> 86_400L * d).toArray());
    }

    static Channel channel(String name, Times times) {
        double[] values = new double[times.size()];
        Arrays.setAll(values, i -> Math.round(100 * Math.sin(0.3 * i)) / 10.0);
        return new Channel(name, times, values);
    }

    /** Paths fan out around zero; the k-th of 101 is a fixed distance off, so the quantiles are known. */
    static SeriesForecast fan(String id, Times times, String... channels) {
        double[][] means = new double[channels.length][times.size()];
        double[][][] paths = new double[channels.length][times.size()][PATHS];
        for (double[][] channel : paths) {
            for (int t = 0; t < channel.length; t++) {
                for (int p = 0; p < PATHS; p++) {
                    channel[t][p] = (t + 1) * (p - PATHS / 2) / 10.0;
                }
            }
        }
        return new SeriesForecast(id, times, List.of(channels), new SampledPredictive(means, paths));
    }

    /** One unnamed daily series of one channel with a gap of ten days after the 40th of 80 points. */
    static ForecastPlot daily() {
        long[] days = IntStream.range(0, 80)
                .mapToLong(i -> 86_400L * (i < 40 ? i : i + 9))
                .toArray();
        TimeSeries series = new TimeSeries("", List.of(channel("level", seconds(days))));
        return ForecastPlot.of(SeriesSet.of(series), new Forecast(List.of(fan("", days(89, 99), "level"))));
    }

    /** Ten observations of one channel, two of which the forecast hangs on. */
    static ForecastPlot explained() {
        Channel y = channel("y", days(0, 10));
        double[] gradient = new double[10];
        gradient[8] = 0.25;
        gradient[9] = -0.5;
        SeriesExplanation one =
                new SeriesExplanation("", "y", days(11, 12), 1, List.of(new ChannelGradient(y, gradient)));
        return ForecastPlot.of(
                        SeriesSet.of(new TimeSeries("", List.of(y))), new Forecast(List.of(fan("", days(10, 12), "y"))))
                .explained(new Explanation(List.of(one)));
    }

    /** Ten observations of which the first two are not scored and the ninth has a score of 5. */
    static ForecastPlot scored() {
        Channel y = channel("y", days(0, 10));
        List<AnomalyScore> scores = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Observation observation = Observation.at(y.times().instant(i), "y", y.value(i));
            double tail = i == 8 ? 0.5e-5 : 0.25;
            Expected expected = new Expected(0, 0, -1, 1, new Tails(1 - tail, tail), 0);
            scores.add(new AnomalyScore(observation, i < 2 ? Optional.empty() : Optional.of(expected)));
        }
        return ForecastPlot.scored(SeriesSet.of(new TimeSeries("", List.of(y))), Map.of("", scores), 3);
    }

    static ForecastPlot many(int count) {
        List<TimeSeries> series = new ArrayList<>();
        List<SeriesForecast> forecasts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            series.add(new TimeSeries("s" + i, List.of(channel("x", days(0, 30 + i)))));
            forecasts.add(fan("s" + i, days(30 + i, 40 + i), "x"));
        }
        return ForecastPlot.of(new SeriesSet(series), new Forecast(forecasts));
    }
}
