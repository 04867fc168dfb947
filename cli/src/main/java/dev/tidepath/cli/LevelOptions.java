package dev.tidepath.cli;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The prediction intervals in what is written. */
abstract class LevelOptions {

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

    /**
     * Checks what can be checked without touching a file.
     *
     * @throws UsageException if levels are out of range or twice the same
     */
    void check() {
        for (double level : levels()) {
            if (!(level >= 1 && level <= MOST_LEVEL)) {
                throw new UsageException("--levels " + text(level) + ": a level is from 1 to " + text(MOST_LEVEL)
                        + " percent, which is as far as the sample paths tell");
            }
        }
        if (Arrays.stream(levels()).distinct().count() < levels().length) {
            throw new UsageException("--levels: a level is given twice");
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
        List<Double> chosen = levels == null ? USUAL_LEVELS : levels;
        return chosen.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
