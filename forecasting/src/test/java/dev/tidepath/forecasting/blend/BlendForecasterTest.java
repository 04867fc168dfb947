package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlendForecasterTest {

    private static final Horizon AHEAD = Horizon.lasting(5).every(1);

    /** Forecasts a function of time, with one deviation everywhere. */
    private record Stub(DoubleUnaryOperator mean, double deviation) implements Forecaster {

        @Override
        public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
            return new Fitted((history, horizon) -> normal(horizon.resolve(history)));
        }

        private Predictive normal(Times times) {
            double[] means = new double[times.size()];
            double[] deviations = new double[times.size()];
            double[][] paths = new double[times.size()][20];
            for (int i = 0; i < means.length; i++) {
                means[i] = mean.applyAsDouble(times.number(i));
                deviations[i] = deviation;
                for (int p = 0; p < 20; p++) {
                    paths[i][p] = means[i] + deviation * (p - 9.5) / 6;
                }
            }
            return new NormalPredictive(new double[][] {means}, new double[][] {deviations}, new double[][][] {paths});
        }
    }

    /** Says what a function does of a series. */
    private record Fitted(BiFunction<TimeSeries, Horizon, Predictive> said) implements FittedForecaster {

        @Override
        public Forecast forecast(SeriesSet history, Horizon horizon) {
            return new Forecast(history.series().stream()
                    .map(s -> new SeriesForecast(s.id(), horizon.resolve(s), List.of("v"), said.apply(s, horizon)))
                    .toList());
        }

        @Override
        public Provenance provenance() {
            return new Provenance("stub", Map.of());
        }
    }

    /** Standard normal noise about a line. */
    private static SeriesSet noise(String what, int series, int n) {
        List<TimeSeries> all = new ArrayList<>();
        for (int s = 0; s < series; s++) {
            RandomKey key = RandomKey.of(17).derive(what).derive(s);
            double[] times = new double[n];
            double[] values = new double[n];
            Arrays.setAll(times, i -> i + 1);
            Arrays.setAll(values, i -> times[i] + key.gaussian(i));
            all.add(new TimeSeries(what + s, List.of(new Channel("v", Times.ofNumbers(times), values))));
        }
        return new SeriesSet(all);
    }

    private static BlendForecaster blend(Intervals intervals, Candidate... candidates) {
        return new BlendForecaster("blend", List.of(candidates), Optional.of(AHEAD), intervals);
    }

    private static double share(FittedBlend fitted, String name) {
        for (int m = 0; m < fitted.members().size(); m++) {
            if (fitted.members().get(m).name().equals(name)) {
                return fitted.common().get(0)[m];
            }
        }
        return 0;
    }

    @Test
    void theModelThatForecastThePastBetterGetsTheShare() {
        Candidate right = new Candidate("right", new Stub(t -> t, 1), 0.2);
        Candidate wrong = new Candidate("wrong", new Stub(t -> t + 6, 1), 0.8);
        FittedBlend fitted =
                (FittedBlend) blend(Intervals.CALIBRATED, right, wrong).fit(noise("a", 6, 100));
        assertTrue(share(fitted, "right") > 0.85, fitted.provenance().toString());
        assertEquals("right", fitted.provenance().facts().get("best alone"));
    }

    @Test
    void modelsWithOppositeErrorsShareAlike() {
        Candidate above = new Candidate("above", new Stub(t -> t + 1, 1), 0.5);
        Candidate below = new Candidate("below", new Stub(t -> t - 1, 1), 0.5);
        FittedBlend fitted =
                (FittedBlend) blend(Intervals.CALIBRATED, above, below).fit(noise("a", 6, 100));
        assertEquals(0.5, share(fitted, "above"), 0.1);
    }

    /** Of models that are too sure or too unsure by a factor, whatever the level. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.6, 1, 1.5, 3})
    void calibratedIntervalsCoverWhatTheyShould(double deviation) {
        BlendForecaster blend = blend(Intervals.CALIBRATED, new Candidate("stub", new Stub(t -> t, deviation), 1));
        FittedForecaster fitted = blend.fit(noise("past", 20, 100));
        SeriesSet later = noise("later", 200, 105);
        SeriesSet history = later.map(s -> s.until(Times.ofNumbers(100), 0));
        Forecast forecast = fitted.forecast(history, AHEAD);
        for (double level : new double[] {50, 80, 90, 95}) {
            int covered = 0;
            for (int s = 0; s < 200; s++) {
                SeriesForecast f = forecast.series().get(s);
                for (int i = 0; i < 5; i++) {
                    double y = later.series().get(s).channels().get(0).value(100 + i);
                    covered += y >= f.lower(0, i, level) && y <= f.upper(0, i, level) ? 1 : 0;
                }
            }
            assertEquals(level, covered / 10.0, 4, "deviation " + deviation);
        }
    }

    /** A line, and an exponential variable less its mean. */
    private static SeriesSet skewed(String what, int series, int n) {
        return noise(what, series, n).map(s -> {
            RandomKey key = RandomKey.of(18).derive(s.id());
            Channel channel = s.channels().get(0);
            double[] values = new double[channel.size()];
            Arrays.setAll(values, i -> channel.times().number(i) - StrictMath.log(key.uniform(i)) - 1);
            return new TimeSeries(s.id(), List.of(new Channel("v", channel.times(), values)));
        });
    }

    /** The distribution of what is 0 six times of ten, else 1 or 3, times a factor. */
    private record Steps(double factor) implements Forecaster {

        double value(double uniform) {
            return factor * (uniform < 0.6 ? 0 : uniform < 0.8 ? 1 : 3);
        }

        SeriesSet drawn() {
            return noise("steps", 20, 100).map(s -> {
                RandomKey key = RandomKey.of(19).derive(s.id());
                Channel channel = s.channels().get(0);
                double[] values = new double[channel.size()];
                Arrays.setAll(values, i -> value(key.uniform(i)));
                return new TimeSeries(s.id(), List.of(new Channel("v", channel.times(), values)));
            });
        }

        @Override
        public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
            return new Fitted((history, horizon) -> {
                double[][] paths = new double[horizon.resolve(history).size()][200];
                for (double[] own : paths) {
                    Arrays.setAll(own, p -> value((p + 0.5) / own.length));
                }
                return new SampledPredictive(new double[][] {new double[paths.length]}, new double[][][] {paths});
            });
        }
    }

    /** On which side the step is does not matter, and half of a step is not outside. */
    @ParameterizedTest
    @ValueSource(doubles = {1, -1})
    void aRightDistributionWithStepsIsLeftAsItIs(double factor) {
        Steps steps = new Steps(factor);
        FittedBlend fitted = (FittedBlend)
                blend(Intervals.CALIBRATED, new Candidate("steps", steps, 1)).fit(steps.drawn());
        for (Widening found : fitted.widenings().get(0)) {
            assertEquals(1, found.inner(), 0.25, found.toString());
            assertEquals(1, found.outer(), 0.25, found.toString());
        }
    }

    private static Forecast later(FittedForecaster fitted, SeriesSet later) {
        return fitted.forecast(later.map(s -> s.until(Times.ofNumbers(100), 0)), AHEAD);
    }

    /** No widening of a normal distribution has a tenth of these errors on either side. */
    @Test
    void aFlowGivesIntervalsTheShapeOfErrors() {
        Candidate stub = new Candidate("stub", new Stub(t -> t, 1), 1);
        FittedBlend fitted = (FittedBlend) blend(Intervals.FLOW, stub).fit(skewed("past", 20, 100));
        String told = fitted.provenance().facts().getOrDefault("intervals", "");
        assertTrue(
                told.startsWith("calibrated on these forecasts, and given the shape of their errors by a flow"), told);
        SeriesSet later = skewed("later", 200, 105);
        Forecast forecast = later(fitted, later);
        int below = 0;
        int above = 0;
        for (int s = 0; s < 200; s++) {
            SeriesForecast f = forecast.series().get(s);
            for (int i = 0; i < 5; i++) {
                double y = later.series().get(s).channels().get(0).value(100 + i);
                below += y < f.lower(0, i, 80) ? 1 : 0;
                above += y > f.upper(0, i, 80) ? 1 : 0;
            }
        }
        assertEquals(10, below / 10.0, 3);
        assertEquals(10, above / 10.0, 3);
        SeriesForecast any = forecast.series().get(0);
        assertEquals(103, any.mean(0, 2), 0.15);
        assertEquals(103 + StrictMath.log(2) - 1, any.median(0, 2), 0.15);
        assertEquals(0.07, any.tails(0, 2, any.quantile(0, 2, 0.07)).below(), 1e-9);
        assertEquals(any.quantile(0, 2, 0.025), any.sample(0, 2, 0), 1e-12);
    }

    @Test
    void tooFewForecastsForAFlowAreCalibratedAndSayIt() {
        Candidate stub = new Candidate("stub", new Stub(t -> t, 0.3), 1);
        SeriesSet few = skewed("past", 1, 100);
        FittedBlend flow = (FittedBlend) blend(Intervals.FLOW, stub).fit(few);
        FittedBlend calibrated = (FittedBlend) blend(Intervals.CALIBRATED, stub).fit(few);
        assertEquals(
                calibrated.provenance().facts().get("intervals") + "; no flow: too few for a flow",
                flow.provenance().facts().get("intervals"));
        SeriesSet later = skewed("later", 1, 105);
        for (double p : new double[] {0.01, 0.2, 0.5, 0.9}) {
            assertEquals(
                    later(calibrated, later).series().get(0).quantile(0, 3, p),
                    later(flow, later).series().get(0).quantile(0, 3, p));
        }
    }

    @Test
    void pathsHaveTheBlendsDistribution() {
        BlendForecaster blend = blend(Intervals.CALIBRATED, new Candidate("stub", new Stub(t -> t, 0.3), 1));
        SeriesSet series = noise("past", 20, 100);
        SeriesForecast f = blend.fit(series).forecast(series, AHEAD).series().get(0);
        for (int p = 0; p < 20; p++) {
            assertEquals(f.quantile(0, 2, (p + 0.5) / 20), f.sample(0, 2, p), 1e-12);
        }
    }

    @Test
    void seriesTooShortToRehearseHaveThePriorSharesAndSayIt() {
        Candidate one = new Candidate("one", new Stub(t -> t, 1), 3);
        Candidate other = new Candidate("other", new Stub(t -> 0, 1), 1);
        FittedBlend fitted =
                (FittedBlend) blend(Intervals.CALIBRATED, one, other).fit(noise("a", 3, 5));
        assertEquals(0.75, share(fitted, "one"), 1e-12);
        assertEquals(Widening.NONE, fitted.widenings().get(0).get(0));
        assertTrue(fitted.provenance().facts().getOrDefault("rehearsed", "").startsWith("nothing"));
    }

    @Test
    void aCandidateThatCannotBeFittedIsNotLeftOutSilently() {
        Forecaster refusing = (series, listener) -> {
            throw new DataException("TP-D057", "", "no", "yes");
        };
        Candidate one = new Candidate("one", new Stub(t -> t, 1), 1);
        BlendForecaster blend = blend(Intervals.CALIBRATED, one, new Candidate("refusing", refusing, 1));
        assertThrows(DataException.class, () -> blend.fit(noise("a", 3, 100)));
    }

    /** Nothing of what is to come reaches the blend. */
    @Test
    void aBacktestOfABlendSeesNoFuture() {
        SeriesSet series = noise("a", 2, 60);
        SeriesSet changed = series.map(s -> {
            double[] values = s.channels().get(0).values();
            Arrays.fill(values, 50, 60, 1e6);
            return new TimeSeries(
                    s.id(), List.of(new Channel("v", s.channels().get(0).times(), values)));
        });
        assertEquals(medians(series), medians(changed));
        assertFalse(medians(series).isEmpty());
    }

    private static List<Double> medians(SeriesSet series) {
        BlendForecaster blend = blend(
                Intervals.CALIBRATED,
                new Candidate("one", new Stub(t -> t, 1), 1),
                new Candidate("other", new Stub(t -> 2, 1), 1));
        List<Double> medians = new ArrayList<>();
        Backtest.of(Map.of("blend", blend), TimeSpan.of(5.0))
                .cutOffs(CutOffs.from(Times.ofNumbers(50), TimeSpan.of(5.0), OptionalInt.of(1)))
                .run(series, BacktestListener.silent(), p -> medians.add(p.median()));
        return medians;
    }
}
