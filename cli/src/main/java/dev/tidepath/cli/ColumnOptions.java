package dev.tidepath.cli;

import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Role;
import dev.tidepath.io.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which column of a file holds what, and which files hold more about the same series. */
final class ColumnOptions {

    private static final String COLUMNS = "COL[,COL...]";
    private static final String NAMES = "NAME[,NAME...]";

    @Option(
            names = "--time",
            paramLabel = "COL",
            description = "Column of the times: dates, dates with a time of day, or plain numbers.")
    private @Nullable String time;

    @Option(
            names = "--value",
            paramLabel = COLUMNS,
            split = ",",
            hideParamSyntax = true,
            description = "Column to forecast; several are forecast together. A name that holds a comma stands in"
                    + " double quotes.")
    private @Nullable List<String> values;

    @Option(
            names = "--id",
            paramLabel = "COL",
            description = "Column that tells series apart. Without it the file is one series.")
    private @Nullable String id;

    @Option(
            names = "--channel",
            paramLabel = "COL",
            description = "Long layout: column that names the channel of each row; --value is then the one column of"
                    + " values.")
    private @Nullable String channel;

    @Option(
            names = "--target",
            paramLabel = NAMES,
            split = ",",
            hideParamSyntax = true,
            description = "Long layout: channels to forecast (default: all that are no covariates).")
    private @Nullable List<String> targets;

    @Option(
            names = "--past",
            paramLabel = COLUMNS,
            split = ",",
            hideParamSyntax = true,
            description = "Past covariates: columns, or channels of the long layout, that are not forecast.")
    private @Nullable List<String> past;

    @Option(
            names = "--known",
            paramLabel = COLUMNS,
            split = ",",
            hideParamSyntax = true,
            description = "Covariates known beyond the last observation, such as a plan.")
    private @Nullable List<String> known;

    @Option(
            names = "--past-file",
            paramLabel = "FILE.csv",
            description = "Past covariates at times of their own; the columns of times and ids are named as in the main"
                    + " file. May be repeated.")
    private @Nullable List<Path> pastFiles;

    @Option(
            names = "--known-file",
            paramLabel = "FILE.csv",
            description = "The same for covariates known beyond the last observation.")
    private @Nullable List<Path> knownFiles;

    @Option(
            names = "--static",
            paramLabel = COLUMNS,
            split = ",",
            hideParamSyntax = true,
            description = "Columns that are constant within a series.")
    private @Nullable List<String> statics;

    @Option(
            names = "--static-file",
            paramLabel = "FILE.csv",
            description = "Static features: a row a series, with the column --id.")
    private @Nullable List<Path> staticFiles;

    @Option(
            names = "--error",
            paramLabel = "COL",
            description = "Column of the standard deviations of the value's measurement errors.")
    private @Nullable String error;

    @Option(
            names = "--domain",
            paramLabel = "[NAME=]DOMAIN",
            split = ",",
            hideParamSyntax = true,
            description = "Values that the channels to forecast, or one channel, can take: positive, count, real or"
                    + " bounds such as 0..100; others are refused.")
    private @Nullable List<String> domains;

    /**
     * Checks the names against each other.
     *
     * @throws UsageException if a required one is missing or a column has two roles
     */
    void check() {
        List<String> missing = new ArrayList<>();
        if (time == null) {
            missing.add("--time COL");
        }
        if (values == null) {
            missing.add("--value COL");
        }
        if (!missing.isEmpty()) {
            throw new UsageException("missing " + String.join(" and ", missing));
        }
        checkGiven();
    }

    /**
     * Checks the names that are given against each other, where none is required.
     *
     * @throws UsageException if a column has two roles
     */
    void checkGiven() {
        if (channel == null && targets != null) {
            throw new UsageException("--target goes with --channel; without it, --value names what is forecast");
        }
        if (channel != null && unquoted(values).size() > 1) {
            throw new UsageException("--channel: the long layout has one column of values, so name one by --value");
        }
        if (error != null && unquoted(values).size() > 1) {
            throw new UsageException("--error goes with one column of values, not with "
                    + unquoted(values).size());
        }
        if (staticFiles != null && id == null) {
            throw new UsageException("--static-file needs --id, the column that tells series apart");
        }
        List<String> covariates = new ArrayList<>(unquoted(past));
        covariates.addAll(unquoted(known));
        List<String> columns = columns();
        if (channel == null) {
            columns.addAll(covariates);
        } else {
            covariates.addAll(unquoted(targets));
            requireOneRole("channel", covariates);
        }
        requireOneRole("column", columns);
    }

    private static void requireOneRole(String noun, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new UsageException("the name of a " + noun + " is empty");
            }
            if (!seen.add(name)) {
                throw new UsageException(noun + " '" + name + "' is named twice, but a " + noun + " has one role");
            }
        }
    }

    private List<String> columns() {
        List<String> names = new ArrayList<>();
        Stream.of(time, id, channel, error).filter(name -> name != null).forEach(names::add);
        names.addAll(unquoted(values));
        names.addAll(unquoted(statics));
        return names;
    }

    /**
     * The column of times.
     *
     * @return its name
     */
    String time() {
        return given(time, "--time");
    }

    /**
     * The columns of values.
     *
     * @return their names, at least one
     */
    List<String> values() {
        return unquoted(given(values, "--value"));
    }

    /**
     * The column that tells series apart.
     *
     * @return its name, empty if the file is one series
     */
    Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /**
     * The files that are read for the series.
     *
     * @param file the main one
     * @return a new list of its path and those of the files besides it
     */
    List<Path> inputs(Path file) {
        List<Path> inputs = new ArrayList<>(List.of(file));
        Stream.of(pastFiles, knownFiles, staticFiles).filter(Objects::nonNull).forEach(inputs::addAll);
        return inputs;
    }

    /**
     * Tells a reader what the columns are.
     *
     * @param reader of the main file
     * @return one that knows them
     * @throws UsageException if a domain is none
     */
    Csv applyTo(Csv reader) {
        Csv csv = time == null ? reader : reader.time(time);
        csv = csv.values(array(values))
                .targets(array(targets))
                .past(array(past))
                .known(array(known))
                .statics(array(statics));
        csv = id == null ? csv : csv.id(id);
        csv = channel == null ? csv : csv.channel(channel);
        csv = error == null ? csv : csv.error(error);
        csv = withFiles(csv);
        return domains == null ? csv : withDomains(csv, domains);
    }

    private Csv withFiles(Csv reader) {
        Csv csv = reader;
        for (Path file : pastFiles == null ? List.<Path>of() : pastFiles) {
            csv = csv.covariates(Role.PAST, file);
        }
        for (Path file : knownFiles == null ? List.<Path>of() : knownFiles) {
            csv = csv.covariates(Role.KNOWN, file);
        }
        for (Path file : staticFiles == null ? List.<Path>of() : staticFiles) {
            csv = csv.statics(file);
        }
        return csv;
    }

    private static Csv withDomains(Csv reader, List<String> domains) {
        Csv csv = reader;
        for (String text : domains) {
            int equals = text.lastIndexOf('=');
            Domain domain = DomainText.parse(text.substring(equals + 1));
            csv = equals < 0 ? csv.domain(domain) : csv.domain(unquoted(text.substring(0, equals)), domain);
        }
        return csv;
    }

    private static <T> T given(@Nullable T value, String option) {
        if (value == null) {
            throw new IllegalStateException(option + " was not checked");
        }
        return value;
    }

    private static String[] array(@Nullable List<String> names) {
        return unquoted(names).toArray(String[]::new);
    }

    private static List<String> unquoted(@Nullable List<String> names) {
        return names == null
                ? List.of()
                : names.stream().map(ColumnOptions::unquoted).toList();
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
