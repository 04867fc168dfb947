package dev.tidepath.io;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Between Tablesaw tables and series: a user's own table becomes series, a forecast becomes a table. Times of a table
 * are cut to milliseconds, which is all that Tablesaw's columns keep.
 */
public final class Tables {

    private Tables() {}

    /**
     * Takes all rows of a table as one series with an empty id.
     *
     * @param table rows in any order; a missing value says that nothing was observed
     * @param time a date, date-time, instant or number column without missing cells; date-times are taken as a uniform
     *     clock
     * @param values number columns; each becomes a channel
     * @return the series, the form of its times, notes and warnings on what was sorted, dropped or left out
     * @throws InputException if a column is not there or of another type, or rows contradict
     */
    public static LoadedSeries toSeries(Table table, String time, String... values) {
        return load(table, Optional.empty(), time, values);
    }

    /**
     * Takes the rows of a table as one series for each id, in the order the ids come first.
     *
     * @param table rows in any order; a missing value says that nothing was observed
     * @param id the column that tells the series apart, of any type, without missing cells
     * @param time a date, date-time, instant or number column without missing cells; date-times are taken as a uniform
     *     clock
     * @param values number columns; each becomes a channel
     * @return the series, the form of their times, notes and warnings on what was sorted, dropped or left out
     * @throws InputException if a column is not there or of another type, or rows contradict
     */
    public static LoadedSeries toSeriesById(Table table, String id, String time, String... values) {
        return load(table, Optional.of(id), time, values);
    }

    private static LoadedSeries load(Table table, Optional<String> id, String time, String... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("name at least one value column");
        }
        ColumnRoles columns = ColumnRoles.of(time, id, Arrays.asList(values));
        Origin origin = Origin.ofTable(table.name());
        Remarks remarks = new Remarks();
        SeriesBuilder builder = new SeriesBuilder(origin, OnDuplicate.ERROR);
        TimeFormat format = new TableRows(table, columns, origin).read(builder, remarks);
        List<Optional<ChannelSpec>> specs = columns.values().stream()
                .map(name -> Optional.of(ChannelSpec.target(name)))
                .toList();
        SeriesParts parts = builder.build(specs, false, remarks);
        SeriesAssembly assembly = new SeriesAssembly(parts, format.axis(), origin);
        SeriesSet series = assembly.build(ReadPolicy.USUAL.fewestTimes(), remarks);
        return new LoadedSeries(
                series, format, builder.rowCount(), remarks.notes(), remarks.warnings(), parts.blanks());
    }

    /**
     * Writes a forecast as a table with the columns {@code id}, {@code time}, {@code channel}, {@code mean},
     * {@code median} and, for each level, such as 80, {@code lo-80} and {@code hi-80}; a row for each series, time and
     * channel, in this order.
     *
     * @param forecast finite numbers
     * @param format how times are written, such as {@link LoadedSeries#timeFormat()}: it decides between a double, date,
     *     date-time (if a time is no midnight) and instant column
     * @param levels shares that the intervals should cover, in percent between 0 and 100
     * @return the table
     */
    public static Table toTable(Forecast forecast, TimeFormat format, double... levels) {
        return ForecastTable.of(forecast, format, new Levels(levels));
    }
}
