package dev.tidepath.cli;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FitException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.train.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Models that need no training: the last value, the mean, and one that always fails. */
final class TestModels implements ModelSource {

    @Override
    public List<String> names() {
        return List.of("mean", "last-value", "broken");
    }

    @Override
    public Forecaster forecaster(String name, ModelSettings settings) {
        return switch (name) {
            case "last-value" -> new LastValue();
            case "mean" -> new Mean();
            default ->
                (series, listener) -> {
                    throw new FitException("TP-M001", "the loss is not finite", "another seed");
                };
        };
    }

    /** The mean of what is known, half a unit more and less. */
    private static final class Mean implements Forecaster, FittedForecaster {

        @Override
        public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
            return this;
        }

        @Override
        public Forecast forecast(SeriesSet history, Horizon horizon) {
            return new Forecast(history.series().stream()
                    .map(s -> one(s, horizon.resolve(s)))
                    .toList());
        }

        private static SeriesForecast one(TimeSeries s, Times times) {
            List<Channel> channels = s.targets();
            double[][] means = new double[channels.size()][times.size()];
            double[][][] paths = new double[channels.size()][times.size()][];
            for (int c = 0; c < means.length; c++) {
                double mean = Arrays.stream(channels.get(c).values()).average().orElseThrow();
                Arrays.fill(means[c], mean);
                Arrays.setAll(paths[c], t -> new double[] {mean - 0.5, mean, mean + 0.5});
            }
            return new SeriesForecast(
                    s.id(), times, channels.stream().map(Channel::name).toList(), new SampledPredictive(means, paths));
        }

        @Override
        public Provenance provenance() {
            return new Provenance("mean", Map.of());
        }
    }
}
