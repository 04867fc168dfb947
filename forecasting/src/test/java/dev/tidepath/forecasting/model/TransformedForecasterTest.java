package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Crps;
import dev.tidepath.forecasting.prepare.TransformChoice;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransformedForecasterTest extends ForecasterContractTest {

    @Override
    Forecaster forecaster(long seed) {
        return new TransformedForecaster(
                new RuleForecaster(Rule.DRIFT, RuleForecasterTest.settings(seed)), TransformChoice.NONE);
    }

    private static TimeSeries random(Domain domain, long seed) {
        RandomKey key = RandomKey.of(seed).derive(domain.text());
        int n = 5 + key.below(0, 60);
        double[] t = irregular("t" + seed, n, 0, 10);
        double[] y = new double[n];
        double level = 3 * key.gaussian(1);
        for (int i = 0; i < n; i++) {
            level += key.gaussian(2L + i);
            y[i] = switch (domain.kind()) {
                case REAL -> level;
                case POSITIVE -> Math.exp(2 * level);
                case BOUNDED -> Math.max(domain.low(), Math.min(domain.high(), level));
                case COUNT -> Math.max(0, Math.rint(level));
            };
        }
        ChannelSpec spec = new ChannelSpec("v", Role.TARGET, domain);
        return new TimeSeries("s", List.of(new Channel(spec, Times.ofNumbers(t), y)));
    }

    static Stream<Model> fittedAtOnce() {
        return Arrays.stream(Model.values()).filter(model -> !model.isTrained());
    }

    @ParameterizedTest
    @MethodSource("fittedAtOnce")
    void forecastsNeverLeaveTheDomain(Model model) {
        List<Domain> domains = List.of(Domain.POSITIVE, Domain.bounded(-1, 4), Domain.COUNT);
        for (Domain domain : domains) {
            for (String choice : List.of("auto", "none", "boxcox", "boxcox=-0.5")) {
                for (long seed = 0; seed < 4; seed++) {
                    SeriesSet set = SeriesSet.of(random(domain, seed));
                    SeriesForecast f = model.forecaster(RuleForecasterTest.settings(seed)
                                    .withTransform(TransformChoice.parse(choice).orElseThrow()))
                            .fit(set)
                            .forecast(set, Horizon.at(Times.ofNumbers(10.5, 13, 40)))
                            .series()
                            .get(0);
                    for (int i = 0; i < 3; i++) {
                        for (double p : new double[] {0.001, 0.1, 0.5, 0.9, 0.999}) {
                            assertTrue(domain.contains(f.quantile(0, i, p)), domain + ": " + f.quantile(0, i, p));
                        }
                        for (int p = 0; p < f.pathCount(); p++) {
                            assertTrue(domain.contains(f.sample(0, i, p)), domain + ": " + f.sample(0, i, p));
                        }
                        double mean = f.mean(0, i);
                        assertTrue(mean >= domain.low() && mean <= domain.high() && Double.isFinite(mean));
                    }
                }
            }
        }
    }

    @Test
    void theMeanIsThatOfTheDistributionMappedBack() {
        NormalPredictive normal =
                new NormalPredictive(new double[][] {{0.3}}, new double[][] {{0.8}}, new double[1][1][1]);
        TransformedPredictive log =
                new TransformedPredictive(normal, List.of(ValueTransform.LOG), List.of(Domain.POSITIVE));
        assertEquals(Math.exp(0.3 + 0.32), log.mean(0, 0), 1e-5);
        assertEquals(Math.exp(0.3), log.quantile(0, 0, 0.5), 1e-12);
        assertEquals(Math.exp(0.3 + 0.8 * 1.2815515655446004), log.quantile(0, 0, 0.9), 1e-9);
    }

    /** The paths of a latent ODE are scored by the fair estimator whatever they were mapped back by. */
    @Test
    void pathsThatAreMappedBackAreScoredAsPaths() {
        double[] paths = {-1, 0, 0.5, 2};
        SampledPredictive sampled = new SampledPredictive(new double[][] {{0.4}}, new double[][][] {{paths}});
        TransformedPredictive log =
                new TransformedPredictive(sampled, List.of(ValueTransform.LOG), List.of(Domain.POSITIVE));
        double[] values = Arrays.stream(paths).map(StrictMath::exp).toArray();
        assertEquals(Crps.ofSamples(values, 1.5), Crps.of(log, 0, 0, 1.5), 1e-15);
    }

    @Test
    void aValueThatCannotBeTransformedIsRefused() {
        SeriesSet positive = SeriesSet.of(series("a", irregular("a", 20, 0, 10), t -> 1 + t));
        SeriesSet negative = SeriesSet.of(series("a", irregular("a", 20, 0, 10), t -> 1 - t));
        Forecaster log = new TransformedForecaster(
                new RuleForecaster(Rule.DRIFT, RuleForecasterTest.settings(1)),
                TransformChoice.parse("log").orElseThrow());
        DataException e = assertThrows(
                DataException.class, () -> log.fit(positive).forecast(negative, Horizon.at(Times.ofNumbers(11))));
        assertEquals("TP-D068", e.code());
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aTransformThatIsAskedForIsNotLeftOutSilently(Model model) {
        SeriesSet negative = SeriesSet.of(series("a", irregular("a", 20, 0, 10), t -> 1 - t));
        for (String choice : List.of("log", "boxcox", "boxcox=0.5")) {
            ModelSettings settings = RuleForecasterTest.settings(1)
                    .withTransform(TransformChoice.parse(choice).orElseThrow());
            DataException e = assertThrows(
                    DataException.class, () -> model.forecaster(settings).fit(negative));
            assertEquals("TP-D068", e.code());
        }
        assertEquals(Optional.empty(), TransformChoice.parse("boxcox=-3"));
    }

    /** 20⁵⁰⁰ is beyond the range of numbers. */
    @Test
    void anExponentThatLeavesTheRangeOfNumbersIsRefused() {
        SeriesSet set = SeriesSet.of(series("a", irregular("a", 20, 0, 10), t -> 10 + t));
        TransformChoice choice = new TransformChoice(TransformChoice.Kind.BOX_COX, 500);
        Forecaster steep =
                new TransformedForecaster(new RuleForecaster(Rule.DRIFT, RuleForecasterTest.settings(1)), choice);
        DataException e = assertThrows(DataException.class, () -> steep.fit(set));
        assertEquals("TP-D068", e.code());
        Forecaster other =
                new StateSpaceForecaster(RuleForecasterTest.settings(1).withTransform(choice));
        assertEquals(
                "TP-D068",
                assertThrows(DataException.class, () -> other.fit(set)).code());
    }

    /** The slope of the logarithm at 1e-310 is beyond the range of numbers. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void errorsOfTinyPositiveValuesMayBeLarge(Model model) {
        RandomKey key = RandomKey.of(11);
        double[] y = new double[30];
        double[] errors = new double[30];
        Arrays.setAll(y, i -> i % 7 == 0 ? 1e-310 : Math.exp(key.gaussian(i)));
        Arrays.setAll(errors, i -> i % 2);
        Channel c = new Channel(
                new ChannelSpec("v", Role.TARGET, Domain.POSITIVE),
                Times.ofNumbers(irregular("e", 30, 0, 10)),
                y,
                errors);
        SeriesSet set = SeriesSet.of(new TimeSeries("s", List.of(c)));
        assertFinite(model.forecaster(quick()).fit(set).forecast(set, Horizon.at(Times.ofNumbers(11, 12))));
    }

    private static ModelSettings quick() {
        return RuleForecasterTest.settings(1).withIterations(2);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theMeanOfAForecastThatGrowsForEverIsFinite(Model model) {
        double[] t = irregular("g", 40, 0, 40);
        double[] y = Arrays.stream(t).map(x -> Math.exp(10 * x)).toArray();
        ChannelSpec spec = new ChannelSpec("v", Role.TARGET, Domain.POSITIVE);
        SeriesSet set = SeriesSet.of(new TimeSeries("s", List.of(new Channel(spec, Times.ofNumbers(t), y))));
        Forecast f = model.forecaster(quick()).fit(set).forecast(set, Horizon.at(Times.ofNumbers(50, 80, 400)));
        assertFinite(f);
        assertTrue(Double.isFinite(f.series().get(0).quantile(0, 2, 0.999)));
    }

    @Test
    void growthUnderALogarithmIsExponential() {
        ChannelSpec spec = new ChannelSpec("v", Role.TARGET, Domain.POSITIVE);
        double[] t = irregular("e", 30, 0, 10);
        double[] y = Arrays.stream(t).map(x -> Math.exp(0.3 * x)).toArray();
        SeriesSet set = SeriesSet.of(new TimeSeries("s", List.of(new Channel(spec, Times.ofNumbers(t), y))));
        SeriesForecast f = Model.DRIFT
                .forecaster(RuleForecasterTest.settings(1))
                .fit(set)
                .forecast(set, Horizon.at(Times.ofNumbers(12, 20)))
                .series()
                .get(0);
        assertEquals(Math.exp(3.6), f.median(0, 0), 1e-6);
        assertEquals(Math.exp(6), f.median(0, 1), 1e-6);
    }
}
