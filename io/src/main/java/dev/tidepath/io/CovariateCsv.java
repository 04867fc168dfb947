package dev.tidepath.io;

import dev.tidepath.forecasting.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads covariates from a file of their own: its columns of times, ids, and in the long layout of channels and values, have
 * the names that they have in the file of the series; each other column is a covariate. A file without the ids' column
 * tells of all series.
 *
 * @param file where they are
 * @param role what they are to a forecast
 */
record CovariateCsv(Path file, Role role) {

    /** Reads the file and adds what it says to the series. */
    void addTo(SeriesAssembly assembly, CsvPlan plan, TimeFormat format, OnDuplicate policy, Remarks remarks) {
        TextSource source = TextSource.of(file);
        Origin origin = source.origin();
        Remarks own = new Remarks();
        source.read(
                text -> {
                    ColumnRoles series = plan.roles();
                    CsvRows rows =
                            new CsvRows(text, plan.dialect().forAnotherFile(), List.of(series.time()), origin, own);
                    ColumnRoles roles = roles(rows.header(), series);
                    CsvPass pass = new CsvPass(rows, plan.forAnotherFile(roles, format), origin, own);
                    SeriesBuilder builder = new SeriesBuilder(origin, policy);
                    TimeFormat theirs = pass.run(builder);
                    TimeFormat.requireAlike(
                            theirs, format, origin.at(rows.header().get(roles.time())));
                    SeriesParts parts = builder.build(pass.specs(), roles.isLong(), own);
                    assembly.addCovariates(parts, roles.id().isEmpty(), origin, remarks);
                    return parts;
                },
                plan.dialect().charset(),
                own);
        own.notes().forEach(note -> remarks.note(origin.name() + ": " + note));
        own.warnings().forEach(warning -> remarks.warn(origin.name() + ": " + warning));
    }

    private ColumnRoles roles(ColumnNames header, ColumnRoles series) {
        header.require(List.of(series.time()));
        List<String> names = header.names();
        Optional<String> id = series.id().filter(names::contains);
        Optional<String> channel = series.channel()
                .filter(c -> names.contains(c) && names.contains(series.values().get(0)));
        List<String> others = names.stream()
                .filter(n -> !n.isEmpty() && !n.equals(series.time()) && !id.equals(Optional.of(n)))
                .toList();
        if (others.isEmpty()) {
            throw InputException.data(
                    "TP-D019",
                    header.where(),
                    "there is no column besides time and id, so no covariate; the columns are " + Phrases.names(names),
                    "add a column for each covariate");
        }
        List<String> none = List.of();
        if (channel.isPresent()) {
            return new ColumnRoles(
                    series.time(), id, channel, series.values(), none, none, none, none, Optional.empty(), role);
        }
        return new ColumnRoles(
                series.time(), id, Optional.empty(), others, none, none, none, none, Optional.empty(), role);
    }
}
