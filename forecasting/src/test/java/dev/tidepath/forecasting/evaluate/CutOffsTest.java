package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CutOffsTest {

    private static TimeSeries calendar(String... instants) {
        Times times =
                Times.ofInstants(List.of(instants).stream().map(Instant::parse).toList());
        return new TimeSeries("", List.of(new Channel("v", times, new double[times.size()])));
    }

    private static List<String> texts(CutOffs cutOffs, TimeSeries series, TimeSpan horizon) {
        return IntStream.range(0, cutOffs.rounds(SeriesSet.of(series), horizon))
                .mapToObj(r -> cutOffs.at(series, horizon, r).orElseThrow().text(0))
                .toList();
    }

    @Test
    void theLastOneLeavesTheHorizonAhead() {
        TimeSeries series = Rules.regular("", new double[11]);
        assertEquals(
                List.of("1.0", "4.0", "7.0"), texts(CutOffs.backFromEnd(TimeSpan.of(3), 3), series, TimeSpan.of(3)));
    }

    @Test
    void decimalsAddUp() {
        TimeSeries series =
                new TimeSeries("", List.of(new Channel("v", Times.ofNumbers(0.1, 0.9), new double[] {1, 2})));
        assertEquals(List.of("0.3", "0.6"), texts(CutOffs.backFromEnd(TimeSpan.of(0.3), 2), series, TimeSpan.of(0.3)));
    }

    @Test
    void monthsAreCountedFromTheEnd() {
        TimeSeries series = calendar("2023-01-01T00:00:00Z", "2024-03-31T12:00:00Z");
        assertEquals(
                List.of("2024-01-31T12:00:00Z", "2024-02-29T12:00:00Z", "2024-03-31T12:00:00Z"),
                texts(
                        CutOffs.backFromEnd(TimeSpan.of(Period.ofMonths(1)), 3),
                        calendar("2023-01-01T00:00:00Z", "2024-03-31T18:00:00Z"),
                        TimeSpan.of(Duration.ofHours(6))));
        assertEquals(
                List.of("2024-03-30T12:00:00Z"),
                texts(CutOffs.backFromEnd(TimeSpan.of(Period.ofDays(1)), 1), series, TimeSpan.of(Period.ofDays(1))));
    }

    @Test
    void sharedOnesEndBeforeTheLastObservation() {
        SeriesSet panel = SeriesSet.of(Rules.regular("a", new double[5]), Rules.regular("b", new double[11]));
        CutOffs from = CutOffs.from(Times.ofNumbers(1), TimeSpan.of(3), OptionalInt.empty());
        assertEquals(3, from.rounds(panel, TimeSpan.of(2)));
        assertEquals(Optional.of(Times.ofNumbers(7)), from.at(panel.series().get(0), TimeSpan.of(2), 2));
        assertEquals(
                2,
                CutOffs.from(Times.ofNumbers(1), TimeSpan.of(3), OptionalInt.of(2))
                        .rounds(panel, TimeSpan.of(2)));
    }

    @Test
    void thereAreNotTooManyToRun() {
        SeriesSet series = SeriesSet.of(Rules.regular("", new double[11]));
        Times start = Times.ofNumbers(0);
        assertEquals(
                100_000,
                CutOffs.from(start, TimeSpan.of(1e-4), OptionalInt.empty()).rounds(series, TimeSpan.of(1)));
        CutOffs tooMany = CutOffs.from(start, TimeSpan.of(0.999e-4), OptionalInt.empty());
        DataException e = assertThrows(DataException.class, () -> tooMany.rounds(series, TimeSpan.of(1)));
        assertEquals("TP-D072", e.code());
        assertEquals("there are more than 100,000 cut-offs from 0.0 on", e.getMessage());
        assertEquals(
                7, CutOffs.from(start, TimeSpan.of(1e-300), OptionalInt.of(7)).rounds(series, TimeSpan.of(1)));
    }

    @Test
    void theCalendarHasABeginning() {
        TimeSeries series = calendar("0001-02-01T00:00:00Z", "0001-03-01T00:00:00Z");
        CutOffs cutOffs = CutOffs.backFromEnd(TimeSpan.of(Period.ofYears(1)), 2);
        assertEquals(Optional.empty(), cutOffs.at(series, TimeSpan.of(Period.ofDays(1)), 0));
        assertEquals(
                "0001-02-28T00:00:00Z",
                cutOffs.at(series, TimeSpan.of(Period.ofDays(1)), 1)
                        .orElseThrow()
                        .text(0));
    }

    @Test
    void aSpanIsLongerThanNothing() {
        assertThrows(IllegalArgumentException.class, () -> TimeSpan.of(0));
        assertThrows(IllegalArgumentException.class, () -> TimeSpan.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> TimeSpan.of(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> TimeSpan.of(Period.ofDays(-1)));
        assertThrows(IllegalArgumentException.class, () -> CutOffs.backFromEnd(TimeSpan.of(1), 0));
    }
}
