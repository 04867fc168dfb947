package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ZoneClock;
import dev.tidepath.random.RandomKey;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ZonedForecasterTest extends ForecasterContractTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant SPRING = Instant.parse("2024-03-31T01:00:00Z");
    private static final Horizon DAYS = Horizon.lasting(Duration.ofDays(2)).every(Duration.ofHours(5));

    @Override
    Forecaster forecaster(long seed) {
        return new ZonedForecaster(
                new RuleForecaster(Rule.DRIFT, RuleForecasterTest.settings(seed)), new ZoneClock(BERLIN));
    }

    /** Hours with a morning and an evening peak by the clock of Berlin, higher on working days, and noise that wanders. */
    private static TimeSeries hours(String id, Instant start, int count) {
        RandomKey key = RandomKey.of(5).derive(id);
        Instant[] times = new Instant[count];
        double[] values = new double[count];
        double noise = 0;
        for (int i = 0; i < count; i++) {
            times[i] = start.plus(Duration.ofHours(i));
            ZonedDateTime shown = times[i].atZone(BERLIN);
            noise = 0.8 * noise + 0.3 * key.gaussian(i);
            double working = shown.getDayOfWeek().getValue() >= 6 ? 0.5 : 1;
            double peaks = 10 * peak(shown.getHour() - 8.5, 2) + 7 * peak(shown.getHour() - 18.5, 3);
            values[i] = 20 + working * peaks + noise;
        }
        ChannelSpec spec = new ChannelSpec("v", Role.TARGET, Domain.POSITIVE);
        return new TimeSeries(id, List.of(new Channel(spec, Times.ofInstants(times), values)));
    }

    private static double peak(double hours, double width) {
        return StrictMath.exp(-hours * hours / (width * width));
    }

    private static TimeSeries first(TimeSeries whole, int count) {
        return new TimeSeries(
                whole.id(), List.of(whole.channels().get(0).slice(0, Math.min(count, whole.observations()))));
    }

    /** Mean absolute error of three days that follow a day and a half after a change of the clock. */
    private static double error(Model model, ModelSettings settings, Instant change) {
        int known = 30 * 24;
        TimeSeries whole = hours("s", change.minus(Duration.ofHours(known - 36)), known + 72);
        SeriesSet past = SeriesSet.of(first(whole, known));
        SeriesForecast said = model.forecaster(settings.withPaths(1))
                .fit(past)
                .forecast(past, Horizon.lasting(Duration.ofDays(3)))
                .series()
                .get(0);
        double sum = 0;
        for (int i = 0; i < 72; i++) {
            assertEquals(
                    whole.channels().get(0).times().instant(known + i),
                    said.times().instant(i));
            sum += Math.abs(said.mean(0, i) - whole.channels().get(0).value(known + i));
        }
        return sum / 72;
    }

    @ParameterizedTest
    @CsvSource({
        "SEASONAL_NAIVE, 2024-03-31T01:00:00Z",
        "SEASONAL_NAIVE, 2023-10-29T01:00:00Z",
        "FOURIER, 2024-03-31T01:00:00Z",
        "FOURIER, 2023-10-29T01:00:00Z",
        "STATE_SPACE, 2024-03-31T01:00:00Z",
        "STATE_SPACE, 2023-10-29T01:00:00Z"
    })
    void cyclesFollowTheClockAfterItWasChanged(Model model, Instant change) {
        ModelSettings settings = RuleForecasterTest.settings(1).withHorizon(Horizon.lasting(Duration.ofDays(3)));
        double plain = error(model, settings, change);
        double zoned = error(model, settings.withZone(BERLIN), change);
        assertTrue(zoned < 0.75 * plain, zoned + " by the clock, " + plain + " by even time");
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"SEASONAL_NAIVE", "STATE_SPACE", "LATENT_ODE"})
    void whatIsAskedForIsResolvedByTheTimesAsTheyAre(Model model) {
        SeriesSet set = SeriesSet.of(
                hours("a", SPRING.minus(Duration.ofDays(9)), 9 * 24 - 5),
                hours("b", SPRING.minus(Duration.ofDays(12)), 12 * 24 + 3),
                hours("c", SPRING.minus(Duration.ofDays(5)), 60));
        FittedForecaster fitted = model.forecaster(
                        RuleForecasterTest.settings(1).withZone(BERLIN).withIterations(2))
                .fit(set);
        for (Horizon asked : List.of(
                DAYS,
                Horizon.lasting(Duration.ofHours(6)),
                Horizon.lasting(Period.ofDays(3)).every(Period.ofDays(1)).in(BERLIN),
                Horizon.at(Map.of("b", Times.ofInstants(SPRING.plusSeconds(99_999)))))) {
            Forecast forecast = fitted.forecast(set, asked);
            assertFinite(forecast);
            for (int s = 0; s < 3; s++) {
                TimeSeries series = set.series().get(s);
                assertEquals(asked.resolve(series), forecast.series().get(s).times());
                assertSameBits(
                        forecast.series().get(s),
                        fitted.forecast(SeriesSet.of(series), asked).series().get(0));
            }
        }
        Horizon late = Horizon.at(Times.ofInstants(SPRING));
        DataException e = assertThrows(DataException.class, () -> fitted.forecast(set, late));
        assertEquals("TP-D051", e.code());
        assertTrue(String.valueOf(e.getMessage()).contains("2024-03-31T03:00:00Z"), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"SEASONAL_NAIVE", "FOURIER", "STATE_SPACE"})
    void aSessionIsAFreshCallAcrossAChange(Model model) {
        TimeSeries whole = hours("s", SPRING.minus(Duration.ofDays(8)), 11 * 24);
        FittedForecaster fitted = model.forecaster(
                        RuleForecasterTest.settings(1).withZone(BERLIN))
                .fit(SeriesSet.of(first(whole, 150)));
        ForecastSession session = fitted.session(first(whole, 150));
        for (int i = 150; i < whole.observations(); i++) {
            Observation next = Observation.of(whole.channels().get(0), i);
            session.check(List.of(next));
            session.observe(next);
            if (i % 9 == 0) {
                for (Horizon asked : List.of(DAYS, Horizon.lasting(Duration.ofHours(3)))) {
                    assertSameBits(
                            fitted.forecast(SeriesSet.of(first(whole, i + 1)), asked)
                                    .series()
                                    .get(0),
                            session.forecast(asked));
                }
            }
        }
        Observation again = Observation.of(whole.channels().get(0), 260);
        DataException e = assertThrows(DataException.class, () -> session.observe(again));
        assertEquals("TP-D080", e.code());
        assertTrue(String.valueOf(e.getMessage()).contains(again.time().text(0)), e.getMessage());
    }

    @Test
    void gapsAreFilledAtTheTimesAskedFor() {
        TimeSeries whole = hours("s", SPRING.minus(Duration.ofDays(8)), 11 * 24);
        Channel all = whole.channels().get(0);
        Channel before = all.slice(0, 186);
        Channel after = all.slice(200, all.size());
        TimeSeries holed = joined(before, after);
        FittedForecaster fitted = Model.STATE_SPACE
                .forecaster(RuleForecasterTest.settings(1).withZone(BERLIN))
                .fit(SeriesSet.of(holed));
        assertTrue(fitted.canImpute());
        Filling gaps = Filling.gaps(1.5).and(Filling.at(all.times().slice(100, 101)));
        SeriesForecast filled =
                fitted.impute(SeriesSet.of(holed), gaps).series().get(0);
        assertEquals(gaps.resolve(holed), filled.times());
        assertEquals(15, filled.times().size());
        assertEquals(all.value(100), filled.mean(0, 0));
        for (int i = 1; i < 15; i++) {
            assertEquals(all.value(185 + i), filled.mean(0, i), 6);
        }
        FittedForecaster rule = Model.DRIFT
                .forecaster(RuleForecasterTest.settings(1).withZone(BERLIN))
                .fit(SeriesSet.of(holed));
        assertEquals(
                "TP-D082",
                assertThrows(DataException.class, () -> rule.impute(SeriesSet.of(holed), gaps))
                        .code());
        FittedForecaster network = Model.RNN_DELTA
                .forecaster(RuleForecasterTest.settings(1).withZone(BERLIN).withIterations(1))
                .fit(SeriesSet.of(holed));
        assertEquals(
                "TP-D083",
                assertThrows(DataException.class, () -> network.explain(SeriesSet.of(holed), DAYS, "v"))
                        .code());
    }

    private static TimeSeries joined(Channel before, Channel after) {
        Instant[] times = new Instant[before.size() + after.size()];
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            Channel c = i < before.size() ? before : after;
            int at = i < before.size() ? i : i - before.size();
            times[i] = c.times().instant(at);
            values[i] = c.value(at);
        }
        return new TimeSeries("s", List.of(new Channel(before.spec(), Times.ofInstants(times), values)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"STATE_SPACE", "LATENT_ODE", "DRIFT"})
    void explanationsHaveTheTimesOfTheObservations(Model model) {
        SeriesSet set = SeriesSet.of(
                hours("a", SPRING.minus(Duration.ofDays(4)), 4 * 24 + 1),
                hours("b", SPRING.minus(Duration.ofDays(3)), 3 * 24 + 9));
        FittedForecaster fitted = model.forecaster(
                        RuleForecasterTest.settings(1).withZone(BERLIN).withIterations(2))
                .fit(set);
        assertTrue(fitted.canExplain());
        List<SeriesExplanation> all = fitted.explain(set, DAYS, "v").series();
        Forecast forecast = fitted.forecast(set, DAYS);
        for (int s = 0; s < 2; s++) {
            SeriesExplanation e = all.get(s);
            Times asked = DAYS.resolve(set.series().get(s));
            assertEquals(asked.slice(9 - 1, 9), e.time());
            assertEquals(forecast.series().get(s).mean(0, 8), e.mean(), 1e-9 * e.mean());
            Channel observed = set.series().get(s).channels().get(0);
            assertEquals(observed.times(), e.channels().get(0).channel().times());
            assertNotEquals(0, e.channels().get(0).gradient(observed.size() - 1));
        }
    }

    @Test
    void aClockThatIsNeverChangedAndANumericAxisLeaveForecastsAsTheyAre() {
        ModelSettings settings = RuleForecasterTest.settings(1);
        SeriesSet set = SeriesSet.of(hours("a", SPRING.minus(Duration.ofDays(9)), 400));
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("UTC"), ZoneOffset.ofHours(5))) {
            FittedForecaster plain = Model.FOURIER.forecaster(settings).fit(set);
            FittedForecaster zoned =
                    Model.FOURIER.forecaster(settings.withZone(zone)).fit(set);
            assertSameBits(plain.forecast(set, DAYS), zoned.forecast(set, DAYS));
            assertEquals(plain.provenance(), zoned.provenance());
        }
        assertSameBits(
                Model.FOURIER.forecaster(settings).fit(PANEL).forecast(PANEL, AHEAD),
                Model.FOURIER.forecaster(settings.withZone(BERLIN)).fit(PANEL).forecast(PANEL, AHEAD));
    }

    @Test
    void theProvenanceTellsTheClockAndTheDataAsTheyAre() {
        SeriesSet set = SeriesSet.of(hours("a", SPRING.minus(Duration.ofDays(9)), 400));
        Map<String, String> facts = Model.DRIFT
                .forecaster(RuleForecasterTest.settings(1).withZone(BERLIN))
                .fit(set)
                .provenance()
                .facts();
        assertEquals("Europe/Berlin", facts.get(FittedZoned.FACT));
        DataSummary.of(set).facts().forEach((name, fact) -> assertEquals(fact, facts.get(name)));
    }
}
