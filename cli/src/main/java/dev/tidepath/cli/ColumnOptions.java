package dev.tidepath.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which column of a file holds what. */
final class ColumnOptions {

    @Option(
            names = "--time",
            paramLabel = "COL",
            description = "Column of the times: dates, dates with a time of day, or plain numbers. Required.")
    private @Nullable String time;

    @Option(
            names = "--value",
            paramLabel = "COL[,COL...]",
            split = ",",
            hideParamSyntax = true,
            description = "Column to forecast; several are forecast together. A name that holds a comma stands in"
                    + " double quotes. Required.")
    private @Nullable List<String> values;

    @Option(
            names = "--id",
            paramLabel = "COL",
            description = "Column that tells series apart. Without it the file is one series.")
    private @Nullable String id;

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
        Set<String> seen = new HashSet<>();
        for (String name : named()) {
            if (name.isEmpty()) {
                throw new UsageException("the name of a column is empty");
            }
            if (!seen.add(name)) {
                throw new UsageException("column '" + name + "' is named twice, but a column has one role");
            }
        }
    }

    private List<String> named() {
        List<String> names = new ArrayList<>(List.of(time()));
        id().ifPresent(names::add);
        names.addAll(values());
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
     * The columns to forecast.
     *
     * @return their names, at least one
     */
    List<String> values() {
        return given(values, "--value").stream().map(ColumnOptions::unquoted).toList();
    }

    /**
     * The column that tells series apart.
     *
     * @return its name, empty if the file is one series
     */
    Optional<String> id() {
        return Optional.ofNullable(id);
    }

    private static <T> T given(@Nullable T value, String option) {
        if (value == null) {
            throw new IllegalStateException(option + " was not checked");
        }
        return value;
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
