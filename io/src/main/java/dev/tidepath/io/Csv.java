package dev.tidepath.io;

import dev.tidepath.forecasting.SeriesSet;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Reads a CSV file strictly: what cannot be read as it is written is refused, with file, line and column. Immutable.
 *
 * <pre>{@code
 * SeriesSet series = Csv.read(Path.of("co2.csv")).time("date").values("co2_ppm").toSeries();
 * }</pre>
 *
 * <p>The file has a header and is UTF-8, or UTF-16 with a byte order mark; columns are separated by commas, or by
 * semicolons, tabs or bars where the header shows it; cells may be quoted (RFC 4180). All times are written in one way:
 * ISO dates, ISO date-times with {@code T} or a blank, all with an offset or all without (then taken as a uniform clock),
 * or plain numbers. Numbers have a decimal point. A value cell that is empty or one of {@code NA}, {@code NaN},
 * {@code null}, {@code None}, {@code N/A}, {@code -} and {@code ?}, in any case, says that nothing was observed. Ids are
 * opaque: {@code 007} and {@code NA} stay what they are.
 */
public final class Csv {

    private final TextSource source;
    private final Optional<String> time;
    private final Optional<String> id;
    private final List<String> values;

    private Csv(TextSource source, Optional<String> time, Optional<String> id, List<String> values) {
        this.source = source;
        this.time = time;
        this.id = id;
        this.values = List.copyOf(values);
    }

    /**
     * Reads a file.
     *
     * @param path the file; messages call it by this path
     * @return a reader that still has to be told the columns
     */
    public static Csv read(Path path) {
        return new Csv(TextSource.of(path), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * Reads bytes, such as those of standard input, once. The stream is not closed.
     *
     * @param bytes read to their end
     * @param name what messages call them
     * @return a reader that still has to be told the columns
     */
    public static Csv read(InputStream bytes, String name) {
        return new Csv(TextSource.of(bytes, name), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * Reads characters once. The reader is not closed.
     *
     * @param characters read to their end
     * @param name what messages call them
     * @return a reader that still has to be told the columns
     */
    public static Csv read(Reader characters, String name) {
        return new Csv(TextSource.of(characters, name), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * Names the time column.
     *
     * @param column as the header writes it
     * @return a reader that knows it
     */
    public Csv time(String column) {
        return new Csv(source, Optional.of(column), id, values);
    }

    /**
     * Names the value columns; each becomes a channel.
     *
     * @param columns as the header writes them
     * @return a reader that knows them
     */
    public Csv values(String... columns) {
        return new Csv(source, time, id, List.of(columns));
    }

    /**
     * Names the column that tells the series apart. Without it, all rows are one series with an empty id.
     *
     * @param column as the header writes it
     * @return a reader that knows it
     */
    public Csv id(String column) {
        return new Csv(source, time, Optional.of(column), values);
    }

    /**
     * Reads the series: each sorted by time, in the order their ids come first. Times keep nanoseconds.
     *
     * @return the series
     * @throws InputException if the file cannot be read or breaks a rule
     * @throws IllegalArgumentException if time or values are not named, or a column has two roles
     */
    public SeriesSet toSeries() {
        return load().series();
    }

    /**
     * Reads the series, and what there is to tell about the reading.
     *
     * @return the series, how their times are written, and notes
     * @throws InputException if the file cannot be read or breaks a rule
     * @throws IllegalArgumentException if time or values are not named, or a column has two roles
     */
    public LoadedSeries load() {
        ColumnRoles columns = columns();
        List<String> notes = new ArrayList<>();
        SeriesBuilder builder = new SeriesBuilder(columns.values(), source.origin());
        TimeFormat format = read(columns, builder, notes);
        SeriesSet series = builder.build(notes);
        return new LoadedSeries(series, format, builder.rowCount(), notes);
    }

    /**
     * Reads the named columns into a typed table, row by row as they are: the id a string column, the time a date,
     * date-time, instant or double column as it is written, the values double columns with missing cells.
     *
     * @return the table, named after the file
     * @throws InputException if the file cannot be read or breaks a rule, or a time is finer than the milliseconds that a
     *     table keeps
     * @throws IllegalArgumentException if time or values are not named, or a column has two roles
     */
    public Table toTable() {
        ColumnRoles columns = columns();
        TableBuilder builder = new TableBuilder(columns, source.origin());
        TimeFormat format = read(columns, builder, new ArrayList<>());
        return builder.build(format);
    }

    private TimeFormat read(ColumnRoles columns, RowSink sink, List<String> notes) {
        Origin origin = source.origin();
        return source.read(
                (text, n) -> {
                    CsvRows rows = new CsvRows(text, origin, n);
                    return new CsvPass(rows, rows.header(), columns, origin).run(sink, n);
                },
                notes);
    }

    private ColumnRoles columns() {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("name at least one value column");
        }
        return new ColumnRoles(
                time.orElseThrow(() -> new IllegalArgumentException("name the time column")), id, values);
    }
}
