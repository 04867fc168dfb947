package dev.tidepath.forecasting.model;

import static dev.tidepath.forecasting.model.ForecasterContractTest.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.TransformChoice;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions where a history is longer than what a model looks at, where plans are known, and where errors are. */
class LongSessionTest {

    private static final ModelSettings SETTINGS = ModelSettings.DEFAULTS.withPeriods(List.of(24.0));

    private static final Horizon GAPS = Horizon.lasting(6.0);

    private static Channel hourly(Domain domain, int n, boolean errors) {
        RandomKey key = RandomKey.of(5);
        double[] t = new double[n];
        Arrays.setAll(t, i -> i + 0.4 * key.uniform(i));
        double[] y = new double[n];
        Arrays.setAll(y, i -> 30 + 8 * Math.sin(t[i] * Math.PI / 12) + key.gaussian(i));
        double[] e = new double[errors ? n : 0];
        Arrays.setAll(e, i -> 0.2 + key.derive("errors").uniform(i));
        return new Channel(new ChannelSpec("v", Role.TARGET, domain), Times.ofNumbers(t), y, e);
    }

    private static TimeSeries series(Channel channel, int n) {
        return new TimeSeries("x", List.of(channel.slice(0, n)));
    }

    private static void assertFresh(FittedForecaster fitted, ForecastSession session, TimeSeries known) {
        assertSameBits(fitted.forecast(SeriesSet.of(known), GAPS).series().get(0), session.forecast(GAPS));
    }

    /** Fitted on other series, too: those are adapted to more and more observations. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"STATE_SPACE", "LAST_VALUE", "SEASONAL_NAIVE", "MEAN", "FOURIER"})
    void historiesMayBeLongerThanWhatIsLookedAt(Model model) {
        Channel whole = hourly(Domain.REAL, 40_030, false);
        for (String id : List.of("x", "another")) {
            TimeSeries few = new TimeSeries(id, series(whole, 300).channels());
            FittedForecaster fitted = model.forecaster(SETTINGS).fit(SeriesSet.of(few));
            for (int start : new int[] {21_400, 39_980}) {
                ForecastSession session = fitted.session(series(whole, start));
                for (int n = start; n < start + 50; n++) {
                    session.observe(Observation.of(whole, n));
                }
                assertFresh(fitted, session, series(whole, start + 50));
            }
        }
    }

    @Test
    void aFilterThatTakesAnothersPlaceHasSeenWhatAFreshOneSees() {
        Channel whole = hourly(Domain.REAL, 40_001, false);
        FittedForecaster fitted = Model.STATE_SPACE.forecaster(SETTINGS).fit(SeriesSet.of(series(whole, 200)));
        ForecastSession session = fitted.session(series(whole, 19_990));
        for (int n = 19_990; n < whole.size(); n++) {
            session.observe(Observation.of(whole, n));
        }
        assertFresh(fitted, session, series(whole, whole.size()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"STATE_SPACE", "CLIMATOLOGY"})
    void errorsAndDomainsAreThoseOfTheChannel(Model model) {
        Channel whole = hourly(Domain.POSITIVE, 300, true);
        FittedForecaster fitted = model.forecaster(SETTINGS).fit(SeriesSet.of(series(whole, 100)));
        ForecastSession session = fitted.session(series(whole, 90));
        for (int n = 90; n < 300; n++) {
            session.observe(Observation.of(whole, n));
            if (n % 31 == 0) {
                assertFresh(fitted, session, series(whole, n + 1));
            }
        }
        assertEquals("TP-D060", code(session, Observation.at(400, "v", -1).withError(1)));
        assertEquals("TP-D066", code(session, Observation.at(400, "v", 1)));
        assertEquals("TP-D066", code(session, Observation.at(400, "v", 1).withError(-1)));
    }

    private static String code(ForecastSession session, Observation observation) {
        return assertThrows(DataException.class, () -> session.observe(observation))
                .code();
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"STATE_SPACE", "FOURIER"})
    void plansAreExtendedBeforeTheyAreNeeded(Model model) {
        Channel whole = hourly(Domain.REAL, 260, false);
        double[] t = new double[60];
        Arrays.setAll(t, i -> 5.0 * i);
        double[] x = new double[60];
        Arrays.setAll(x, i -> i % 7 == 0 ? 1 : i % 3);
        Channel plan = new Channel(new ChannelSpec("plan", Role.KNOWN, Domain.REAL), Times.ofNumbers(t), x);
        FittedForecaster fitted = model.forecaster(SETTINGS).fit(SeriesSet.of(planned(whole, 150, plan, 40)));
        ForecastSession session = fitted.session(planned(whole, 120, plan, 30));
        for (int n = 120, known = 30; n < 255; n++) {
            if (n % 10 == 0) {
                session.observe(List.of(Observation.of(plan, known), Observation.of(plan, known + 1)));
                known += 2;
            }
            session.observe(Observation.of(whole, n));
            if (n % 17 == 0) {
                assertFresh(fitted, session, planned(whole, n + 1, plan, known));
            }
        }
        session.observe(Observation.at(400, "v", 30));
        assertEquals("TP-D081", code(session, Observation.at(410, "plan", 1)));
    }

    private static TimeSeries planned(Channel target, int n, Channel plan, int known) {
        return new TimeSeries("x", List.of(target.slice(0, n), plan.slice(0, known)));
    }

    /** A value the own model's transform does not take makes it give way to one that is adapted to what there is. */
    @Test
    void aValueBeyondATransformChangesTheModelAsInAFreshCall() {
        Channel positive = hourly(Domain.REAL, 200, false);
        FittedForecaster fitted = Model.STATE_SPACE
                .forecaster(SETTINGS.withTransform(TransformChoice.parse("log").orElseThrow()))
                .fit(SeriesSet.of(series(positive, 150)));
        ForecastSession session = fitted.session(series(positive, 150));
        session.observe(Observation.at(151, "v", -3));
        double[] t = Arrays.copyOf(times(positive, 150), 151);
        double[] y = Arrays.copyOf(series(positive, 150).channels().get(0).values(), 151);
        t[150] = 151;
        y[150] = -3;
        assertFresh(fitted, session, new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(t), y))));
    }

    private static double[] times(Channel channel, int n) {
        double[] t = new double[n];
        Arrays.setAll(t, channel.times()::number);
        return t;
    }

    @Test
    void medianGapsAreThoseOfTheLastTimes() {
        double[] t = new double[6_000];
        Arrays.setAll(t, i -> i < 3_000 ? i : 3_000 + 4.0 * (i - 3_000));
        TimeSeries s = new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(t), t)));
        assertEquals(4, s.medianGap());
        assertEquals(4, s.recent(TimeSeries.GAP_TIMES).medianGap());
        assertEquals(10, s.recent(10).observations());
    }
}
