package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which times inside a series are filled. */
final class FillingTest {

    private static TimeSeries numbers(double... times) {
        return new TimeSeries("a", List.of(new Channel("y", Times.ofNumbers(times), new double[times.length])));
    }

    private static TimeSeries instants(String... times) {
        Times all = Times.ofInstants(Arrays.stream(times).map(Instant::parse).toList());
        return new TimeSeries("a", List.of(new Channel("y", all, new double[times.length])));
    }

    @Test
    void longGapsAreFilledAtTheMedianGap() {
        TimeSeries series = numbers(0, 0.1, 0.2, 0.3, 0.7, 0.8, 0.94, 1.0);
        assertEquals(Times.ofNumbers(0.4, 0.5, 0.6), Filling.gaps(1.5).resolve(series));
        assertEquals(Times.ofNumbers(), Filling.gaps(4.5).resolve(series));
    }

    @Test
    void hoursThatAreMissingAreFilled() {
        TimeSeries series = instants(
                "2024-01-01T00:00:00Z", "2024-01-01T01:00:00Z", "2024-01-01T02:00:00Z", "2024-01-01T04:00:00Z");
        assertEquals(
                Times.ofInstants(Instant.parse("2024-01-01T03:00:00Z")),
                Filling.gaps(1.5).resolve(series));
    }

    @Test
    void daysThatAreMissingAreThoseOfTheZone() {
        TimeSeries midnights = instants(
                "2024-03-28T23:00:00Z", "2024-03-29T23:00:00Z", "2024-04-02T22:00:00Z", "2024-04-03T22:00:00Z");
        assertEquals(
                Times.ofInstants(
                        Instant.parse("2024-03-30T23:00:00Z"),
                        Instant.parse("2024-03-31T22:00:00Z"),
                        Instant.parse("2024-04-01T22:00:00Z")),
                Filling.gaps(1.5, ZoneId.of("Europe/Berlin")).resolve(midnights));
    }

    @Test
    void evenStepsGoFromTheFirstToTheLastObservation() {
        assertEquals(Times.ofNumbers(1, 1.1, 1.2, 1.3), Filling.every(0.1).resolve(numbers(1, 1.25, 1.3)));
        TimeSeries months = instants("2024-01-31T00:00:00Z", "2024-03-31T00:00:00Z");
        assertEquals(
                Times.ofInstants(
                        Instant.parse("2024-01-31T00:00:00Z"),
                        Instant.parse("2024-02-29T00:00:00Z"),
                        Instant.parse("2024-03-31T00:00:00Z")),
                Filling.every(Period.ofMonths(1), ZoneId.of("UTC")).resolve(months));
    }

    @Test
    void fillingsAddUp() {
        Filling both = Filling.at(Times.ofNumbers(1, 2)).and(Filling.at(Map.of("a", Times.ofNumbers(1.5, 2))));
        assertEquals(Times.ofNumbers(1, 1.5, 2), both.resolve(numbers(0, 3)));
        assertEquals(
                Times.ofNumbers(), Filling.at(Map.of("b", Times.ofNumbers(1))).resolve(numbers(0, 3)));
    }

    @Test
    void timesOutsideTheSeriesAreRefused() {
        assertCode("TP-D051", Filling.at(Times.ofNumbers(1, 4)));
        assertCode("TP-D051", Filling.at(Times.ofNumbers(-1)));
        assertCode("TP-D051", Filling.at(Times.ofNumbers(2, 1)));
        assertCode("TP-D051", Filling.every(1e-9));
        assertCode("TP-D050", Filling.at(Times.ofInstants(Instant.EPOCH)));
        assertCode("TP-D050", Filling.every(Duration.ofHours(1), ZoneId.of("UTC")));
        assertThrows(IllegalArgumentException.class, () -> Filling.gaps(0.5));
    }

    private static void assertCode(String code, Filling filling) {
        DataException e = assertThrows(DataException.class, () -> filling.resolve(numbers(0, 1.5, 3)));
        assertEquals(code, e.code());
    }
}
