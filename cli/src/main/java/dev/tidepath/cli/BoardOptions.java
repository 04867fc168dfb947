package dev.tidepath.cli;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.evaluate.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How models are ranked, and where the leaderboard is shown. */
final class BoardOptions {

    private static final int USUAL_BUCKETS = 4;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            description = "Rank by mae, rmse, mase, rmsse, smape, wmape, crps, wql or, for a level such as 80, msis-80"
                    + " (default: crps; mase where several channels are forecast).")
    private @Nullable String metric;

    @Option(
            names = "--buckets",
            paramLabel = "DURATION[,...]",
            split = ",",
            hideParamSyntax = true,
            converter = TimeLength.Converter.class,
            description = "Where stretches of lead time end that errors are told apart in, such as 1h,6h,1d (default:"
                    + " quarters of the longest).")
    private @Nullable List<TimeLength> buckets;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write the leaderboard, errors and coverage by lead time as a self-contained HTML page.")
    private @Nullable Path report;

    /**
     * Checks what can be checked without the data.
     *
     * @throws UsageException if the report is not to be a page
     */
    void check() {
        report().ifPresent(file -> OutputOptions.requirePage("--report", file));
    }

    /**
     * The metric to rank by.
     *
     * @param levels levels of the intervals, in percent
     * @return the metric, empty for the usual one
     * @throws UsageException if there is none of that name, or it has no order
     */
    Optional<Metric> metric(double... levels) {
        return Optional.ofNullable(metric).map(name -> metric(name, levels));
    }

    /**
     * A metric to rank by.
     *
     * @param name the metric's
     * @param levels levels of the intervals, in percent
     * @return the metric
     * @throws UsageException if there is none of that name, or it has no order
     */
    static Metric metric(String name, double... levels) {
        Optional<Metric> found = Metric.named(name, levels).filter(m -> m.direction() == Metric.Direction.LOWER);
        if (found.isEmpty()) {
            List<String> names = Metric.all(levels).stream()
                    .filter(m -> m.direction() == Metric.Direction.LOWER)
                    .map(Metric::key)
                    .toList();
            throw new UsageException("--metric " + name + ": models can be ranked by " + String.join(", ", names));
        }
        return found.get();
    }

    /**
     * The stretches of lead time.
     *
     * @param longest the longest lead
     * @param axis kind of axis
     * @param timeColumn name of the column of times, for messages
     * @return the last one ends at the longest lead
     * @throws UsageException if a length does not suit the axis, or they do not increase
     */
    LeadBuckets buckets(double longest, TimeAxis axis, String timeColumn) {
        if (buckets == null) {
            return LeadBuckets.equal(longest, USUAL_BUCKETS);
        }
        List<Double> ends = new ArrayList<>();
        double before = 0;
        for (TimeLength length : buckets) {
            double end = length.span("--buckets", axis, timeColumn).length();
            if (end <= before) {
                throw new UsageException("--buckets: lengths must increase, but " + length.text() + " follows");
            }
            before = end;
            if (end < longest) {
                ends.add(end);
            }
        }
        ends.add(longest);
        return new LeadBuckets(ends);
    }

    /**
     * The file of the report.
     *
     * @return its path, empty if none is asked for
     */
    Optional<Path> report() {
        return Optional.ofNullable(report);
    }
}
