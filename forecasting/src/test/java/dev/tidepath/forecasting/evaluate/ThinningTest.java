package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ThinningTest {

    private static Set<Double> kept(double share, TimeSeries series) {
        Times times = new Thinning(share, 3).of(series).targets().get(0).times();
        Set<Double> kept = new HashSet<>();
        for (int i = 0; i < times.size(); i++) {
            kept.add(times.number(i));
        }
        return kept;
    }

    @Test
    void aShareOfTheObservationsIsLeftAndMoreIsLeftOfLess() {
        TimeSeries series = Rules.wave("a", 4000);
        Set<Double> before = kept(0, series);
        assertEquals(4000, before.size());
        for (double share : new double[] {0.1, 0.3, 0.7, 0.95}) {
            Set<Double> kept = kept(share, series);
            double deviation = Math.sqrt(4000 * share * (1 - share));
            assertEquals(4000 * (1 - share), kept.size(), 4 * deviation);
            assertTrue(before.containsAll(kept));
            before = kept;
        }
    }

    @Test
    void whatIsLeftDependsOnSeedIdAndChannelAndNotOnWhereTheSeriesIsCut() {
        TimeSeries series = Rules.wave("a", 200);
        Set<Double> kept = kept(0.5, series);
        Set<Double> early = kept(0.5, series.until(Times.ofNumbers(100), 0));
        kept.removeIf(t -> t > 100);
        assertEquals(kept, early);
        TimeSeries other = new TimeSeries("b", series.channels());
        assertNotEquals(kept(0.5, series), kept(0.5, other));
        Channel c = series.targets().get(0);
        TimeSeries renamed = new TimeSeries("a", List.of(new Channel("w", c.times(), c.values())));
        assertNotEquals(kept(0.5, series), kept(0.5, renamed));
        assertNotEquals(
                new Thinning(0.5, 4).of(series).targets().get(0).times(),
                new Thinning(0.5, 3).of(series).targets().get(0).times());
    }

    @Test
    void twoObservationsStayAtLeast() {
        for (int count : new int[] {1, 2, 3, 8}) {
            for (double share : new double[] {0.9, 0.99}) {
                TimeSeries thinned = new Thinning(share, 1).of(Rules.regular("s", new double[count]));
                assertTrue(thinned.observations() >= Math.min(2, count));
            }
        }
        Set<Double> most = kept(0.999, Rules.wave("a", 50));
        assertEquals(2, most.size());
        assertTrue(kept(0.7, Rules.wave("a", 50)).containsAll(most));
    }

    @Test
    void errorsStayWithTheirValuesAndCovariatesWhole() {
        Times times = Times.ofInstants(
                Instant.ofEpochSecond(0, 5),
                Instant.ofEpochSecond(1),
                Instant.ofEpochSecond(2),
                Instant.ofEpochSecond(3));
        double[] values = {10, 11, 12, 13};
        Channel target = new Channel(ChannelSpec.target("y"), times, values, new double[] {0, 1, 2, 3});
        Channel plan = new Channel(new ChannelSpec("x", Role.KNOWN, Domain.REAL), times, values);
        TimeSeries thinned = new Thinning(0.6, 2).of(new TimeSeries("s", List.of(target, plan)));
        Channel left = thinned.targets().get(0);
        assertTrue(left.size() < 4);
        for (int i = 0; i < left.size(); i++) {
            assertEquals(left.value(i) - 10, left.error(i));
            int index = (int) left.error(i);
            assertEquals(times.instant(index), left.times().instant(i));
        }
        assertSame(plan, thinned.channels().get(1));
    }

    @Test
    void modelsSeeLessAndAreComparedWithTheSameTruthInTheSameUnit() {
        SeriesSet panel = SeriesSet.of(Rules.wave("a", 80), Rules.wave("b", 60));
        Map<Double, List<ScoredPoint>> points = new LinkedHashMap<>();
        List<Integer> learnt = new ArrayList<>();
        Forecaster watching = (series, listener) -> {
            learnt.add(series.observations());
            return Rules.mean().fit(series, listener);
        };
        for (double share : new double[] {0, 0.7}) {
            List<ScoredPoint> found = new ArrayList<>();
            Backtest.of(Map.of("m", watching), TimeSpan.of(5))
                    .cutOffs(CutOffs.backFromEnd(TimeSpan.of(5), 3))
                    .minHistory(40)
                    .thinned(share, 3)
                    .run(panel, BacktestListener.silent(), found::add);
            points.put(share, found);
        }
        List<ScoredPoint> whole = points.get(0.0);
        List<ScoredPoint> some = points.get(0.7);
        assertTrue(learnt.get(1) < learnt.get(0) / 2);
        assertEquals(whole.size(), some.size());
        for (int i = 0; i < whole.size(); i++) {
            assertEquals(whole.get(i).actual(), some.get(i).actual());
            assertEquals(whole.get(i).time(), some.get(i).time());
            assertEquals(whole.get(i).cutOff(), some.get(i).cutOff());
            assertEquals(whole.get(i).scale(), some.get(i).scale());
            assertNotEquals(whole.get(i).mean(), some.get(i).mean());
        }
        TimeSeries known =
                new Thinning(0.7, 3).of(panel.series().get(0).until(some.get(0).cutOff(), 0));
        double mean = Arrays.stream(known.targets().get(0).values()).average().orElseThrow();
        assertEquals(mean, some.get(0).mean());
    }

    @Test
    void notAllCanBeLeftOut() {
        assertThrows(IllegalArgumentException.class, () -> new Thinning(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Thinning(-0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Thinning(Double.NaN, 1));
    }
}
