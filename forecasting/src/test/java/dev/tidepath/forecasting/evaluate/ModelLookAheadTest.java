package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Through a backtest, every model knows nothing of what comes after a cut-off but known-future covariates: values of any
 * domain, their measurement errors and past covariates may be anything there, and the forecast has the same bits.
 */
final class ModelLookAheadTest {

    private static final double FIRST_CUT = 30;
    private static final double EVERY = 4;
    private static final int ROUNDS = 2;
    private static final RandomKey KEY = RandomKey.of(12);

    private static Forecaster forecaster(Model model) {
        return model.forecaster(
                ModelSettings.DEFAULTS.withPaths(12).withThreads(1).withIterations(2));
    }

    private static SeriesSet panel() {
        return SeriesSet.of(series("a", 45), series("b", 38));
    }

    private static TimeSeries series(String id, int count) {
        RandomKey key = KEY.derive(id);
        double[] t = new double[count];
        double[] real = new double[count];
        double[] counts = new double[count];
        double[] errors = new double[count];
        double[] past = new double[count];
        for (int i = 0; i < count; i++) {
            t[i] = i + 0.9 * key.uniform(5L * i);
            past[i] = key.gaussian(5L * i + 1);
            real[i] = 20 + 3 * Math.sin(0.9 * t[i]) + plan(t[i]) + 0.3 * key.gaussian(5L * i + 2);
            counts[i] = Math.rint(6 + 4 * key.uniform(5L * i + 3) + plan(t[i]));
            errors[i] = 0.1 + 0.2 * key.uniform(5L * i + 4);
        }
        double[] days = new double[60];
        Arrays.setAll(days, i -> i);
        Times times = Times.ofNumbers(t);
        return new TimeSeries(
                id,
                List.of(
                        new Channel(new ChannelSpec("past", Role.PAST, Domain.REAL), times, past),
                        new Channel(new ChannelSpec("level", Role.TARGET, Domain.POSITIVE), times, real, errors),
                        new Channel(
                                new ChannelSpec("plan", Role.KNOWN, Domain.REAL),
                                Times.ofNumbers(days),
                                Arrays.stream(days)
                                        .map(ModelLookAheadTest::plan)
                                        .toArray()),
                        new Channel(new ChannelSpec("count", Role.TARGET, Domain.COUNT), times, counts)));
    }

    private static double plan(double time) {
        return 4 * KEY.derive("plan").below((long) time, 2);
    }

    /** All that comes after a time is changed in the channels of a role; known covariates stay as they are. */
    private static TimeSeries changed(TimeSeries s, double after, boolean known) {
        return new TimeSeries(
                s.id(),
                s.channels().stream()
                        .map(c -> (c.spec().role() == Role.KNOWN) == known ? changed(c, after) : c)
                        .toList());
    }

    private static Channel changed(Channel c, double after) {
        double[] values = c.values();
        double[] errors = new double[c.hasErrors() ? values.length : 0];
        for (int i = 0; i < values.length; i++) {
            boolean later = c.times().number(i) > after;
            values[i] = later ? Math.rint(1000 + 7 * values[i] + i) : values[i];
            if (c.hasErrors()) {
                errors[i] = later ? 50 : c.error(i);
            }
        }
        return new Channel(c.spec(), c.times(), values, errors);
    }

    private static List<ScoredPoint> points(Model model, CutOffs cutOffs, SeriesSet series) {
        List<ScoredPoint> points = new ArrayList<>();
        BacktestSummary summary = Backtest.of(Map.of(model.text(), forecaster(model)), TimeSpan.of(5))
                .cutOffs(cutOffs)
                .minHistory(5)
                .season(OptionalDouble.of(7))
                .refitEvery(1)
                .run(series, BacktestListener.silent(), points::add);
        assertEquals(Map.of(model.text(), 0), summary.failures());
        return points;
    }

    /** What the model and the scale of its errors say of a cut-off. */
    private static List<String> forecasts(List<ScoredPoint> points, double cut) {
        return points.stream()
                .filter(p -> p.cutOff().number(0) == cut)
                .map(p -> String.join(
                        " ",
                        p.id(),
                        p.channel(),
                        p.time().text(0),
                        Double.toString(p.mean()),
                        p.scale().toString(),
                        Arrays.toString(p.deciles()),
                        Arrays.toString(p.lower()),
                        Arrays.toString(p.upper())))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void changingTheFutureNeverChangesAForecast(Model model) {
        CutOffs shared = CutOffs.from(Times.ofNumbers(FIRST_CUT), TimeSpan.of(EVERY), OptionalInt.of(ROUNDS));
        List<ScoredPoint> before = points(model, shared, panel());
        for (int round = 0; round < ROUNDS; round++) {
            double cut = FIRST_CUT + round * EVERY;
            List<ScoredPoint> after = points(model, shared, panel().map(s -> changed(s, cut, false)));
            for (int earlier = 0; earlier <= round; earlier++) {
                double at = FIRST_CUT + earlier * EVERY;
                assertEquals(forecasts(before, at), forecasts(after, at), "of cut-off " + at);
            }
        }
    }

    /** The test above would pass if nothing were read at all. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void changingThePastChangesForecastsAndSoDoesAPlanThatIsUsed(Model model) {
        CutOffs one = CutOffs.from(Times.ofNumbers(FIRST_CUT), TimeSpan.of(EVERY), OptionalInt.of(1));
        List<String> before = forecasts(points(model, one, panel()), FIRST_CUT);
        SeriesSet otherPast = panel().map(s -> changed(s, FIRST_CUT - 4, false));
        assertNotEquals(before, forecasts(points(model, one, otherPast), FIRST_CUT));
        List<String> otherPlan =
                forecasts(points(model, one, panel().map(s -> changed(s, FIRST_CUT, true))), FIRST_CUT);
        boolean planned = forecaster(model).uses().contains(Input.KNOWN_COVARIATES);
        assertEquals(planned, !before.equals(otherPlan), "a plan is used by " + model.text());
    }
}
