package dev.tidepath.forecasting.prepare;

import static dev.tidepath.forecasting.prepare.SampleSeries.KEY;
import static dev.tidepath.forecasting.prepare.SampleSeries.prepared;
import static dev.tidepath.forecasting.prepare.SampleSeries.series;
import static dev.tidepath.forecasting.prepare.SampleSeries.windows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
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
        TrainingWindows windows = windows(1, List.of(0.8), s);
        PreparedSeries truth = prepared(windows.preparation(), s);
        int changedTargets = 0;
        for (int i = 0; i < DRAWS; i++) {
            Window expected = windows.draw(truth, KEY.derive(i));
            double cut = expected.end();
            Observations changed =
                    truth.observations().converted((t, c, v) -> t > cut ? 1e3 * KEY.gaussian((long) (1e6 * t)) : v);
            Window found = windows.draw(new PreparedSeries("x", changed, truth.scales()), KEY.derive(i));
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
     * Values of the later half are reversed: regressions that end before are the same in the user's units, the one over all
     * data is not.
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
        RollingRegressions a = rolling(s);
        RollingRegressions b = rolling(other);
        int before = 0;
        for (int k = 0; k < CUTS.size(); k++) {
            if (t[100] > CUTS.get(k)) {
                before++;
                assertArrayEquals(
                        a.atCuts().get(k).get(0).weights(),
                        b.atCuts().get(k).get(0).weights());
                assertArrayEquals(
                        a.at("x", CUTS.get(k)).get(0).weights(),
                        b.at("x", CUTS.get(k)).get(0).weights());
            }
        }
        assertTrue(before >= 5, "cuts before the change: " + before);
        for (List<TimeRegression> each : List.of(a.overall(), a.at("x", 12))) {
            List<TimeRegression> of = each == a.overall() ? b.overall() : b.at("x", 12);
            double apart = Math.abs(each.get(0).at(12) - of.get(0).at(12));
            assertTrue(apart > 0.1, "apart by " + apart);
        }
    }

    private static final List<Double> CUTS =
            IntStream.range(0, 24).mapToObj(k -> 1 + 11 * k / 24.0).toList();

    private static RollingRegressions rolling(TimeSeries s) {
        TimeFeatures features = new TimeFeatures(6, 6, List.of(new TimeFeatures.Cycle(Math.PI, 3)));
        PreparedSeries prepared = PreparedSeries.of(s, new TimeScale(Times.ofNumbers(0), 1), new double[] {1});
        return RollingRegressions.of(List.of(prepared), CUTS, List.of(features), List.of(new OwnFit(0.25, 0.4)));
    }

    /** Before the first rolling regression nothing is known: a series that ends there is not trained on. */
    @Test
    void noWindowIsCutBeforeTheFirstRegression() {
        TimeSeries early = series("early", 60, 0, 5);
        TimeSeries brief = series("brief", 40, 29, 31.5);
        TimeSeries late = series("late", 600, 0, 100);
        PreparationBuilder data =
                new PreparationBuilder(dev.tidepath.forecasting.SeriesSet.of(early, brief, late), 1, List.of());
        double firstCut = data.windows().regressions().cuts().get(0);
        double latest = 0;
        for (int i = 0; i < DRAWS; i++) {
            Window w = data.draw(KEY.derive(i));
            assertTrue(w.end() > firstCut - 0.5, "cut at " + w.end() + ", first regression at " + firstCut);
            latest = Math.max(latest, w.end());
        }
        assertTrue(latest > 70 && latest <= 80, "a fifth is held back, the latest cut is at " + latest);
    }
}
