package dev.tidepath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PanelCsvTest {

    private static final String ROW =
            "s\\d+,2024-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d,(-?\\d{1,2}\\.\\d{4})?,(-?\\d{1,3}\\.\\d{4})?";

    @TempDir
    private Path folder;

    @Test
    void aRowHoldsAnIdATimeAndTwoNumbersOfWhichOneInTwentyIsMissing() throws IOException {
        List<String> lines = lines(new PanelCsv(5000, false));
        assertEquals("id,time,level,flow", lines.get(0));
        List<String> rows = lines.subList(1, lines.size());
        assertEquals(5000, rows.size());
        rows.forEach(row -> assertTrue(row.matches(ROW), row));
        long missing = rows.stream()
                .flatMap(row -> Stream.of(row.split(",", -1)))
                .filter(String::isEmpty)
                .count();
        assertEquals(0.05, missing / 10_000.0, 0.01);
    }

    @Test
    void seriesFollowEachOtherOrTakeTurns() throws IOException {
        assertEquals(List.of("s0", "s0", "s0"), ids(new PanelCsv(2500, false)).subList(0, 3));
        assertEquals(
                List.of("s0", "s1", "s2", "s0"), ids(new PanelCsv(2500, true)).subList(0, 4));
        assertEquals(Set.of("s0", "s1", "s2"), Set.copyOf(ids(new PanelCsv(2500, false))));
    }

    @Test
    void noSeriesHasATimeTwiceAndTimesGrow() throws IOException {
        for (boolean byTime : new boolean[] {false, true}) {
            List<String> rows = lines(new PanelCsv(2500, byTime));
            for (String id : new LinkedHashSet<>(ids(new PanelCsv(2500, byTime)))) {
                List<String> times = rows.stream()
                        .filter(row -> row.startsWith(id + ","))
                        .map(row -> row.split(",", -1)[1])
                        .toList();
                assertEquals(times.stream().distinct().sorted().toList(), times);
            }
        }
    }

    @Test
    void theSameNumberOfRowsGivesTheSameFile() throws IOException {
        assertEquals(lines(new PanelCsv(100, false)), lines(new PanelCsv(100, false)));
    }

    private List<String> ids(PanelCsv panel) throws IOException {
        return lines(panel).stream()
                .skip(1)
                .map(row -> row.substring(0, row.indexOf(',')))
                .toList();
    }

    private List<String> lines(PanelCsv panel) throws IOException {
        Path file = folder.resolve("panel.csv");
        panel.writeTo(file);
        return Files.readAllLines(file);
    }
}
