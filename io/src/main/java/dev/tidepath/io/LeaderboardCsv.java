package dev.tidepath.io;

import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Leaderboard.Difference;
import dev.tidepath.forecasting.evaluate.Leaderboard.Entry;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.ScoreSums;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * Writes a leaderboard as CSV: a row for each model over all values, by lead time and by channel. The columns are
 * {@code model}, {@code part} ({@code all}, {@code lead} or {@code channel}), {@code lead-from} and {@code lead-to} (seconds
 * on a calendar axis, else in the axis's unit), {@code channel}, {@code values}, each metric, and of the rows over all
 * values {@code skill} and the difference of the ranking metric to the best model's with its interval. What is not defined
 * is {@code n/a}; what does not apply is empty.
 */
public final class LeaderboardCsv {

    private static final int DIGITS = 10;

    private LeaderboardCsv() {}

    /**
     * Writes the table.
     *
     * @param board the leaderboard
     * @param out takes the text
     * @throws IOException if writing fails
     */
    public static void write(Leaderboard board, Appendable out) throws IOException {
        out.append("model,part,lead-from,lead-to,channel,values");
        for (Metric metric : board.metrics()) {
            out.append(',').append(metric.key());
        }
        out.append(",skill,behind,behind-low,behind-high\n");
        for (Entry e : board.entries()) {
            String standing = e.skill().map(LeaderboardCsv::number).orElse(BacktestCsv.UNDEFINED) + behind(board, e);
            row(board, e.model(), "all,,,", e.overall(), standing, out);
        }
        for (int i = 0; i < board.buckets().size(); i++) {
            String part = "lead," + number(board.buckets().from(i)) + ","
                    + number(board.buckets().to(i)) + ",";
            for (Entry e : board.entries()) {
                row(board, e.model(), part, e.byBucket().get(i), ",,,", out);
            }
        }
        for (int i = 0; i < board.channels().size(); i++) {
            StringBuilder part = new StringBuilder("channel,,,");
            CsvText.append(board.channels().get(i), part);
            for (Entry e : board.entries()) {
                row(board, e.model(), part.toString(), e.byChannel().get(i), ",,,", out);
            }
        }
    }

    private static String behind(Leaderboard board, Entry e) {
        if (board.best().filter(e.model()::equals).isPresent()) {
            return ",,,";
        }
        return e.behind().map(LeaderboardCsv::interval).orElse((',' + BacktestCsv.UNDEFINED).repeat(3));
    }

    private static String interval(Difference d) {
        return "," + number(d.estimate()) + "," + number(d.low()) + "," + number(d.high());
    }

    private static void row(
            Leaderboard board, String model, String part, ScoreSums sums, String standing, Appendable out)
            throws IOException {
        StringBuilder row = new StringBuilder();
        CsvText.append(model, row);
        row.append(',').append(part).append(',').append(sums.count());
        for (Metric metric : board.metrics()) {
            OptionalDouble value = metric.of(sums);
            row.append(',').append(value.isPresent() ? number(value.getAsDouble()) : BacktestCsv.UNDEFINED);
        }
        out.append(row.append(',').append(standing).append('\n'));
    }

    private static String number(double x) {
        return DecimalText.rounded(x, DIGITS);
    }
}
