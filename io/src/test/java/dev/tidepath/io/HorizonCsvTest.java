package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.Times;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of times to forecast. */
final class HorizonCsvTest {

    private static final LoadedSeries DAYS =
            history("id,t,y\npump-1,2024-01-01,1\npump-1,2024-01-02,2\npump-2,2024-01-01,1\npump-2,2024-01-03,2\n");

    @Test
    void timesForEverySeriesAreSortedAndTakenOnce() {
        LoadedHorizon at = read("when,why\n2024-02-02,x\n2024-02-01,\n2024-02-02,y\n", DAYS);
        Times times = at.horizon().resolve(DAYS.series().series().get(0));
        assertEquals(
                Times.ofInstants(Instant.parse("2024-02-01T00:00:00Z"), Instant.parse("2024-02-02T00:00:00Z")), times);
        assertEquals(times, at.horizon().resolve(DAYS.series().series().get(1)));
        assertEquals(
                List.of(
                        "sorted the times asked for: 1 row came after a later one (line 3)",
                        "times asked for twice are taken once (line 4)"),
                at.notes());
    }

    @Test
    void anIdLimitsARowToOneSeries() {
        LoadedHorizon at = read("t,id\n2024-02-02T06:00,pump-2\n2024-02-03T06:00,pump-2\n", DAYS);
        assertEquals(0, at.horizon().resolve(DAYS.series().series().get(0)).size());
        assertEquals(2, at.horizon().resolve(DAYS.series().series().get(1)).size());
        assertEquals(List.of(), at.notes());
    }

    @Test
    void aFileIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("at.csv"), "t\n2024-02-02\n");
        assertEquals(
                1,
                HorizonCsv.read(file, DAYS)
                        .horizon()
                        .resolve(DAYS.series().series().get(0))
                        .size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t~2024-02-30~|TP-D033|at.csv:2:1 column 't'|\"2024-02-30\" is no time: 2024-02 has 29 days",
                "2024-02-28~|TP-D003|at.csv:1|the first line must name the columns, but it looks like data: \"2024-02-28\"",
                "t~|TP-D002|at.csv:1|there is a header but no row of data; the columns are 't'",
                "t,id~2024-02-28,pump-3~|TP-D063|at.csv:2|there is no series 'pump-3' to forecast",
                "t,id~2024-02-28,~|TP-D058|at.csv:2:2 column 'id'|the id is empty",
                "t~5~|TP-D050|at.csv column 't'|these times are plain numbers, those of the series on the calendar",
                "t~2024-02-28T00:00Z~|TP-D029|at.csv column 't'|these times have a zone, those of the series have none"
            })
    void refusesInTheseWords(String text, String code, String location, String what) {
        InputException e = assertThrows(InputException.class, () -> read(text.replace('~', '\n'), DAYS));
        assertEquals(code + "\n" + location + "\n" + what, e.code() + "\n" + e.location() + "\n" + e.getMessage());
    }

    @Test
    void numericSeriesTakeNumbers() {
        LoadedSeries history = history("id,t,y\na,1,1\na,2,2\n");
        assertEquals(
                Times.ofNumbers(3, 4.5),
                read("t\n3\n4.5\n", history)
                        .horizon()
                        .resolve(history.series().series().get(0)));
        assertEquals(
                "TP-D050",
                assertThrows(InputException.class, () -> read("t\n2024-01-01\n", history))
                        .code());
    }

    private static LoadedSeries history(String text) {
        return Csv.read(new StringReader(text), "h.csv")
                .time("t")
                .values("y")
                .id("id")
                .load();
    }

    private static LoadedHorizon read(String text, LoadedSeries history) {
        return HorizonCsv.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "at.csv", history);
    }
}
