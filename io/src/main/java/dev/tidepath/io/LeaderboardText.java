package dev.tidepath.io;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Leaderboard.Entry;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.Metric.OfInterval;
import dev.tidepath.forecasting.evaluate.ScoreSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Writes a leaderboard as aligned tables for a terminal: no more than a hundred columns where names are short. */
public final class LeaderboardText {

    private final Leaderboard board;
    private final TimeAxis axis;

    private LeaderboardText(Leaderboard board, TimeAxis axis) {
        this.board = board;
        this.axis = axis;
    }

    /**
     * The tables.
     *
     * @param board the leaderboard
     * @param axis the kind of axis that leads are on
     * @return lines that end in {@code \n}
     */
    public static String of(Leaderboard board, TimeAxis axis) {
        return new LeaderboardText(board, axis).tables();
    }

    /**
     * One table of the most telling metrics over all values: MAE, RMSE, MASE, CRPS and the coverages.
     *
     * @param board the leaderboard
     * @return lines that end in {@code \n}
     */
    public static String brief(Leaderboard board) {
        List<Metric> metrics =
                new ArrayList<>(List.of(Metric.Pooled.MAE, Metric.Pooled.RMSE, Metric.Pooled.MASE, Metric.Pooled.CRPS));
        board.metrics().stream().filter(LeaderboardText::isCoverage).forEach(metrics::add);
        return new LeaderboardText(board, TimeAxis.NUMERIC)
                .table("", titles(metrics), (e, column) -> ScoreText.score(metrics.get(column), e.overall()));
    }

    private static boolean isCoverage(Metric metric) {
        return metric instanceof OfInterval i && i.kind() == OfInterval.Kind.COVERAGE;
    }

    private String tables() {
        List<Metric> points =
                board.metrics().stream().filter(m -> !(m instanceof OfInterval)).toList();
        List<Metric> intervals =
                board.metrics().stream().filter(m -> m instanceof OfInterval).toList();
        StringBuilder text = new StringBuilder();
        text.append(table("", titles(points), (e, column) -> ScoreText.score(points.get(column), e.overall())));
        text.append('\n').append(standing());
        if (!intervals.isEmpty()) {
            text.append('\n')
                    .append(table("", titles(intervals), (e, c) -> ScoreText.score(intervals.get(c), e.overall())));
        }
        parts(text, " by lead time", ScoreText.buckets(board.buckets(), axis), Entry::byBucket);
        if (board.channels().size() > 1) {
            parts(text, " by channel", board.channels(), Entry::byChannel);
        }
        return text.toString();
    }

    private static List<String> titles(List<Metric> metrics) {
        return metrics.stream().map(Metric::title).toList();
    }

    private String standing() {
        String skill = board.rule().map(rule -> "skill against " + rule).orElse("skill");
        String to = board.ranking().title() + " beside the best (95 % interval)";
        return table(
                "", List.of(skill, to), (e, column) -> column == 0 ? ScoreText.skill(e) : ScoreText.verdict(board, e));
    }

    /** The ranking metric, and the coverage of each interval, part by part. */
    private void parts(StringBuilder text, String what, List<String> names, Function<Entry, List<ScoreSums>> of) {
        for (Metric metric : board.metrics()) {
            if (metric.equals(board.ranking()) || isCoverage(metric)) {
                text.append('\n')
                        .append(table(
                                metric.title() + what,
                                names,
                                (e, part) -> ScoreText.score(metric, of.apply(e).get(part))));
            }
        }
    }

    /** A row for each model; the last column is aligned to the left if it holds words. */
    private String table(String title, List<String> columns, BiFunction<Entry, Integer, String> cell) {
        List<String[]> rows = new ArrayList<>();
        String[] head = new String[columns.size() + 1];
        head[0] = title.isEmpty() ? "model" : title;
        for (int c = 0; c < columns.size(); c++) {
            head[c + 1] = columns.get(c);
        }
        rows.add(head);
        for (Entry e : board.entries()) {
            String[] row = new String[head.length];
            Arrays.setAll(row, c -> c == 0 ? e.model() : cell.apply(e, c - 1));
            rows.add(row);
        }
        return aligned(rows);
    }

    private static String aligned(List<String[]> rows) {
        int columns = rows.get(0).length;
        StringBuilder text = new StringBuilder();
        int[] width = new int[columns];
        for (String[] row : rows) {
            Arrays.setAll(width, c -> Math.max(width[c], row[c].length()));
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String padding = " ".repeat(width[c] - row[c].length());
                line.append(c == 0 ? row[c] + padding : "  " + padding + row[c]);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
