package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.TransformedForecaster;
import dev.tidepath.forecasting.prepare.TransformChoice;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a blend of fitted forecasters makes of gaps, gradients and observations that come in. */
class FittedBlendTest {

    private static final Horizon AHEAD = Horizon.at(Times.ofNumbers(62, 65));

    private static final SeriesSet SERIES = new SeriesSet(List.of(series("a", 60), series("b", 50)));

    private static TimeSeries series(String id, int n) {
        RandomKey key = RandomKey.of(3).derive(id);
        double[] times = new double[n];
        double[] values = new double[n];
        Arrays.setAll(times, i -> i + 0.5 * key.uniform(i));
        Arrays.setAll(values, i -> 20 + Math.sin(times[i] / 3) + 0.2 * key.gaussian(i));
        return new TimeSeries(id, List.of(new Channel("v", Times.ofNumbers(times), values)));
    }

    private static FittedBlend.Member member(Model model) {
        return new FittedBlend.Member(
                model.text(),
                model.forecaster(ModelSettings.DEFAULTS.withPaths(20)).fit(SERIES));
    }

    private static FittedBlend.Member stateSpaceOf(TimeSeries series) {
        return new FittedBlend.Member(
                "of " + series.id(),
                Model.STATE_SPACE
                        .forecaster(ModelSettings.DEFAULTS.withPaths(20))
                        .fit(SeriesSet.of(series)));
    }

    private static FittedBlend blend(List<FittedBlend.Member> members, Map<String, double[]> own, double... common) {
        Map<String, List<double[]>> shares = new HashMap<>();
        own.forEach((id, share) -> shares.put(id, List.of(share)));
        return new FittedBlend(
                members,
                shares,
                List.of(common),
                LeadBuckets.equal(5, 1),
                List.of(List.of(new Widening(1.2, 1.5))),
                SeriesSchema.of(SERIES),
                new Provenance("auto", Map.of()));
    }

    private static SeriesForecast first(FittedForecaster fitted, Horizon horizon) {
        return fitted.forecast(SERIES, horizon).series().get(0);
    }

    private static void assertSame(SeriesForecast expected, SeriesForecast found) {
        assertEquals(expected.times(), found.times());
        for (int i = 0; i < expected.times().size(); i++) {
            assertEquals(expected.mean(0, i), found.mean(0, i));
            assertEquals(expected.quantile(0, i, 0.9), found.quantile(0, i, 0.9));
            assertEquals(expected.sample(0, i, 7), found.sample(0, i, 7));
        }
    }

    /** So that the bytes of a model file are the same in every run. */
    @Test
    void sharesAreInTheOrderOfIds() {
        Map<String, double[]> own = new HashMap<>();
        for (int s = 0; s < 12; s++) {
            own.put(Integer.toString(s * s * 7919, 36), new double[] {1});
        }
        FittedBlend fitted = blend(List.of(member(Model.DRIFT)), own, 1);
        assertEquals(
                fitted.shares().keySet().stream().sorted().toList(),
                List.copyOf(fitted.shares().keySet()));
        assertThrows(UnsupportedOperationException.class, () -> fitted.shares().clear());
    }

    @Test
    void aSessionForecastsByTheMembersThatHaveAShare() {
        FittedBlend fitted = blend(
                List.of(member(Model.DRIFT), member(Model.STATE_SPACE), member(Model.MEAN)),
                Map.of("a", new double[] {0.3, 0.7, 0}),
                0.5,
                0.25,
                0.25);
        TimeSeries whole = SERIES.series().get(0);
        Channel all = whole.channels().get(0);
        ForecastSession session = fitted.session(whole.until(all.times(), 39));
        for (int i = 40; i < all.size(); i++) {
            session.observe(Observation.at(all.times().number(i), "v", all.value(i)));
        }
        assertSame(first(fitted, AHEAD), session.forecast(AHEAD));
    }

    @Test
    void intervalsGoFromOneStretchToTheNextWithoutAStep() {
        FittedBlend.Member member = stateSpaceOf(SERIES.series().get(0));
        FittedBlend plain = blend(List.of(member), Map.of(), 1);
        FittedBlend fitted = new FittedBlend(
                List.of(member),
                Map.of(),
                List.of(new double[] {1}),
                LeadBuckets.equal(12, 2),
                List.of(List.of(new Widening(1, 1), new Widening(4, 4))),
                SeriesSchema.of(SERIES),
                plain.provenance());
        double end = SERIES.series().get(0).last().number(0);
        Horizon ahead = Horizon.at(Times.ofNumbers(end + 2, end + 3, end + 6, end + 7.5, end + 9, end + 13));
        SeriesForecast own =
                member.forecaster().forecast(SERIES, ahead).series().get(0);
        SeriesForecast widened = first(fitted, ahead);
        double[] expected = {1, 1, 2, Math.pow(4, 0.75), 4, 4};
        for (int i = 0; i < expected.length; i++) {
            double was = own.quantile(0, i, 0.9) - own.quantile(0, i, 0.5);
            assertEquals(expected[i] * was, widened.quantile(0, i, 0.9) - widened.quantile(0, i, 0.5), 1e-6 * was);
        }
    }

    @Test
    void whatOneMemberRefusesNoneTakesIn() {
        FittedForecaster ofLogs = new TransformedForecaster(
                        Model.LAST_VALUE.forecaster(ModelSettings.DEFAULTS.withPaths(20)),
                        TransformChoice.parse("log").orElseThrow())
                .fit(SERIES);
        FittedBlend fitted =
                blend(List.of(member(Model.STATE_SPACE), new FittedBlend.Member("logs", ofLogs)), Map.of(), 0.5, 0.5);
        ForecastSession session = fitted.session(SERIES.series().get(0));
        DataException e = assertThrows(DataException.class, () -> session.observe(Observation.at(61, "v", -1)));
        assertEquals("TP-D068", e.code());
        assertSame(first(fitted, AHEAD), session.forecast(AHEAD));
    }

    @Test
    void gapsAreFilledByTheLargestShareThatCan() {
        FittedBlend.Member ofA = stateSpaceOf(SERIES.series().get(0));
        FittedBlend.Member ofB = stateSpaceOf(SERIES.series().get(1));
        FittedBlend fitted =
                blend(List.of(member(Model.DRIFT), ofA, ofB), Map.of("a", new double[] {0.5, 0.2, 0.3}), 0.5, 0.3, 0.2);
        assertTrue(fitted.canImpute());
        Filling times = Filling.at(Times.ofNumbers(10.25, 10.75));
        List<SeriesForecast> filled = fitted.impute(SERIES, times).series();
        assertEquals("a", filled.get(0).id());
        assertSame(ofB.forecaster().impute(SERIES, times).series().get(0), filled.get(0));
        assertSame(ofA.forecaster().impute(SERIES, times).series().get(1), filled.get(1));

        FittedBlend ahead = blend(List.of(member(Model.DRIFT)), Map.of(), 1);
        assertFalse(ahead.canImpute());
        assertEquals(
                "TP-D082",
                assertThrows(DataException.class, () -> ahead.impute(SERIES, times))
                        .code());
    }

    @Test
    void gradientsAddUpByShares() {
        List<FittedBlend.Member> two = List.of(
                stateSpaceOf(SERIES.series().get(0)),
                stateSpaceOf(SERIES.series().get(1)));
        FittedBlend fitted = blend(two, Map.of("a", new double[] {0.25, 0.75}), 1, 0);
        SeriesExplanation found = fitted.explain(SERIES, AHEAD, "v").series().get(0);
        SeriesExplanation one =
                two.get(0).forecaster().explain(SERIES, AHEAD, "v").series().get(0);
        SeriesExplanation other =
                two.get(1).forecaster().explain(SERIES, AHEAD, "v").series().get(0);
        assertEquals(first(fitted, AHEAD).mean(0, 1), found.mean());
        for (int i = 0; i < 60; i++) {
            assertEquals(
                    0.25 * one.channels().get(0).gradient(i)
                            + 0.75 * other.channels().get(0).gradient(i),
                    found.channels().get(0).gradient(i),
                    1e-12);
        }
        assertEquals(2, fitted.explain(SERIES, AHEAD, "v").series().size());
    }

    @Test
    void membersWithoutAGradientAreNamed() {
        FittedForecaster network = Model.RNN_DELTA
                .forecaster(ModelSettings.DEFAULTS.withPaths(2).withIterations(1))
                .fit(SERIES);
        List<FittedBlend.Member> members = List.of(
                new FittedBlend.Member("rnn-delta", network),
                stateSpaceOf(SERIES.series().get(0)));
        FittedBlend some = blend(members, Map.of("a", new double[] {0, 1}), 0.5, 0.5);
        assertFalse(some.canExplain());
        DataException e = assertThrows(DataException.class, () -> some.explain(SERIES, AHEAD, "v"));
        assertEquals("TP-D083", e.code());
        assertTrue(e.getMessage().contains("auto blends rnn-delta, which"), e.getMessage());
        SeriesSet onlyA = SeriesSet.of(SERIES.series().get(0));
        assertEquals(1, some.explain(onlyA, AHEAD, "v").series().size());
        assertThrows(DataException.class, () -> some.explain(onlyA, AHEAD, "w"));
    }

    @Test
    void placesOfValuesInvertTheQuantiles() {
        FittedBlend fitted = blend(List.of(member(Model.DRIFT), member(Model.STATE_SPACE)), Map.of(), 0.4, 0.6);
        SeriesForecast f = first(fitted, AHEAD);
        for (double p : new double[] {1e-6, 0.01, 0.0125, 0.2, 0.5, 0.7, 0.95}) {
            assertEquals(1, f.tails(0, 1, f.quantile(0, 1, p)).below() / p, 1e-9);
            assertEquals(1 - p, f.tails(0, 1, f.quantile(0, 1, p)).above(), 1e-9);
        }
        double far = f.median(0, 1) + 20 * (f.upper(0, 1, 80) - f.median(0, 1));
        assertTrue(f.tails(0, 1, far).above() < 1e-20 && f.tails(0, 1, far).above() > 0);
    }

    @Test
    void valuesThatManyScoresHaveLieHalfWay() {
        double[][][] paths = new double[1][1][101];
        Arrays.setAll(paths[0][0], p -> Math.max(0, p - 40.0));
        Predictive sampled = new SampledPredictive(new double[][] {{18}}, paths);
        BlendPredictive counts = new BlendPredictive(
                List.of(sampled), new double[][] {{1}}, new Widening[][] {{Widening.NONE}}, List.of(Domain.COUNT));
        assertEquals(0.405 / 2, counts.tails(0, 0, 0).below(), 1e-9);
        assertEquals(1 - 0.405 / 2, counts.tails(0, 0, 0).above(), 1e-9);
        assertEquals(0.5, counts.tails(0, 0, 10).below(), 1e-9);
    }
}
