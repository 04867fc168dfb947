package dev.tidepath.cli;

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
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingProgress;
import java.util.Arrays;
import java.util.Map;

/** Forecasts each channel's last value, one more and one less, and pretends to train for three iterations. */
final class LastValue implements Forecaster, FittedForecaster {

    @Override
    public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
        for (int i = 1; i <= 3 && listener.onProgress(new TrainingProgress(i, 10, 1.0 / i, 0.5 / i)); i++) {
            // listening is all it does
        }
        return this;
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        return new Forecast(
                history.series().stream().map(s -> forecast(s, horizon)).toList());
    }

    private static SeriesForecast forecast(TimeSeries s, Horizon horizon) {
        Times times = horizon.resolve(s);
        double[][] means = new double[s.channels().size()][times.size()];
        double[][][] paths = new double[s.channels().size()][times.size()][];
        for (int c = 0; c < means.length; c++) {
            double last = s.channels().get(c).value(s.channels().get(c).size() - 1);
            Arrays.fill(means[c], last);
            Arrays.setAll(paths[c], t -> new double[] {last - 1, last, last + 1});
        }
        return new SeriesForecast(
                s.id(),
                times,
                s.channels().stream().map(ch -> ch.name()).toList(),
                new SampledPredictive(means, paths));
    }

    @Override
    public Provenance provenance() {
        return new Provenance("last-value", Map.of("seed", "1"));
    }
}
