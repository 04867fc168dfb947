package dev.tidepath.forecasting.tune;

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
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestFailure;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.BacktestProgress;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for models with a known best: its error on a series of zeros is the distance of the logarithm of the learning
 * rate from that of 0.02, and what a short training is short of. Networks of 13 units fail.
 */
public final class Bowl {

    /** Iterations of each fit, zero where they are left to the model. */
    public final List<Integer> fits = new ArrayList<>();

    /** A search over learning rates and units. */
    public Tuner tuner(int trials, int eta) {
        return tuner(space("learning-rate=0.0001..1", "units=8,13,16"), trials, eta);
    }

    /** A search over a space. */
    public Tuner tuner(SearchSpace space, int trials, int eta) {
        Backtest backtest = Backtest.of(Map.of("bowl", forecaster(ModelSettings.DEFAULTS)), TimeSpan.of(2.0))
                .cutOffs(CutOffs.backFromEnd(TimeSpan.of(1.0), 3))
                .minHistory(2);
        StartingPoint start = new StartingPoint(
                Model.LATENT_ODE,
                ModelSettings.DEFAULTS,
                Double::valueOf,
                (model, settings) -> model.isTrained() ? forecaster(settings) : new Constant(5));
        return new Tuner(space, start, backtest, Metric.Pooled.MAE, trials, eta, 7);
    }

    /** A space out of texts such as {@code units=8,16} and {@code units=8..16}. */
    public static SearchSpace space(String... tried) {
        Map<Hyperparameter, Dimension> dimensions = new EnumMap<>(Hyperparameter.class);
        for (String text : tried) {
            Hyperparameter name = Hyperparameter.named(text.split("=", 2)[0]);
            String values = text.split("=", 2)[1];
            int to = values.indexOf("..");
            dimensions.put(
                    name,
                    to < 0
                            ? name.among(List.of(values.split(",")))
                            : name.between(values.substring(0, to), values.substring(to + 2)));
        }
        return new SearchSpace(dimensions);
    }

    /** Ten zeros. */
    public static SeriesSet zeros() {
        double[] times = new double[10];
        Arrays.setAll(times, i -> i);
        return SeriesSet.of(new TimeSeries("a", List.of(new Channel("y", Times.ofNumbers(times), new double[10]))));
    }

    /** Forty values of a noisy wave. */
    static SeriesSet wave() {
        RandomKey key = RandomKey.of(7);
        double[] times = new double[40];
        double[] values = new double[40];
        for (int i = 0; i < times.length; i++) {
            times[i] = i + 0.9 * key.uniform(2L * i);
            values[i] = 5 + Math.sin(0.5 * times[i]) + 0.3 * key.gaussian(2L * i + 1);
        }
        return SeriesSet.of(new TimeSeries("a", List.of(new Channel("y", Times.ofNumbers(times), values))));
    }

    /** A listener that lets so many evaluations begin. */
    public static TuningListener stoppingAfter(int evaluations) {
        return progress -> progress.done() < evaluations
                ? BacktestListener.silent()
                : new BacktestListener() {
                    @Override
                    public boolean onProgress(BacktestProgress p) {
                        return false;
                    }

                    @Override
                    public void onFailure(BacktestFailure failure) {
                        throw new AssertionError(failure);
                    }

                    @Override
                    public TrainingListener training(BacktestProgress p) {
                        throw new AssertionError(p);
                    }
                };
    }

    private Forecaster forecaster(ModelSettings settings) {
        return (series, listener) -> {
            fits.add(settings.iterations().orElse(0));
            if (settings.network().units().orElse(0) == 13) {
                throw new FitException("TP-M001", "the loss is not finite", "another seed");
            }
            double rate = settings.network().learningRate().orElse(0.5);
            int iterations = settings.iterations().orElse(900);
            return new Constant(Math.abs(Math.log(rate / 0.02)) + 30.0 / iterations);
        };
    }

    /** Forecasts one number. */
    private record Constant(double value) implements Forecaster, FittedForecaster {

        @Override
        public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
            return this;
        }

        @Override
        public Forecast forecast(SeriesSet history, Horizon horizon) {
            return new Forecast(
                    history.series().stream().map(s -> of(s, horizon)).toList());
        }

        private SeriesForecast of(TimeSeries s, Horizon horizon) {
            Times times = horizon.resolve(s);
            double[] values = new double[times.size()];
            Arrays.fill(values, value);
            double[][] paths = new double[times.size()][2];
            Arrays.stream(paths).forEach(p -> Arrays.fill(p, value));
            return new SeriesForecast(
                    s.id(), times, List.of("y"), new SampledPredictive(new double[][] {values}, new double[][][] {paths
                    }));
        }

        @Override
        public Provenance provenance() {
            return new Provenance("constant", Map.of());
        }
    }
}
