package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Channels, series and sets: what they hold and what they refuse. */
class TimeSeriesTest {

    private static Channel channel(String name, double... times) {
        return new Channel(name, Times.ofNumbers(times), new double[times.length]);
    }

    private static TimeSeries series(String id, Channel... channels) {
        return new TimeSeries(id, List.of(channels));
    }

    private static void assertRefused(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    @Test
    void aChannelKeepsItsValues() {
        double[] values = {3, -0.5};
        Channel c = new Channel("load", Times.ofNumbers(1, 2), values);
        values[0] = 9;
        c.values()[1] = 9;
        assertArrayEquals(new double[] {3, -0.5}, c.values());
        assertEquals(-0.5, c.value(1));
        assertEquals(2, c.size());
        assertEquals("load", c.name());
        assertEquals(Times.ofNumbers(1, 2), c.times());
        assertEquals(0, channel("empty").size());
    }

    @Test
    void aChannelRefusesWhatIsNotASeries() {
        assertRefused("channel a: 2 times but 1 values", () -> new Channel("a", Times.ofNumbers(1, 2), new double[1]));
        assertRefused(
                "channel a: value 1 is NaN",
                () -> new Channel("a", Times.ofNumbers(1, 2), new double[] {1, Double.NaN}));
        assertRefused(
                "channel a: value 0 is Infinity",
                () -> new Channel("a", Times.ofNumbers(1), new double[] {Double.POSITIVE_INFINITY}));
        assertRefused("channel a: times must increase, but 2.0 follows 2.0", () -> channel("a", 1, 2, 2));
        assertRefused("channel a: times must increase, but 1.0 follows 2.0", () -> channel("a", 2, 1));
        assertRefused("channel a: times must increase, but 0.0 follows 0.0", () -> channel("a", -0.0, 0.0));
        Instant noon = Instant.parse("2024-01-01T12:00:00Z");
        assertRefused(
                "channel a: times must increase, but 2024-01-01T12:00:00Z follows 2024-01-01T12:00:00.000000001Z",
                () -> new Channel("a", Times.ofInstants(noon.plusNanos(1), noon), new double[2]));
    }

    @Test
    void aSeriesKnowsItsEnds() {
        TimeSeries s = series("x", channel("a", 3, 9), channel("b"), channel("c", 1, 4));
        assertEquals(Times.ofNumbers(1), s.first());
        assertEquals(Times.ofNumbers(9), s.last());
        assertEquals(4, s.observations());
        assertEquals(TimeAxis.NUMERIC, s.axis());
        assertEquals("series 'x'", s.location());
        assertEquals("", series("", channel("a")).location());
    }

    @Test
    void theMedianGapIsThatOfAllChannelsTogether() {
        assertEquals(2, series("x", channel("a", 0, 1, 3), channel("b", 1, 7)).medianGap());
        assertEquals(1.5, series("x", channel("a", 0), channel("b", 1.5)).medianGap());
        Channel nanoseconds = new Channel("a", Times.ofEpoch(new long[] {8, 8}, new int[] {100, 350}), new double[2]);
        assertEquals(250e-9, series("x", nanoseconds).medianGap(), 1e-20);
    }

    @Test
    void withoutTwoTimesThereIsNoGap() {
        TimeSeries once = series("x", channel("a", 5), channel("b", 5));
        DataException e = assertThrows(DataException.class, once::medianGap);
        assertEquals("TP-D046", e.code());
        assertEquals("series 'x'", e.location());
        assertEquals("one observation time has no gap to go by", e.getMessage());
        assertEquals("give the step (--every)", e.hint());
        assertRefused(
                "series 'x' has no observation", () -> series("x", channel("a")).last());
    }

    @Test
    void aSeriesRefusesChannelsThatDoNotGoTogether() {
        assertRefused("series 'x' has no channel to forecast", () -> series("x"));
        assertRefused("series 'x' has two channels of one name", () -> series("x", channel("a"), channel("a", 1)));
        Channel calendar = new Channel("b", Times.ofInstants(Instant.EPOCH), new double[1]);
        assertRefused("series 'x' mixes calendar and numeric times", () -> series("x", channel("a", 1), calendar));
    }

    @Test
    void aSetKeepsItsOrder() {
        List<TimeSeries> list = new ArrayList<>(List.of(series("b", channel("v", 1)), series("a", channel("v", 2, 3))));
        SeriesSet set = new SeriesSet(list);
        list.clear();
        assertEquals(
                List.of("b", "a"), set.series().stream().map(TimeSeries::id).toList());
        assertEquals(List.of("v"), set.channels());
        assertEquals(3, set.observations());
        assertEquals(TimeAxis.NUMERIC, set.axis());
        assertEquals(2, set.find("a").orElseThrow().observations());
        assertEquals(Optional.empty(), set.find("c"));
    }

    @Test
    void aSeriesIsObservedWhereAChannelToForecastIs() {
        ChannelSpec plan = new ChannelSpec("plan", Role.KNOWN, Domain.REAL);
        Channel planned = new Channel(plan, Times.ofNumbers(1), new double[1]);
        TimeSeries seen = series("seen", channel("v", 2), new Channel(plan, Times.ofNumbers(), new double[0]));
        TimeSeries unseen = series("unseen", channel("v"), planned);
        assertEquals(
                List.of(seen),
                SeriesSet.of(unseen, seen, series("empty", channel("v"), planned))
                        .observed());
        assertEquals(List.of(), SeriesSet.of(unseen).observed());
    }

    @Test
    void aSetRefusesSeriesThatDoNotGoTogether() {
        assertRefused("a set needs at least one series", () -> SeriesSet.of());
        assertRefused(
                "two series have one id", () -> SeriesSet.of(series("a", channel("v")), series("a", channel("v"))));
        assertRefused(
                "series 'b' has channels [w, v], the first one has [v, w]",
                () -> SeriesSet.of(series("a", channel("v"), channel("w")), series("b", channel("w"), channel("v"))));
        Channel calendar = new Channel("v", Times.ofInstants(), new double[0]);
        assertRefused(
                "series 'b' is on another kind of time axis",
                () -> SeriesSet.of(series("a", channel("v")), series("b", calendar)));
    }
}
