package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables to series and forecasts to tables. */
final class TablesTest {

    private static final Column<?> DATES =
            DateColumn.create("t", LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 3));

    @Test
    void rowsAreSortedAndMissingCellsLeftOut() {
        IntColumn counts = IntColumn.create("n", new Integer[] {2, 1, null});
        LoadedSeries loaded = Tables.toSeries(Table.create("visits", DATES, counts), "t", "n");
        assertEquals("""
                3 rows, times such as 2024-02-29
                note: 1 missing value in 'n', left out
                warning: sorted by time: 1 row came after a later one (row 2)
                /n: 2024-01-01=1.0 2024-01-02=2.0
                """, CsvCase.text(loaded));
    }

    @Test
    void idsOfAnyTypeTellSeriesApart() {
        Column<?> t = DoubleColumn.create("t", 1, 2, 1, 2);
        Column<?> id = IntColumn.create("patient", 10, 10, 9, 9);
        Column<?> y = DoubleColumn.create("y", 0.5, 1.5, 2.5, 3.5);
        LoadedSeries loaded = Tables.toSeriesById(Table.create("ward", t, id, y), "patient", "t", "y");
        assertEquals("4 rows, times such as numbers\n10/y: 1=0.5 2=1.5\n9/y: 1=2.5 2=3.5\n", CsvCase.text(loaded));
    }

    @Test
    void dateTimesAndInstantsKeepTheirKind() {
        Column<?> clocks =
                DateTimeColumn.create("t", LocalDateTime.of(2024, 1, 1, 0, 0), LocalDateTime.of(2024, 1, 1, 0, 0, 1));
        Column<?> instants = InstantColumn.create("t", Instant.EPOCH, Instant.EPOCH.plusMillis(1));
        Column<?> y = DoubleColumn.create("y", 1, 2);
        assertEquals(
                "2 rows, times such as 2024-02-29T13:45\n/y: 2024-01-01T00:00=1.0 2024-01-01T00:00:01=2.0\n",
                CsvCase.text(Tables.toSeries(Table.create("a", clocks, y), "t", "y")));
        assertEquals("""
                2 rows, times such as 2024-02-29T13:45:00Z
                /y: 1970-01-01T00:00:00Z=1.0 1970-01-01T00:00:00.001Z=2.0
                """, CsvCase.text(Tables.toSeries(Table.create("b", instants, y), "t", "y")));
    }

    @Test
    void columnsOfAnotherTypeAreRefused() {
        Column<?> y = DoubleColumn.create("y", 1, 2, 3);
        Column<?> text = StringColumn.create("s", "2024-01-01", "x", "y");
        Table table = Table.create("a", DATES, y, text);
        refused("TP-D024", "table 'a' column 's'", "the column holds STRING, not times", table, "s", "y");
        refused("TP-D040", "table 'a' column 's'", "the column holds STRING, not numbers", table, "t", "s");
        refused("TP-D019", "table 'a'", "there is no column 'z'; the columns are 't', 'y' and 's'", table, "t", "z");
        assertThrows(IllegalArgumentException.class, () -> Tables.toSeries(table, "t"));
        assertThrows(IllegalArgumentException.class, () -> Tables.toSeries(table, "t", "t"));
    }

    @Test
    void cellsThatCannotBeAreRefusedWithTheirRows() {
        Column<?> t = DoubleColumn.create("t", 1, Double.NaN, 3);
        Column<?> y = DoubleColumn.create("y", 1, Double.POSITIVE_INFINITY, 3);
        Column<?> none = DoubleColumn.create("none", Double.NaN, Double.NaN, Double.NaN);
        Column<?> id = StringColumn.create("id", "a", "", "a");
        Column<?> far = DateTimeColumn.create(
                "far",
                LocalDateTime.of(10_000, 1, 1, 0, 0),
                LocalDateTime.of(-3, 1, 1, 0, 0),
                LocalDateTime.of(3, 1, 1, 0, 0));
        Table table = Table.create("a", t, y, DATES.copy().setName("d"), none, id, far);
        refused("TP-D024", "table 'a' row 2 column 't'", "the time is missing", table, "t", "none");
        refused("TP-D042", "table 'a' row 2 column 'y'", "Infinity is not finite", table, "d", "y");
        refused(
                "TP-D045",
                "table 'a' column 'none'",
                "nothing was observed: every value is missing",
                table,
                "d",
                "none");
        refused(
                "TP-D033",
                "table 'a' row 1 column 'far'",
                "the time is not finite or outside the years 0001 to 9999 in 2 rows: rows 1 and 2",
                table,
                "far",
                "t");
        InputException e = assertThrows(InputException.class, () -> Tables.toSeriesById(table, "id", "d", "t"));
        assertEquals("TP-D058", e.code());
        assertEquals("table 'a' row 2 column 'id'", e.location());
        refused("TP-D002", "table 'a'", "there is no row", table.emptyCopy(), "t", "y");
    }

    @Test
    void contradictionsNameTheirRows() {
        Column<?> t = DoubleColumn.create("t", 1, 2, 1);
        Column<?> y = DoubleColumn.create("y", 1, 2, 3);
        refused(
                "TP-D023",
                "table 'a' row 3",
                "two values for one time: 'y' is 1 in row 1 and 3 in row 3",
                Table.create("a", t, y),
                "t",
                "y");
    }

    @Test
    void aForecastBecomesATable() {
        Table table = Tables.toTable(forecast(Instant.parse("2024-01-01T00:00:00Z")), TimeFormat.dates(), 80, 99.5);
        assertEquals(
                List.of("id", "time", "channel", "mean", "median", "lo-80", "hi-80", "lo-99.5", "hi-99.5"),
                table.columnNames());
        assertEquals("LOCAL_DATE", table.column("time").type().name());
        assertEquals(LocalDate.of(2024, 1, 1), table.dateColumn("time").get(1));
        assertEquals("b", table.stringColumn("channel").get(1));
        assertEquals(20, table.doubleColumn("median").get(1));
        assertEquals(2, table.rowCount());
    }

    @Test
    void theTableTakesDateTimesWhereATimeIsNoMidnight() {
        Forecast noon = forecast(Instant.parse("2024-01-01T12:00:00Z"));
        assertEquals(
                "LOCAL_DATE_TIME",
                Tables.toTable(noon, TimeFormat.dates()).column("time").type().name());
        assertEquals(
                "INSTANT",
                Tables.toTable(noon, TimeFormat.instants())
                        .column("time")
                        .type()
                        .name());
        assertThrows(IllegalArgumentException.class, () -> Tables.toTable(noon, TimeFormat.instants(), 100));
    }

    private static Forecast forecast(Instant at) {
        double[][][] paths = {{{1, 2, 3}}, {{10, 20, 30}}};
        return new Forecast(List.of(new SeriesForecast(
                "x",
                Times.ofInstants(at),
                List.of("a", "b"),
                new SampledPredictive(new double[][] {{2}, {20}}, paths))));
    }

    private static void refused(String code, String location, String what, Table table, String time, String value) {
        InputException e = assertThrows(InputException.class, () -> Tables.toSeries(table, time, value));
        assertEquals(code + "\n" + location + "\n" + what, e.code() + "\n" + e.location() + "\n" + e.getMessage());
    }
}
