package dev.tidepath.io;

import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tech.tablesaw.api.Table;

/**
 * All that a {@link Csv} has been told, and how it is carried out.
 *
 * @param columns names by the part they play
 * @param covariates files of covariates
 * @param statics files of static features
 * @param domains which values channels can take
 * @param dialect how the text is cut
 * @param numbers how numbers are written
 * @param times how times are written
 * @param policy what to do with what is wrong
 */
record CsvRequest(
        Map<Column, List<String>> columns,
        List<CovariateCsv> covariates,
        List<StaticCsv> statics,
        Domains domains,
        Dialect dialect,
        NumberStyle numbers,
        TimeStyle times,
        ReadPolicy policy) {

    /** The part a column, or in the long layout a channel, plays. */
    enum Column {
        /** The times. */
        TIME,
        /** The values. */
        VALUE,
        /** The series. */
        ID,
        /** The channels of the long layout. */
        CHANNEL,
        /** A channel of the long layout to forecast. */
        TARGET,
        /** A past covariate. */
        PAST,
        /** A known-future covariate. */
        KNOWN,
        /** A static feature. */
        STATIC,
        /** Standard deviations. */
        ERROR
    }

    static final CsvRequest NOTHING = new CsvRequest(
            Map.of(),
            List.of(),
            List.of(),
            Domains.REAL,
            Dialect.SNIFFED,
            NumberStyle.SNIFFED,
            TimeStyle.SNIFFED,
            ReadPolicy.USUAL);

    CsvRequest withColumn(Column column, List<String> names) {
        Map<Column, List<String>> more = new EnumMap<>(Column.class);
        more.putAll(columns);
        more.put(column, names);
        return new CsvRequest(more, covariates, statics, domains, dialect, numbers, times, policy);
    }

    CsvRequest withCovariates(CovariateCsv file) {
        if (file.role() == Role.TARGET) {
            throw new IllegalArgumentException("covariates are past or known");
        }
        List<CovariateCsv> more = new ArrayList<>(covariates);
        more.add(file);
        return new CsvRequest(columns, more, statics, domains, dialect, numbers, times, policy);
    }

    CsvRequest withStatics(StaticCsv file) {
        List<StaticCsv> more = new ArrayList<>(statics);
        more.add(file);
        return new CsvRequest(columns, covariates, more, domains, dialect, numbers, times, policy);
    }

    CsvRequest withDomains(Domains of) {
        return new CsvRequest(columns, covariates, statics, of, dialect, numbers, times, policy);
    }

    CsvRequest withStyles(Dialect newDialect, NumberStyle newNumbers, TimeStyle newTimes) {
        return new CsvRequest(columns, covariates, statics, domains, newDialect, newNumbers, newTimes, policy);
    }

    CsvRequest withPolicy(ReadPolicy of) {
        return new CsvRequest(columns, covariates, statics, domains, dialect, numbers, times, of);
    }

    LoadedSeries load(TextSource source) {
        CsvPlan plan = plan();
        Remarks remarks = new Remarks();
        Origin origin = source.origin();
        SeriesBuilder builder = new SeriesBuilder(origin, policy.duplicates());
        Read read = read(source, plan, builder, remarks);
        SeriesParts parts = builder.build(read.pass.specs(), plan.roles().isLong(), remarks);
        SeriesAssembly assembly = new SeriesAssembly(parts, read.format.axis(), origin);
        assembly.addFeatures(read.pass.features(), origin, remarks);
        covariates.forEach(c -> c.addTo(assembly, plan, read.format, policy.duplicates(), remarks));
        statics.forEach(s -> s.addTo(assembly, plan, remarks));
        SeriesSet series = assembly.build(policy.fewestTimes(), remarks);
        if (policy.strict()) {
            remarks.requireNoWarning(origin);
        }
        return new LoadedSeries(
                series, read.format, read.pass.rowCount(), remarks.notes(), remarks.warnings(), parts.blanks());
    }

    Table toTable(TextSource source) {
        CsvPlan plan = plan();
        TableBuilder builder = new TableBuilder(plan.roles(), source.origin());
        Read read = read(source, plan, builder, new Remarks());
        return builder.build(read.format, read.pass.specs());
    }

    /** What one pass over a text gave. */
    private record Read(CsvPass pass, TimeFormat format) {}

    private Read read(TextSource source, CsvPlan plan, RowSink sink, Remarks remarks) {
        Origin origin = source.origin();
        return source.read(
                text -> {
                    requireMemory(source, text, plan.roles());
                    CsvRows rows = new CsvRows(text, dialect, plan.roles().names(), origin, remarks);
                    CsvPass pass = new CsvPass(rows, plan, origin, remarks);
                    return new Read(pass, pass.run(sink));
                },
                dialect.charset(),
                remarks);
    }

    private static void requireMemory(TextSource source, TextSample text, ColumnRoles roles) throws IOException {
        OptionalLong size = source.size();
        if (size.isPresent()) {
            int values = roles.isLong() ? 1 : roles.measured().size();
            MemoryEstimate.require(
                    size.getAsLong(),
                    text.charsPerLine(),
                    values,
                    Runtime.getRuntime().maxMemory(),
                    source.origin());
        }
    }

    private CsvPlan plan() {
        List<String> values = named(Column.VALUE);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("name at least one value column");
        }
        ColumnRoles roles = new ColumnRoles(
                one(Column.TIME).orElseThrow(() -> new IllegalArgumentException("name the time column")),
                one(Column.ID),
                one(Column.CHANNEL),
                values,
                named(Column.TARGET),
                named(Column.PAST),
                named(Column.KNOWN),
                named(Column.STATIC),
                one(Column.ERROR),
                Role.TARGET);
        return new CsvPlan(roles, dialect, numbers, times, List.of(), domains, policy.badRows(), policy.skipEmpty());
    }

    /** The columns that are named, and no others. */
    ColumnProposal.Named named() {
        List<String> others = new ArrayList<>(named(Column.STATIC));
        if (one(Column.CHANNEL).isEmpty()) {
            others.addAll(named(Column.PAST));
            others.addAll(named(Column.KNOWN));
        }
        return new ColumnProposal.Named(
                one(Column.TIME), one(Column.ID), one(Column.CHANNEL), named(Column.VALUE), one(Column.ERROR), others);
    }

    /** How a look at a file reads it: rows that cannot be read are left out and told, as are columns without a value. */
    CsvPlan planFor(ColumnRoles roles) {
        OnBadRow badRows = policy.badRows().skips() ? policy.badRows() : OnBadRow.SKIP;
        return new CsvPlan(roles, dialect, numbers, times, List.of(), domains, badRows, true);
    }

    List<String> named(Column column) {
        return columns.getOrDefault(column, List.of());
    }

    private Optional<String> one(Column column) {
        return named(column).stream().findFirst();
    }
}
