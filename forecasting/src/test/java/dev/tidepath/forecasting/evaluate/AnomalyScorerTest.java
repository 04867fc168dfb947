package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomalyScorerTest {

    private static final ModelSettings SETTINGS = ModelSettings.DEFAULTS;

    private static double[] times(int n) {
        RandomKey key = RandomKey.of(3);
        double[] t = new double[n];
        Arrays.setAll(t, i -> i + 0.8 * key.uniform(i));
        return t;
    }

    /** A random walk with noise at irregular times. */
    private static double[] walk(double[] t) {
        RandomKey key = RandomKey.of(4);
        double[] y = new double[t.length];
        double level = 50;
        for (int i = 0; i < y.length; i++) {
            level += Math.sqrt(i == 0 ? 0 : t[i] - t[i - 1]) * key.gaussian(2L * i);
            y[i] = level + 0.5 * key.gaussian(2L * i + 1);
        }
        return y;
    }

    private static TimeSeries series(Domain domain, double[] t, double[] y) {
        Channel channel = new Channel(new ChannelSpec("v", Role.TARGET, domain), Times.ofNumbers(t), y);
        return new TimeSeries("s", List.of(channel));
    }

    private static List<AnomalyScore> scores(TimeSeries series, int warmUp) {
        FittedForecaster fitted = Model.STATE_SPACE.forecaster(SETTINGS).fit(SeriesSet.of(series));
        return AnomalyScorer.scores(fitted, series, warmUp);
    }

    private static double score(AnomalyScore score) {
        return score.expected().orElseThrow().score();
    }

    @Test
    void integralTransformsAreUniformAndScoresAsRareAsTheySay() {
        double[] t = times(800);
        List<AnomalyScore> scores = scores(series(Domain.REAL, t, walk(t)), 20);
        assertEquals(800, scores.size());
        double[] sorted = scores.stream()
                .flatMap(s -> s.expected().stream())
                .mapToDouble(e -> e.tails().below())
                .sorted()
                .toArray();
        assertEquals(780, sorted.length);
        for (int i = 0; i < sorted.length; i++) {
            assertEquals((i + 0.5) / sorted.length, sorted[i], 0.06);
        }
        long surprising = scores.stream().skip(20).filter(s -> score(s) >= 1).count();
        assertEquals(78.0, (double) surprising, 25);
    }

    @Test
    void whatDoesNotFitStandsOut() {
        double[] t = times(300);
        double[] y = walk(t);
        y[200] += 12;
        List<AnomalyScore> scores = scores(series(Domain.REAL, t, y), 10);
        assertTrue(score(scores.get(200)) > 6, "score " + score(scores.get(200)));
        assertTrue(y[200] > scores.get(200).expected().orElseThrow().upper());
        assertTrue(scores.stream().skip(10).filter(s -> score(s) > 4).count() <= 2);
    }

    @Test
    void eachIsScoredByTheForecastMadeJustBeforeIt() {
        double[] t = times(60);
        TimeSeries both = new TimeSeries(
                "s",
                List.of(
                        new Channel("v", Times.ofNumbers(t), walk(t)),
                        new Channel("w", Times.ofNumbers(t[3], t[20], t[31], 31.999, t[50]), new double[] {1, 3, 2, 5, 4
                        })));
        FittedForecaster fitted = Model.STATE_SPACE.forecaster(SETTINGS).fit(SeriesSet.of(both));
        List<AnomalyScore> scores = AnomalyScorer.scores(fitted, both, 15);
        assertEquals(65, scores.size());
        assertEquals(16, scores.stream().filter(s -> s.expected().isEmpty()).count());
        for (AnomalyScore s : scores.subList(16, 65)) {
            Observation o = s.observation();
            int before =
                    (int) Arrays.stream(t).filter(x -> x < o.time().number(0)).count();
            TimeSeries then = both.until(Times.ofNumbers(t[before - 1]), 0);
            if (o.time().number(0) == t[32]) {
                then = both.until(Times.ofNumbers(31.999), 0);
            }
            SeriesForecast f = fitted.forecast(SeriesSet.of(then), Horizon.at(o.time()))
                    .series()
                    .get(0);
            AnomalyScore.Expected e = s.expected().orElseThrow();
            int c = f.channels().indexOf(o.channel());
            assertEquals(f.mean(c, 0), e.mean());
            assertEquals(f.upper(c, 0, 95), e.upper());
            assertEquals(f.tails(c, 0, o.value()), e.tails());
        }
    }

    /** Halves of the probability of a count lie on either side. */
    @Test
    void countsAreScoredWithTheirOwnProbability() {
        double[] t = times(200);
        double[] y = new double[200];
        Arrays.setAll(y, i -> RandomKey.of(9).uniform(i) < 0.3 ? 1 : 0);
        y[150] = 9;
        List<AnomalyScore> scores = scores(series(Domain.COUNT, t, y), 20);
        assertTrue(score(scores.get(150)) > 4);
        assertTrue(scores.stream().skip(20).filter(s -> score(s) > 2).count() < 8);
    }

    @Test
    void shortSeriesAreNotScored() {
        double[] t = times(5);
        FittedForecaster fitted =
                Model.LAST_VALUE.forecaster(SETTINGS).fit(SeriesSet.of(series(Domain.REAL, t, walk(t))));
        TimeSeries none = series(Domain.REAL, new double[0], new double[0]);
        assertEquals(List.of(), AnomalyScorer.scores(fitted, none, 3));
        List<AnomalyScore> few = AnomalyScorer.scores(fitted, series(Domain.REAL, t, walk(t)), 9);
        assertTrue(few.stream().allMatch(s -> s.expected().isEmpty()));
        assertThrows(IllegalArgumentException.class, () -> AnomalyScorer.scores(fitted, none, 0));
        AnomalyScorer scorer = new AnomalyScorer(fitted.session(none));
        assertEquals(List.of(), scorer.next(List.of()));
        List<Observation> first = List.of(Observation.at(3, "v", 1));
        assertThrows(DataException.class, () -> scorer.next(first));
    }
}
