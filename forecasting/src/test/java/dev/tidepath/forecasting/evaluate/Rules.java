package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Simple forecasters and series to backtest. */
final class Rules {

    private Rules() {}

    /** A normal distribution at each time, with exact quantiles. */
    record Normal(double[] means, double deviation, int times) implements Predictive {

        @Override
        public double mean(int channel, int time) {
            return means[channel];
        }

        @Override
        public double quantile(int channel, int time, double probability) {
            return new NormalDistribution(null, means[channel], deviation).inverseCumulativeProbability(probability);
        }

        @Override
        public int pathCount() {
            return 1;
        }

        @Override
        public double sample(int channel, int time, int path) {
            return means[channel];
        }
    }

    /** The last value; the spread is the mean absolute value of everything it was fitted on. */
    static Forecaster lastValue() {
        return ofHistory(c -> c.value(c.size() - 1));
    }

    /** The mean of what is known. */
    static Forecaster mean() {
        return ofHistory(c -> Arrays.stream(c.values()).average().orElseThrow());
    }

    static Forecaster ofHistory(ToDoubleFunction<Channel> level) {
        return (fitted, listener) -> {
            double spread = fitted.series().stream()
                    .flatMap(s -> s.targets().stream())
                    .flatMapToDouble(c -> Arrays.stream(c.values()))
                    .map(Math::abs)
                    .average()
                    .orElse(1);
            return forecaster(level, Math.max(spread, 1e-3));
        };
    }

    private static FittedForecaster forecaster(ToDoubleFunction<Channel> level, double spread) {
        return new FittedForecaster() {
            @Override
            public Forecast forecast(SeriesSet history, Horizon horizon) {
                return new Forecast(history.series().stream()
                        .map(s -> one(s, horizon.resolve(s)))
                        .toList());
            }

            private SeriesForecast one(TimeSeries s, Times times) {
                double[] means = s.targets().stream().mapToDouble(level).toArray();
                List<String> names = s.targets().stream().map(Channel::name).toList();
                return new SeriesForecast(s.id(), times, names, new Normal(means, spread, times.size()));
            }

            @Override
            public Provenance provenance() {
                return new Provenance("rule", Map.of());
            }
        };
    }

    /** A noisy wave at irregular times from 0 to the count. */
    static TimeSeries wave(String id, int count) {
        RandomKey key = RandomKey.of(7).derive(id);
        double[] times = new double[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = i + 0.9 * key.uniform(2L * i);
            values[i] = 5 + Math.sin(0.5 * times[i]) + 0.3 * key.gaussian(2L * i + 1);
        }
        return new TimeSeries(id, List.of(new Channel("v", Times.ofNumbers(times), values)));
    }

    /** A regular series from time zero on. */
    static TimeSeries regular(String id, double... values) {
        double[] times = new double[values.length];
        Arrays.setAll(times, i -> i);
        return new TimeSeries(id, List.of(new Channel("v", Times.ofNumbers(times), values)));
    }

    /** A point forecast of a value with intervals around it. */
    static ScoredPoint point(String model, double lead, double actual, double forecast) {
        double[] deciles = new double[ScoredPoint.DECILES];
        Arrays.setAll(deciles, i -> forecast + ScoredPoint.probability(i) - 0.5);
        return new ScoredPoint(
                model,
                "",
                "v",
                Times.ofNumbers(0),
                Times.ofNumbers(lead),
                lead,
                actual,
                forecast,
                forecast,
                Math.abs(actual - forecast),
                Optional.of(new NaiveScale(2, 4)),
                deciles,
                new double[] {forecast - 1},
                new double[] {forecast + 1});
    }
}
