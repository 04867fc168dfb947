package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalesTest {

    private static Channel channel(String name, double... values) {
        double[] times = new double[values.length];
        Arrays.setAll(times, i -> i);
        return new Channel(name, Times.ofNumbers(times), values);
    }

    private static TimeSeries series(String id, double... values) {
        return new TimeSeries(id, List.of(channel("v", values)));
    }

    /** Two series with sums of squares 2 and 32 about their means and one degree of freedom each; 32 is the upper median. */
    private static final TimeSeries SMALL = series("small", 9, 11);

    private static final TimeSeries LARGE = series("large", -4, 4);
    private static final Scales SCALES = Scales.of(SeriesSet.of(SMALL, LARGE), false);

    @Test
    void aScaleIsTheDeviationDrawnTowardsThatOfAll() {
        double large = Math.sqrt(32);
        assertArrayEquals(new double[] {large}, SCALES.pooled(), 1e-15);
        double drawn = Math.pow(Math.sqrt(2), 1 / 8.0) * Math.pow(large, 7 / 8.0);
        assertArrayEquals(new double[] {drawn}, SCALES.of(SMALL), 1e-14);
        assertArrayEquals(new double[] {large}, SCALES.of(LARGE), 1e-14);
    }

    /** Nine values speak for themselves, whatever size the others have. */
    @Test
    void enoughValuesAreNotDrawn() {
        TimeSeries s = series("x", 1, -1, 1, -1, 1, -1, 1, -1, 0);
        assertArrayEquals(new double[] {1}, SCALES.of(s), 1e-15);
    }

    @Test
    void aScaleDoesNotHangOnTheSeriesName() {
        assertArrayEquals(SCALES.of(SMALL), SCALES.of(series("unseen", 19, 21)), 1e-15);
        assertArrayEquals(SCALES.of(series("small", 1e6, -1e6, 0)), SCALES.of(series("unseen", 1e6, -1e6, 0)), 1e-15);
    }

    /** With a trend taken out, a scale does not grow with the span. */
    @Test
    void aTrendDoesNotWidenAScale() {
        double[] rising = new double[400];
        java.util.Arrays.setAll(rising, i -> 3 * i + (i % 2 == 0 ? 1 : -1));
        TimeSeries s = series("x", rising);
        assertArrayEquals(new double[] {1}, Scales.of(SeriesSet.of(s), true).of(s), 0.01);
    }

    @Test
    void aSingleObservationOrNoneHasTheScaleOfAll() {
        assertArrayEquals(SCALES.pooled(), SCALES.of(series("one", 1e9)), 1e-15);
        assertArrayEquals(SCALES.pooled(), SCALES.of(series("none")), 1e-15);
    }

    @Test
    void aConstantSeriesAmongOthersHasAPositiveScale() {
        assertArrayEquals(SCALES.pooled(), SCALES.of(series("flat", 5, 5, 5, 5)), 1e-15);
    }

    @Test
    void whereNothingVariesTheUnitIsOne() {
        Scales flat = Scales.of(SeriesSet.of(series("a", 3, 3, 3), series("b", 7)), false);
        assertArrayEquals(new double[] {1}, flat.pooled());
        assertArrayEquals(new double[] {1}, flat.of(series("b", 7)));
    }

    @Test
    void whatNeverChangesForLongHasNextToNoScale() {
        double[] same = new double[8];
        assertEquals(1e-9, Scales.of(SeriesSet.of(series("zeros", same)), true).pooled()[0]);
        java.util.Arrays.fill(same, -7e6);
        Scales flat = Scales.of(SeriesSet.of(series("a", same), series("b", 5)), true);
        assertEquals(7e-3, flat.pooled()[0], 1e-15);
        assertEquals(
                1,
                flat.of(series("changes", 0, 1, 0, 1, 0, 1, 0, 1, 0, 1))[0],
                0.6,
                "from eight values on, its own scale");
    }

    @Test
    void channelsHaveScalesOfTheirOwn() {
        Scales scales =
                Scales.of(SeriesSet.of(new TimeSeries("x", List.of(channel("a", 0, 1000), channel("b")))), false);
        assertEquals(Math.sqrt(5e5), scales.pooled()[0], 1e-9);
        assertEquals(1.0, scales.pooled()[1]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-100, 1e-12, 1, 1e12, 1e100, 1e307})
    void scalesFollowTheUnit(double unit) {
        Scales scales = Scales.of(SeriesSet.of(series("x", 1 * unit, 2 * unit, 4 * unit)), false);
        // The sum of squares about the mean 7/3 is 14/3, with two degrees of freedom.
        double expected = Math.sqrt(7 / 3.0) * unit;
        assertEquals(expected, scales.pooled()[0], 1e-15 * expected);
    }

    /** The deviation of small changes about a great level is not lost to rounding. */
    @Test
    void aGreatLevelDoesNotHideChanges() {
        Scales scales = Scales.of(SeriesSet.of(series("x", 1e9, 1e9 + 1, 1e9 + 2)), false);
        assertEquals(1, scales.pooled()[0], 1e-6);
    }

    /** Ten series of ten values, ±1 about a level that differs by {@code apart} from one to the next, each so many times wider. */
    private static boolean alike(int count, double apart, double wider) {
        List<TimeSeries> set = new ArrayList<>();
        double size = 1;
        for (int i = 0; i < count; i++) {
            double[] values = new double[10];
            for (int k = 0; k < values.length; k++) {
                values[k] = apart * i + (k % 2 == 0 ? size : -size);
            }
            set.add(series("s" + i, values));
            size *= wider;
        }
        SeriesSet series = new SeriesSet(set);
        return Scales.of(series, false).areAlike(series);
    }

    @Test
    void seriesAreAlikeIfLevelsAndSpreadsAre() {
        assertTrue(alike(10, 0, 1));
        assertTrue(alike(10, 0.1, 1.1));
        assertFalse(alike(10, 1, 1), "levels differ");
        assertFalse(alike(10, 0, 3), "spreads differ");
        assertFalse(alike(4, 0, 1), "four series tell nothing");
        assertFalse(alike(10, 1e300, 1), "levels beyond reckoning");
    }

    /** Such series have no spread of their own, but a level, which they would draw towards theirs. */
    @Test
    void aShortOrConstantSeriesFarOffIsNotAlike() {
        List<TimeSeries> set = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            set.add(series("s" + i, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1));
        }
        assertTrue(alikeWith(set, series("one", 2)));
        assertTrue(alikeWith(set, series("none")));
        assertFalse(alikeWith(set, series("constant", 5, 5, 5, 5, 5, 5, 5, 5, 5, 5)));
        assertFalse(alikeWith(set, series("short", 99, 101)));
    }

    private static boolean alikeWith(List<TimeSeries> others, TimeSeries one) {
        List<TimeSeries> all = new ArrayList<>(others);
        all.add(one);
        SeriesSet series = new SeriesSet(all);
        return Scales.of(series, false).areAlike(series);
    }
}
