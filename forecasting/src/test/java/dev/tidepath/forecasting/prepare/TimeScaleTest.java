package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeScaleTest {

    private static TimeSeries series(String id, Times times) {
        return new TimeSeries(id, List.of(new Channel("v", times, new double[times.size()])));
    }

    @Test
    void modelTimeStartsAtTheEarliestObservation() {
        SeriesSet set = SeriesSet.of(series("a", Times.ofNumbers(5, 7)), series("b", Times.ofNumbers(3, 9)));
        TimeScale scale = TimeScale.startingAt(set, 4);
        assertEquals(Times.ofNumbers(3), scale.origin());
        assertArrayEquals(
                new double[] {0.5, 1},
                scale.modelTimes(set.series().get(0).channels().get(0)));
        assertArrayEquals(new double[] {-1, 0, 24.25}, scale.modelTimes(Times.ofNumbers(-1, 3, 100)));
    }

    @Test
    void aUnitOnTheCalendarIsInSeconds() {
        Instant start = Instant.parse("1999-12-31T23:00:00Z");
        SeriesSet set = SeriesSet.of(series("a", Times.ofInstants(start, start.plusSeconds(7200))));
        TimeScale scale = TimeScale.startingAt(set, 3600);
        assertArrayEquals(
                new double[] {0, 2, 0.5e-6 / 3600},
                scale.modelTimes(Times.ofInstants(start, start.plusSeconds(7200), start.plusNanos(500))),
                1e-18);
    }

    @Test
    void modelTimesAreTextOnTheAxis() {
        TimeScale numbers = new TimeScale(Times.ofNumbers(0.1), 0.3);
        assertEquals("0.1", numbers.text(0));
        assertEquals("1.0", numbers.text(3));
        assertEquals("-0.2", numbers.text(-1));
        assertEquals("Infinity", new TimeScale(Times.ofNumbers(0), 1e308).text(10));
        TimeScale days = new TimeScale(Times.ofInstants(Instant.parse("2024-02-28T06:00:00Z")), 7 * 86400.0);
        assertEquals("2024-03-01T06:00:00Z", days.text(2 / 7.0));
        assertEquals("2024-02-27T06:00:00Z", days.text(-1 / 7.0));
        assertEquals("6.048E304 s after 2024-02-28T06:00:00Z", days.text(1e299));
    }

    @Test
    void anOriginAndAPositiveUnit() {
        assertEquals(
                "one origin and a positive unit: Times[1: 1.0 … 1.0], 0.0",
                assertThrows(IllegalArgumentException.class, () -> new TimeScale(Times.ofNumbers(1), 0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new TimeScale(Times.ofNumbers(1), Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new TimeScale(Times.ofNumbers(), 1));
    }
}
