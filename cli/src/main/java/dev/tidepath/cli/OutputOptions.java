package dev.tidepath.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is written, and where to. */
final class OutputOptions extends LevelOptions {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the forecast to a CSV file, replacing it at once when all is done (default: standard"
                    + " output). Its columns: id, time, channel, mean, median, lo-80, hi-80, ...")
    private @Nullable Path out;

    @Option(
            names = "--plot",
            paramLabel = "FILE.html",
            description = "Draw observations and forecast on a self-contained HTML page.")
    private @Nullable Path plot;

    /**
     * Checks what can be checked without touching a file.
     *
     * @throws UsageException if levels are out of range or twice the same, or the plot is not to be a page
     */
    @Override
    void check() {
        super.check();
        plot().ifPresent(file -> requirePage("--plot", file));
    }

    static void requirePage(String option, Path page) {
        String name = page.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".html") && !name.endsWith(".htm")) {
            throw new UsageException(
                    option + " " + page + ": " + option.substring(2) + "s are HTML pages; name it .html");
        }
    }

    /**
     * The file of the forecast.
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
