package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read or refused, and what is said about it. */
final class CsvReadTest {

    private static final int LAST_OF_READING = 50;

    static Stream<CsvCase> cases() {
        return CsvCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadOrRefusedInTheseWords(CsvCase c) {
        assertEquals(c.expected(), c.outcome());
    }

    @Test
    void everyCaseOfReadingIsThere() {
        Set<Integer> there = CsvCase.all()
                .map(c -> Integer.parseInt(c.name().substring(0, 2)))
                .collect(Collectors.toSet());
        Set<Integer> elsewhere = Set.of(1, 21);
        for (int number = 1; number <= LAST_OF_READING; number++) {
            assertTrue(there.contains(number) || elsewhere.contains(number), "case " + number);
        }
    }

    @Test
    void aFileIsReadLikeItsCharacters(@TempDir Path folder) throws IOException {
        String text = "\ufeffdate,y\n2024-01-01,1\n2024-01-02,2\n";
        Path file = Files.writeString(folder.resolve("a.csv"), text);
        LoadedSeries ofFile = Csv.read(file).time("date").values("y").load();
        LoadedSeries ofCharacters = Csv.read(new StringReader(text), "a.csv")
                .time("date")
                .values("y")
                .load();
        assertEquals(CsvCase.text(ofCharacters), CsvCase.text(ofFile));
    }

    @Test
    void timesKeepNanoseconds() {
        SeriesSet series = Csv.read(
                        new StringReader("t,y\n2024-01-01T00:00:00.123456789Z,1\n2024-01-01T00:00:00.123456790Z,2\n"),
                        "ns.csv")
                .time("t")
                .values("y")
                .toSeries();
        Channel y = series.series().get(0).channels().get(0);
        assertEquals(Instant.parse("2024-01-01T00:00:00.123456789Z"), y.times().instant(0));
        assertEquals(Instant.parse("2024-01-01T00:00:00.123456790Z"), y.times().instant(1));
    }

    @Test
    void rowsOfManySeriesInAnyOrderAreSortedWithinEach() {
        StringBuilder text = new StringBuilder("id,t,y\n");
        for (int i = 0; i < 1000; i++) {
            int t = (i * 7919) % 1000;
            text.append('s')
                    .append(t % 3)
                    .append(',')
                    .append(t)
                    .append(',')
                    .append(2 * t)
                    .append('\n');
        }
        SeriesSet series = Csv.read(new StringReader(text.toString()), "many.csv")
                .time("t")
                .values("y")
                .id("id")
                .toSeries();
        assertEquals(
                List.of("s0", "s1", "s2"),
                series.series().stream().map(s -> s.id()).sorted().toList());
        assertEquals(1000, series.observations());
        series.series().forEach(s -> {
            Channel y = s.channels().get(0);
            for (int i = 0; i < y.size(); i++) {
                assertEquals(2 * y.times().number(i), y.value(i));
            }
        });
    }
}
