package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** CSV to typed table, and on to the same series as without it. */
final class CsvTableTest {

    @ParameterizedTest
    @CsvSource({
        "2024-01-02, 2024-01-01, LOCAL_DATE",
        "2024-01-02T03:04:05.678, 2024-01-02 03:04:05.677, LOCAL_DATE_TIME",
        "2024-01-02T03:04:05Z, 2024-01-02T03:04:05+01:00, INSTANT",
        "2.5, 1e0, DOUBLE"
    })
    void tablesAreTypedAndGiveTheSameSeries(String late, String early, String type) {
        String text = "id,t,y,z\nNA," + late + ",1,-\nNA," + early + ",,7\n";
        Table table = csv(text).toTable();
        assertEquals("[id, t, y, z]", table.columnNames().toString());
        assertEquals(type, table.column("t").type().name());
        assertEquals(2, table.rowCount());
        assertEquals(1, table.column("y").countMissing());
        assertEquals("NA", table.stringColumn("id").get(0));
        LoadedSeries direct = csv(text).load();
        LoadedSeries viaTable = Tables.toSeriesById(table, "id", "t", "y", "z");
        assertEquals(channels(direct), channels(viaTable));
        assertEquals(direct.series().axis(), viaTable.timeFormat().axis());
    }

    @Test
    void timesFinerThanMillisecondsAreRefused() {
        String text = "id,t,y,z\na,2024-01-01T00:00:00.001Z,1,1\na,2024-01-01T00:00:00.0011Z,1,1\n";
        InputException e = assertThrows(InputException.class, csv(text)::toTable);
        assertEquals("TP-D062", e.code());
        assertEquals("x.csv:3", e.location());
        assertEquals("a table keeps milliseconds, but times are finer: line 3", e.getMessage());
    }

    private static Csv csv(String text) {
        return Csv.read(new StringReader(text), "x.csv")
                .time("t")
                .values("y", "z")
                .id("id");
    }

    /** Values and times of every channel as text. */
    private static String channels(LoadedSeries loaded) {
        StringBuilder b = new StringBuilder();
        loaded.series()
                .series()
                .forEach(s -> s.channels().forEach(c -> {
                    b.append(s.id()).append(c.name()).append(Arrays.toString(c.values()));
                    for (int i = 0; i < c.size(); i++) {
                        b.append(c.times().text(i)).append(' ');
                    }
                }));
        return b.toString();
    }
}
