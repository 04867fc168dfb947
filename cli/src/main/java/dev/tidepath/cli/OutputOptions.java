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

    @Option(
            names = "--paths",
            paramLabel = "FILE",
            description = "Write the joint sample paths to a CSV file too: id, time, channel, path, value. Those of one"
                    + " number belong together in all channels and times of a series.")
    private @Nullable Path paths;

    /**
     * Checks what can be checked without touching a file.
     *
     * @throws UsageException if levels are out of range or twice the same, the plot is not to be a page, or two things would
     *     go to standard output
     */
    @Override
    void check() {
        super.check();
        plot().ifPresent(file -> requirePage("--plot", file));
        if (paths().filter(StandardStream::is).isPresent() && out().isEmpty()) {
            throw new UsageException("--paths -: standard output is for the forecast; give that a file (--out)");
        }
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

    /**
     * The file of the sample paths.
     *
     * @return its path, empty if they are not asked for; may be standard output
     */
    Optional<Path> paths() {
        return Optional.ofNullable(paths);
    }
}
