package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.OwnFit;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.TimeRegression;
import dev.tidepath.forecasting.prepare.TransformChoice;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients of forecasts by the observations, beside central differences of {@code forecast} itself. */
final class ExplanationTest {

    private static final Horizon AHEAD = Horizon.at(Times.ofNumbers(62, 65));

    /** Two channels at times of their own: a wave that wanders, and its shadow. */
    private static TimeSeries series(String id, long seed, Domain domain, int size) {
        RandomKey key = RandomKey.of(seed);
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < 2; c++) {
            double[] t = new double[size];
            double[] y = new double[size];
            double level = 0;
            for (int i = 0; i < size; i++) {
                t[i] = 60.0 * (i + 0.8 * key.derive(c).uniform(i)) / size;
                level += 0.1 * key.derive("walk").derive(c).gaussian(i);
                double v = level
                        + Math.sin(t[i] / 3 + c)
                        + 0.1 * key.derive("noise").derive(c).gaussian(i);
                y[i] = domain.kind() == Domain.Kind.REAL ? 10 + v : Math.exp(0.3 * v);
            }
            channels.add(new Channel(new ChannelSpec("c" + c, Role.TARGET, domain), Times.ofNumbers(t), y));
        }
        return new TimeSeries(id, channels);
    }

    private static SeriesSet set(Domain domain, int count, int size) {
        List<TimeSeries> all = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            all.add(series("s" + s, 100 + s, domain, size));
        }
        return new SeriesSet(all);
    }

    private static TimeSeries moved(TimeSeries series, int channel, int at, double by) {
        List<Channel> channels = new ArrayList<>(series.channels());
        Channel old = channels.get(channel);
        double[] values = old.values();
        values[at] += by;
        channels.set(channel, new Channel(old.spec(), old.times(), values));
        return new TimeSeries(series.id(), channels);
    }

    /** Compares at some observations of all channels, the last ones among them. */
    private static void assertSlopes(FittedForecaster fitted, TimeSeries series, double step, double tolerance) {
        SeriesExplanation found =
                fitted.explain(SeriesSet.of(series), AHEAD, "c0").series().get(0);
        assertEquals(65, found.time().number(0));
        assertEquals(mean(fitted, series), found.mean(), 1e-9 * Math.abs(found.mean()));
        double largest = 0;
        double worst = 0;
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < 2; c++) {
            Channel channel = series.channels().get(c);
            for (int i = 0; i < channel.size(); i += i > channel.size() - 6 ? 1 : 5) {
                double up = mean(fitted, moved(series, c, i, step));
                double down = mean(fitted, moved(series, c, i, -step));
                double expected = (up - down) / (2 * step);
                double actual = found.channels().get(c).gradient(i);
                largest = Math.max(largest, Math.abs(expected));
                worst = Math.max(worst, Math.abs(expected - actual));
                text.append(c)
                        .append(' ')
                        .append(i)
                        .append(": ")
                        .append(expected)
                        .append(' ')
                        .append(actual)
                        .append('\n');
            }
        }
        assertTrue(largest > 0 && worst <= tolerance * largest, worst + " of " + largest + "\n" + text);
    }

    private static double mean(FittedForecaster fitted, TimeSeries series) {
        return fitted.forecast(SeriesSet.of(series), AHEAD).series().get(0).mean(0, 1);
    }

    private static ModelSettings settings(TransformChoice transform) {
        return ModelSettings.DEFAULTS.withPaths(20).withThreads(1).withTransform(transform);
    }

    @Test
    void theFiltersPassBackIsTheDerivative() {
        TimeSeries series = series("a", 1, Domain.REAL, 60);
        FittedForecaster fitted = new StateSpaceForecaster(settings(TransformChoice.AUTO)).fit(SeriesSet.of(series));
        assertSlopes(fitted, series, 1e-4, 1e-6);
    }

    @Test
    void transformsAndAveragedModelsAreInTheFiltersPass() {
        TimeSeries series = series("a", 2, Domain.POSITIVE, 60);
        FittedForecaster fitted = new StateSpaceForecaster(
                        settings(TransformChoice.parse("log").orElseThrow()))
                .fit(SeriesSet.of(series));
        assertSlopes(fitted, series, 1e-4, 1e-5);
    }

    @Test
    void aSeriesNotSeenBeforeHasTheDerivativeOfThePooledModel() {
        FittedForecaster fitted = new StateSpaceForecaster(settings(TransformChoice.AUTO)).fit(set(Domain.REAL, 2, 50));
        assertSlopes(fitted, series("new", 3, Domain.REAL, 40), 1e-4, 1e-4);
    }

    private static NeuralForecaster.Builder quick() {
        return NeuralForecaster.builder()
                .seed(1)
                .iterations(30)
                .paths(8)
                .threads(1)
                .horizon(Horizon.lasting(5.0));
    }

    @Test
    void theNetworksPassBackGoesThroughLevelsAndScales() {
        TimeSeries series = series("a", 4, Domain.REAL, 100);
        assertSlopes(quick().build().fit(SeriesSet.of(series)), series, 1e-3, 1e-3);
    }

    @Test
    void fewValuesShareTheScaleOfAllSeries() {
        FittedForecaster fitted = quick().build().fit(set(Domain.REAL, 3, 60));
        assertSlopes(fitted, series("new", 5, Domain.REAL, 7), 1e-3, 1e-3);
    }

    @Test
    void seriesThatAreAlikeHaveNoScaleOfTheirOwn() {
        FittedForecaster fitted = quick().build().fit(set(Domain.REAL, 10, 40));
        assertSlopes(fitted, series("new", 6, Domain.REAL, 40), 1e-2, 1e-2);
    }

    @Test
    void regressionsOfASeriesOwnAreInTheNetworksPass() {
        TimeSeries series = series("a", 4, Domain.REAL, 100);
        NeuralState state = ((FittedNeural) quick().build().fit(SeriesSet.of(series))).state();
        Preparation learnt = state.preparation();
        TimeFeatures features = new TimeFeatures(10, 5, List.of(new TimeFeatures.Cycle(3, 2)));
        TimeRegression common = new TimeRegression(features, new double[] {0.1, 0.3, -0.2, 0.1, 0.05});
        for (double forgetting : new double[] {0, 0.2}) {
            Preparation own = new Preparation(
                    learnt.time(),
                    List.of(common, common),
                    learnt.anchors(),
                    learnt.priors(),
                    learnt.scales(),
                    learnt.context(),
                    false,
                    List.of(new OwnFit(0.2, forgetting), OwnFit.NONE));
            FittedNeural fitted = FittedNeural.of(
                    new NeuralState(state.series(), state.options(), own, state.weights(), state.provenance()));
            assertSlopes(fitted, series, 1e-2, 3e-3);
        }
    }

    @Test
    void transformsAreInTheNetworksPass() {
        TimeSeries series = series("a", 7, Domain.POSITIVE, 80);
        FittedForecaster fitted = new TransformedForecaster(
                        quick().build(), TransformChoice.parse("log").orElseThrow())
                .fit(SeriesSet.of(series));
        assertSlopes(fitted, series, 1e-5, 1e-3);
    }

    @Test
    void aRefinedPosteriorIsFollowedAtItsMode() {
        TimeSeries series = series("a", 8, Domain.REAL, 80);
        NeuralState state = ((FittedNeural) quick().build().fit(SeriesSet.of(series))).state();
        LatentOdeShape refined = ((LatentOdeShape) state.options().shape()).withRefinement(100);
        NeuralState.Options options =
                new NeuralState.Options(1, 8, state.options().solver(), refined);
        FittedNeural fitted = FittedNeural.of(
                new NeuralState(state.series(), options, state.preparation(), state.weights(), state.provenance()));
        assertSlopes(fitted, series, 1e-2, 0.1);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void whatARuleSaysIsLinear(Rule rule) {
        TimeSeries series = series("a", 10, Domain.REAL, 90);
        List<Double> periods = rule.isPeriodic() ? List.of(6.0, 18.85) : List.of();
        FittedForecaster fitted =
                new RuleForecaster(rule, settings(TransformChoice.AUTO).withPeriods(periods)).fit(SeriesSet.of(series));
        assertSlopes(fitted, series, 0.1, 1e-10);
        SeriesExplanation found =
                fitted.explain(SeriesSet.of(series), AHEAD, "c0").series().get(0);
        Channel own = series.channels().get(0);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < own.size(); i++) {
            sum += found.channels().get(0).gradient(i) * own.value(i);
            total += found.channels().get(0).gradient(i);
        }
        assertEquals(found.mean(), sum, 1e-10);
        assertEquals(1, total, 1e-10, "a constant goes on as it is");
    }

    /** The mean of exp(z) has itself as the derivative by the mean of z, and log(v) 1 / v; the deviation of z is held. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"DRIFT", "CLIMATOLOGY"})
    void aRuleIsFollowedThroughATransform(Model rule) {
        TimeSeries series = series("a", 11, Domain.POSITIVE, 90);
        List<Channel> logs = series.channels().stream()
                .map(c -> new Channel(
                        ChannelSpec.target(c.name()),
                        c.times(),
                        Arrays.stream(c.values()).map(Math::log).toArray()))
                .toList();
        TransformChoice log = TransformChoice.parse("log").orElseThrow();
        SeriesExplanation found = explained(rule, log, series);
        SeriesExplanation inside = explained(rule, TransformChoice.AUTO, new TimeSeries("a", logs));
        Channel own = series.channels().get(0);
        for (int i = 0; i < own.size(); i++) {
            double expected = found.mean() * inside.channels().get(0).gradient(i) / own.value(i);
            assertEquals(expected, found.channels().get(0).gradient(i), 1e-6 * found.mean());
        }
    }

    private static SeriesExplanation explained(Model model, TransformChoice transform, TimeSeries series) {
        SeriesSet set = SeriesSet.of(series);
        return model.forecaster(settings(transform))
                .fit(set)
                .explain(set, AHEAD, "c0")
                .series()
                .get(0);
    }

    @Test
    void aRuleDoesNotFollowWhatItNeverLooksAt() {
        TimeSeries series = series("a", 12, Domain.REAL, 6_000);
        FittedForecaster fitted =
                new RuleForecaster(Rule.FOURIER, settings(TransformChoice.AUTO)).fit(SeriesSet.of(series));
        SeriesExplanation found =
                fitted.explain(SeriesSet.of(series), AHEAD, "c0").series().get(0);
        assertEquals(0, found.channels().get(0).gradient(0));
        assertTrue(found.channels().get(0).gradient(5_999) != 0);
    }

    @Test
    void modelsWithoutGradientSaySo() {
        SeriesSet series = set(Domain.REAL, 1, 40);
        for (Model model : List.of(Model.RNN_DELTA, Model.GRU_D)) {
            ModelSettings brief = settings(TransformChoice.AUTO).withPaths(4).withIterations(2);
            FittedForecaster fitted = model.forecaster(brief).fit(series);
            DataException e = assertThrows(DataException.class, () -> fitted.explain(series, AHEAD, "c0"));
            assertEquals("TP-D083", e.code());
        }
    }

    @Test
    void contributionsAreMeasuredFromTheMean() {
        TimeSeries series = series("a", 9, Domain.REAL, 40);
        FittedForecaster fitted = new StateSpaceForecaster(settings(TransformChoice.AUTO)).fit(SeriesSet.of(series));
        SeriesExplanation found =
                fitted.explain(SeriesSet.of(series), AHEAD, "c0").series().get(0);
        double[] y = series.channels().get(0).values();
        double mean = Arrays.stream(y).average().orElseThrow();
        assertEquals(
                found.channels().get(0).gradient(39) * (y[39] - mean),
                found.channels().get(0).contribution(39),
                1e-12);
    }
}
