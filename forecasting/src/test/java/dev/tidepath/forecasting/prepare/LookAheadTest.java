package dev.tidepath.forecasting.prepare;

import static dev.tidepath.forecasting.prepare.SampleSeries.KEY;
import static dev.tidepath.forecasting.prepare.SampleSeries.prepare;
import static dev.tidepath.forecasting.prepare.SampleSeries.prepared;
import static dev.tidepath.forecasting.prepare.SampleSeries.series;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.Window;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training windows know nothing of what comes after their cut, as a forecast does not. */
class LookAheadTest {

    private static final int DRAWS = 200;

    /** Whatever is changed after a window's cut, its context has the same bits, and so have its targets up to the cut. */
    @ParameterizedTest
    @ValueSource(doubles = {1.5, 4, 40})
    void aContextKnowsNothingOfWhatComesAfterTheCut(double length) {
        TimeSeries s = series("x", 120, 0, length);
        Preparation p = prepare(1, List.of(0.8), s);
        PreparedSeries truth = prepared(p, s);
        int changedTargets = 0;
        for (int i = 0; i < DRAWS; i++) {
            Window expected = p.draw(truth, KEY.derive(i));
            double cut = expected.end();
            Observations changed =
                    truth.observations().converted((t, c, v) -> t > cut ? 1e3 * KEY.gaussian((long) (1e6 * t)) : v);
            Window found = p.draw(new PreparedSeries("x", changed, truth.scales()), KEY.derive(i));
            assertArrayEquals(expected.context().times(), found.context().times());
            for (int k = 0; k < expected.targets().count(); k++) {
                if (k < expected.context().count()) {
                    assertEquals(expected.context().value(k), found.context().value(k));
                    assertEquals(expected.context().value(k), expected.targets().value(k), "the context comes first");
                    assertEquals(expected.targets().value(k), found.targets().value(k));
                } else if (expected.targets().value(k) != found.targets().value(k)) {
                    changedTargets++;
                }
            }
        }
        assertTrue(changedTargets > DRAWS, "only " + changedTargets + " targets after a cut");
    }

    /**
     * Values of the later half are reversed, which leaves the series' scale as it is: regressions that end before are the
     * same, the one over all data is not.
     */
    @Test
    void rollingRegressionsKnowNothingOfWhatComesAfterTheirCut() {
        TimeSeries s = series("x", 200, 0, 12);
        double[] t = IntStream.range(0, 200)
                .mapToDouble(i -> s.channels().get(0).times().number(i))
                .toArray();
        double[] v = s.channels().get(0).values();
        double[] reversed = v.clone();
        for (int i = 100; i < 200; i++) {
            reversed[i] = v[299 - i];
        }
        TimeSeries other = new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(t), reversed)));
        Preparation a = prepare(1, List.of(2.0), s);
        Preparation b = prepare(1, List.of(2.0), other);
        assertEquals(a.scales().of(s)[0], b.scales().of(s)[0], 1e-12);
        assertEquals(a.cuts(), b.cuts());
        int before = 0;
        for (int k = 0; k < a.cuts().size(); k++) {
            if (a.time().modelTimes(Times.ofNumbers(t[100]))[0] > a.cuts().get(k)) {
                before++;
                assertArrayEquals(
                        a.rolling().get(k).get(0).weights(),
                        b.rolling().get(k).get(0).weights(),
                        1e-9);
            }
        }
        assertTrue(before >= 5, "cuts before the change: " + before);
        double apart =
                Math.abs(a.regressions().get(0).at(12) - b.regressions().get(0).at(12));
        assertTrue(apart > 0.1, "apart by " + apart);
    }

    /** The later half of the early series is reversed: its windows before that must not notice. */
    @Test
    void aSeriesThatEndsEarlyKnowsNothingOfItsFuture() {
        TimeSeries early = series("early", 60, 0, 5);
        TimeSeries late = series("late", 600, 0, 100);
        Channel c = early.channels().get(0);
        double[] reversed = c.values();
        for (int i = 30; i < 60; i++) {
            reversed[i] = c.value(89 - i);
        }
        TimeSeries other = new TimeSeries("early", List.of(new Channel("v", c.times(), reversed)));
        Preparation a = prepare(1, List.of(), early, late);
        Preparation b = prepare(1, List.of(), other, late);
        Preparation mixed = new Preparation(
                a.time(),
                a.features(),
                b.cuts(),
                b.rolling(),
                a.regressions(),
                a.anchors(),
                a.priors(),
                a.scales(),
                a.context(),
                a.gap(),
                a.effectiveWindows());
        double change = prepared(a, early).observations().time(30);
        int before = 0;
        for (int i = 0; i < DRAWS; i++) {
            Window expected = a.draw(prepared(a, early), KEY.derive(i));
            Window found = mixed.draw(prepared(a, early), KEY.derive(i));
            for (int k = 0; expected.end() < change && k < expected.context().count(); k++) {
                assertEquals(expected.context().value(k), found.context().value(k), 1e-9);
                before++;
            }
        }
        assertTrue(before > 0);
    }
}
