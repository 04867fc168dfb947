package dev.tidepath.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which forecast is explained, and where to. */
final class ExplainOptions {

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description = "The channel whose forecast is explained (default: the first).")
    private @Nullable String of;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the table to a CSV file, replacing it at once when all is done (default: standard"
                    + " output). Its columns: id, channel, time, value, gradient, contribution.")
    private @Nullable Path out;

    @Option(
            names = "--plot",
            paramLabel = "FILE.html",
            description = "Draw observations, forecast and gradients on a self-contained HTML page.")
    private @Nullable Path plot;

    /**
     * Checks what can be checked without touching a file.
     *
     * @throws UsageException if the plot is not to be a page
     */
    void check() {
        plot().ifPresent(file -> OutputOptions.requirePage("--plot", file));
    }

    /**
     * The channel to explain.
     *
     * @return its name, empty for the first
     */
    Optional<String> of() {
        return Optional.ofNullable(of);
    }

    /**
     * The file of the table.
     *
     * @return its path, empty for standard output
     */
    Optional<Path> out() {
        return Optional.ofNullable(out).filter(path -> !StandardStream.is(path));
    }

    /**
     * The file of the plot.
     *
     * @return its path, empty if none is asked for
     */
    Optional<Path> plot() {
        return Optional.ofNullable(plot);
    }
}
