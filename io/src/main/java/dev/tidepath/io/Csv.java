package dev.tidepath.io;

import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.Table;

/**
 * Reads series from a CSV file: what the file itself tells it finds out and says on what evidence; what could be read in two
 * ways it refuses, with file, line and column, and names the choice that decides. Immutable.
 *
 * <pre>{@code
 * SeriesSet series = Csv.read(Path.of("co2.csv")).time("date").values("co2_ppm").toSeries();
 * LoadedSeries ward = Csv.read(Path.of("ward.csv.gz"))
 *         .id("patient").time("charted_at").channel("item").values("reading")
 *         .times(TimeStyle.SNIFFED.zone(ZoneId.of("Europe/Paris")))
 *         .load();
 * }</pre>
 *
 * <p>The text is UTF-8, UTF-16 with a byte order mark, or what {@link Dialect#charset(java.nio.charset.Charset)} says; gzip
 * is unpacked. In the wide layout each value column is a channel; in the long layout ({@link #channel}) a row holds one value
 * of the channel it names. A value cell that is empty or one of {@code NA}, {@code NaN}, {@code null}, {@code None},
 * {@code N/A}, {@code -} and {@code ?}, in any case, says that nothing was observed. Ids are opaque: {@code 007} and
 * {@code NA} stay what they are.
 */
public final class Csv {

    private final TextSource source;
    private final CsvRequest request;

    private Csv(TextSource source, CsvRequest request) {
        this.source = source;
        this.request = request;
    }

    private Csv with(UnaryOperator<CsvRequest> change) {
        return new Csv(source, change.apply(request));
    }

    /**
     * Reads a file.
     *
     * @param path the file; messages call it by this path
     * @return a reader that still has to be told the columns
     */
    public static Csv read(Path path) {
        return new Csv(TextSource.of(path), CsvRequest.NOTHING);
    }

    /**
     * Reads bytes, such as those of standard input, once. The stream is not closed.
     *
     * @param bytes read to their end
     * @param name what messages call them
     * @return a reader that still has to be told the columns
     */
    public static Csv read(InputStream bytes, String name) {
        return new Csv(TextSource.of(bytes, name), CsvRequest.NOTHING);
    }

    /**
     * Reads characters once. The reader is not closed.
     *
     * @param characters read to their end
     * @param name what messages call them
     * @return a reader that still has to be told the columns
     */
    public static Csv read(Reader characters, String name) {
        return new Csv(TextSource.of(characters, name), CsvRequest.NOTHING);
    }

    /**
     * Names the time column.
     *
     * @param column as the header writes it
     * @return a reader that knows it
     */
    public Csv time(String column) {
        return with(r -> r.withColumn(CsvRequest.Column.TIME, List.of(column)));
    }

    /**
     * Names the value columns; each becomes a channel to forecast. In the long layout, names the one column of values.
     *
     * @param columns as the header writes them
     * @return a reader that knows them
     */
    public Csv values(String... columns) {
        return with(r -> r.withColumn(CsvRequest.Column.VALUE, List.of(columns)));
    }

    /**
     * Names the column that tells the series apart. Without it, all rows are one series with an empty id.
     *
     * @param column as the header writes it
     * @return a reader that knows it
     */
    public Csv id(String column) {
        return with(r -> r.withColumn(CsvRequest.Column.ID, List.of(column)));
    }

    /**
     * Says that the layout is long, and names the column that names each row's channel.
     *
     * @param column as the header writes it
     * @return a reader that knows it
     */
    public Csv channel(String column) {
        return with(r -> r.withColumn(CsvRequest.Column.CHANNEL, List.of(column)));
    }

    /**
     * Names the channels to forecast in the long layout; others that are no covariates are left out.
     *
     * @param channels as the channels' column writes them
     * @return a reader that knows them
     */
    public Csv targets(String... channels) {
        return with(r -> r.withColumn(CsvRequest.Column.TARGET, List.of(channels)));
    }

    /**
     * Names past covariates: columns, or channels in the long layout.
     *
     * @param names as the file writes them
     * @return a reader that knows them
     */
    public Csv past(String... names) {
        return with(r -> r.withColumn(CsvRequest.Column.PAST, List.of(names)));
    }

    /**
     * Names known-future covariates: columns, or channels in the long layout. Rows after the last observation of the channels
     * to forecast may hold nothing else.
     *
     * @param names as the file writes them
     * @return a reader that knows them
     */
    public Csv known(String... names) {
        return with(r -> r.withColumn(CsvRequest.Column.KNOWN, List.of(names)));
    }

    /**
     * Reads covariates from a file of their own as well. Times and ids stand in columns of the same names, at times of their
     * own; each other column is a covariate. A file without a column of ids tells of all series.
     *
     * @param role past or known
     * @param file where they are
     * @return a reader that knows it
     * @throws IllegalArgumentException if the role is not that of a covariate
     */
    public Csv covariates(Role role, Path file) {
        return with(r -> r.withCovariates(new CovariateCsv(file, role)));
    }

    /**
     * Names columns that are constant within a series: its static features.
     *
     * @param columns as the header writes them
     * @return a reader that knows them
     */
    public Csv statics(String... columns) {
        return with(r -> r.withColumn(CsvRequest.Column.STATIC, List.of(columns)));
    }

    /**
     * Reads static features from a file of their own as well: a row a series, with the id in a column of the same name; each
     * other column is a feature, a number where it holds nothing but numbers.
     *
     * @param file where they are
     * @return a reader that knows it
     */
    public Csv statics(Path file) {
        return with(r -> r.withStatics(new StaticCsv(file)));
    }

    /**
     * Names the column of the standard deviations of the one value column's measurement errors.
     *
     * @param column as the header writes it
     * @return a reader that knows it
     */
    public Csv error(String column) {
        return with(r -> r.withColumn(CsvRequest.Column.ERROR, List.of(column)));
    }

    /**
     * Says which values all channels to forecast can take; others are refused.
     *
     * @param domain which
     * @return a reader that knows it
     */
    public Csv domain(Domain domain) {
        return with(r -> r.withDomains(new Domains(domain, r.domains().named())));
    }

    /**
     * Says which values a channel can take; others are refused.
     *
     * @param channel its name
     * @param domain which
     * @return a reader that knows it
     */
    public Csv domain(String channel, Domain domain) {
        return with(r -> r.withDomains(r.domains().with(channel, domain)));
    }

    /**
     * Says how the text is cut into rows and cells.
     *
     * @param dialect character set, separator, comments, header
     * @return a reader that knows it
     */
    public Csv dialect(Dialect dialect) {
        return with(r -> r.withStyles(dialect, r.numbers(), r.times()));
    }

    /**
     * Says how numbers are written.
     *
     * @param style decimal mark, thousands, words for missing values
     * @return a reader that knows it
     */
    public Csv numbers(NumberStyle style) {
        return with(r -> r.withStyles(r.dialect(), style, r.times()));
    }

    /**
     * Says how times are written.
     *
     * @param style formats, zone, and what to do where clocks change
     * @return a reader that knows it
     */
    public Csv times(TimeStyle style) {
        return with(r -> r.withStyles(r.dialect(), r.numbers(), style));
    }

    /**
     * Says what to do with what is not as it should be.
     *
     * @param policy bad rows, contradictions, empty columns, short series, warnings
     * @return a reader that knows it
     */
    public Csv policy(ReadPolicy policy) {
        return with(r -> r.withPolicy(policy));
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
     * @return the series, how their times are written, notes and warnings
     * @throws InputException if the file cannot be read or breaks a rule
     * @throws IllegalArgumentException if time or values are not named, or a column has two roles
     */
    public LoadedSeries load() {
        return request.load(source);
    }

    /**
     * Looks at the file without keeping it, in bounded memory: at its series, their gaps, values and periods. Columns that are not
     * named are proposed; rows that cannot be read are left out and told. Files of covariates and static features are not read.
     *
     * @param listener told how far the reading is
     * @return what was found
     * @throws InputException if the file cannot be read, a time could be read in two ways, or no column is seen to hold the times
     *     or values
     */
    public CsvProfile profile(CsvProfile.Listener listener) {
        return new CsvProfiling(request, listener).run(source);
    }

    /**
     * Reads the named columns into a typed table, row by row as they are: the id a string column, the time a date,
     * date-time, instant or double column as it is written, the values and covariates double columns with missing cells.
     * In the long layout each channel has a column, and a row a value in one of them.
     *
     * @return the table, named after the file
     * @throws InputException if the file cannot be read or breaks a rule, or a time is finer than the milliseconds that a
     *     table keeps
     * @throws IllegalArgumentException if time or values are not named, or a column has two roles
     */
    public Table toTable() {
        return request.toTable(source);
    }
}
