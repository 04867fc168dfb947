package dev.tidepath.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is written, and where to. */
final class OutputOptions {

    /** The paths beyond the ends of a wider interval would be one or two. */
    private static final double MOST_LEVEL = 99;

    private static final List<Double> USUAL_LEVELS = List.of(80.0, 95.0);

    @Option(
            names = "--levels",
            paramLabel = "PERCENT[,PERCENT...]",
            split = ",",
            hideParamSyntax = true,
            description = "Prediction intervals: the share of outcomes each is to hold, in percent (default 80,95).")
    private @Nullable List<Double> levels;

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
    void check() {
        checkLevels(levels());
        plot().ifPresent(file -> requirePage("--plot", file));
    }

    static void checkLevels(double[] levels) {
        for (double level : levels) {
            if (!(level > 0 && level <= MOST_LEVEL)) {
                throw new UsageException("--levels " + text(level) + ": a level lies above 0 and is at most "
                        + text(MOST_LEVEL) + " percent, which is as far as the sample paths tell");
            }
        }
        if (Arrays.stream(levels).distinct().count() < levels.length) {
            throw new UsageException("--levels: a level is given twice");
        }
    }

    static void requirePage(String option, Path page) {
        String name = page.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".html") && !name.endsWith(".htm")) {
            throw new UsageException(
                    option + " " + page + ": " + option.substring(2) + "s are HTML pages; name it .html");
        }
    }

    private static String text(double level) {
        return level == Math.rint(level) ? Long.toString((long) level) : Double.toString(level);
    }

    /**
     * The levels of the prediction intervals.
     *
     * @return percentages in the order given
     */
    double[] levels() {
        return levels(levels);
    }

    static double[] levels(@Nullable List<Double> given) {
        List<Double> chosen = given == null ? USUAL_LEVELS : given;
        return chosen.stream().mapToDouble(Double::doubleValue).toArray();
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
