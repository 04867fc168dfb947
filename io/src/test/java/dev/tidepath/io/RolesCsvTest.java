package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.TimeSeries;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Covariates and static features in files of their own, and rows written to another file. */
final class RolesCsvTest {

    private static final String WARD =
            "id,time,hr\na,2024-01-01,70\na,2024-01-02,71\nb,2024-01-01,80\nb,2024-01-03,81\n";

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Csv ward() throws IOException {
        return Csv.read(file("ward.csv", WARD)).time("time").values("hr").id("id");
    }

    @Test
    void knownValuesReachBeyondTheLastObservationAndDoNotMoveIt() throws IOException {
        Path plan = file("plan.csv", "time;id;dose\n2024-01-05;a;1,5\n2024-01-01;a;2,5\n2024-01-09;c;1,5\n");
        LoadedSeries loaded = ward().covariates(Role.KNOWN, plan).load();
        TimeSeries a = loaded.series().find("a").orElseThrow();
        TimeSeries b = loaded.series().find("b").orElseThrow();
        Channel dose = a.channels().get(1);
        assertEquals("dose KNOWN", dose.name() + " " + dose.spec().role());
        assertEquals(List.of(2.5, 1.5), List.of(dose.value(0), dose.value(1)));
        assertEquals("2024-01-05T00:00:00Z", dose.times().text(1));
        assertEquals(0, b.channels().get(1).size());
        assertEquals("2024-01-02T00:00:00Z", a.last().text(0));
        assertTrue(loaded.notes().contains(plan + ": columns are separated by ';', as the header shows"));
        assertTrue(loaded.warnings().contains(plan + " tells of series that are not there: 'c'"));
    }

    @Test
    void aFileWithoutIdsTellsOfAllSeries() throws IOException {
        Path weather = file("weather.csv", "time,sun\n2024-01-01T06:00,5\n2024-01-02T06:00,7\n");
        LoadedSeries loaded = ward().covariates(Role.PAST, weather).load();
        for (TimeSeries s : loaded.series().series()) {
            assertEquals(2, s.channels().get(1).size());
            assertEquals(Role.PAST, s.channels().get(1).spec().role());
        }
    }

    @Test
    void timesOfAnotherKindAreRefused() throws IOException {
        Path plan = file("plan.csv", "id,time,dose\na,5,1\na,6,1\n");
        InputException e = assertThrows(InputException.class, ward().covariates(Role.KNOWN, plan)::load);
        assertEquals("TP-D050", e.code());
        assertEquals(plan + " column 'time'", e.location());
    }

    @Test
    void aNameHasOnePlace() throws IOException {
        Path plan = file("plan.csv", "id,time,hr\na,2024-01-01,1\n");
        InputException e = assertThrows(InputException.class, ward().covariates(Role.KNOWN, plan)::load);
        assertEquals("TP-D018", e.code());
    }

    @Test
    void staticFeaturesAreNumbersWhereAllAreNumbers() throws IOException {
        Path patients = file("patients.csv", "id,age,kind\na,70,x\nb,8.5,\nc,1,y\n");
        LoadedSeries loaded = ward().statics(patients).load();
        TimeSeries a = loaded.series().find("a").orElseThrow();
        assertEquals(Map.of("age", 70.0), a.features().numbers());
        assertEquals(Map.of("kind", "x"), a.features().labels());
        TimeSeries b = loaded.series().find("b").orElseThrow();
        assertEquals(Map.of("age", 8.5), b.features().numbers());
        assertEquals(Map.of(), b.features().labels());
    }

    @Test
    void aSeriesHasOneRowOfStaticFeatures() throws IOException {
        Path patients = file("patients.csv", "id,age\na,70\na,71\n");
        InputException e = assertThrows(InputException.class, ward().statics(patients)::load);
        assertEquals("TP-D065 " + patients + ":3", e.code() + " " + e.location());
    }

    @Test
    void badRowsGoToAFileWithTheirLines() throws IOException {
        Path bad = folder.resolve("bad.csv");
        Path data = file("data.csv", "t,y,note\n1,1,\n2,x,\"a, \"\"b\"\"\"\n3,3\n4,4,\n");
        LoadedSeries loaded = Csv.read(data)
                .time("t")
                .values("y")
                .policy(ReadPolicy.USUAL.badRows(OnBadRow.quarantine(bad)))
                .load();
        assertEquals(2, loaded.series().observations());
        assertEquals("line,t,y,note\n3,2,x,\"a, \"\"b\"\"\"\n4,3,3\n", Files.readString(bad));
        assertEquals(
                "2 rows left out (lines 3 and 4), written to " + bad,
                loaded.warnings().get(0));
    }

    @Test
    void tooManyChannelsAreRefused() {
        StringBuilder text = new StringBuilder("t,c,y\n");
        for (int i = 0; i < 1500; i++) {
            text.append("1,c").append(i).append(",1\n");
        }
        Csv csv = Csv.read(new StringReader(text.toString()), "x.csv")
                .time("t")
                .channel("c")
                .values("y");
        InputException e = assertThrows(InputException.class, csv::load);
        assertEquals("TP-D064 x.csv:1002:2 column 'c'", e.code() + " " + e.location());
    }

    private static String refused(Csv csv) {
        InputException e = assertThrows(InputException.class, csv::load);
        return e.code() + " " + e.location() + ": " + e.getMessage();
    }

    @Test
    void aChannelThatIsNotThereIsToldWhereChannelsAreNamed() {
        Csv wide =
                Csv.read(new StringReader("t,y\n1,5\n2,6\n"), "x.csv").time("t").values("y");
        assertEquals(
                "TP-D019 x.csv: there is no channel 'z'; the channels are 'y'",
                refused(wide.domain("z", Domain.POSITIVE)));
        Csv rows = Csv.read(new StringReader("t,c,y\n1,a,5\n2,a,6\n"), "x.csv")
                .time("t")
                .channel("c")
                .values("y");
        assertEquals(
                "TP-D019 x.csv column 'c': there is no channel 'b'; the channels are 'a'", refused(rows.targets("b")));
    }

    @Test
    void theLongestGapIsToldAtAnySize() {
        String text = "t,y\n-1.7e308,1\n0,2\n1,3\n2,4\n3,6\n1.7e308,5\n";
        LoadedSeries loaded =
                Csv.read(new StringReader(text), "x.csv").time("t").values("y").load();
        String note = "the longest gap in 'y' is 1.7E+308 times its median gap";
        assertTrue(loaded.notes().contains(note), loaded.notes().toString());
    }

    @Test
    void theLongLayoutFillsATable() {
        String text = "t,c,y\n1,a,5\n1,b,6\n2,a,7\n";
        Csv csv =
                Csv.read(new StringReader(text), "x.csv").time("t").channel("c").values("y");
        Table table = csv.toTable();
        assertEquals(List.of("t", "a", "b"), table.columnNames());
        assertEquals(3, table.rowCount());
        assertEquals(2, table.column("b").countMissing());
    }
}
