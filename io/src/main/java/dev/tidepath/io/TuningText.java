package dev.tidepath.io;

import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.tune.Evaluation;
import dev.tidepath.forecasting.tune.Hyperparameter;
import dev.tidepath.forecasting.tune.Trial;
import dev.tidepath.forecasting.tune.Tuning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** What came of a search, as text for people. */
public final class TuningText {

    /** What the winner of a search is called beside the {@link #DEFAULTS}. */
    public static final String TUNED = "tuned";

    /** What the starting point of a search is called. */
    public static final String DEFAULTS = "defaults";

    private TuningText() {}

    /**
     * A table of the trials: how far each came, the best first.
     *
     * @param tuning what came of a search
     * @param metric the score
     * @return lines that end in {@code \n}
     */
    public static String table(Tuning tuning, Metric metric) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"values", "trial", "iterations", "failures", metric.title()});
        for (Evaluation e : tuning.ranked()) {
            String iterations = e.rungsAhead() == 0 ? "in full" : Integer.toString(e.iterations());
            rows.add(new String[] {
                e.trial().text(),
                Integer.toString(e.trial().number()),
                iterations,
                Integer.toString(e.failures()),
                number(e.score())
            });
        }
        int[] widths = new int[rows.get(0).length];
        rows.forEach(row -> Arrays.setAll(widths, c -> Math.max(widths[c], row[c].length())));
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            text.append(row[0]).append(" ".repeat(widths[0] - row[0].length()));
            for (int c = 1; c < row.length; c++) {
                text.append(" ".repeat(2 + widths[c] - row[c].length())).append(row[c]);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * Which trial won, and by how much.
     *
     * @param tuning what came of a search
     * @param metric the score
     * @return such as {@code trial 4, CRPS 0.4118, 8.9 % below the 0.4520 of the defaults}
     * @throws dev.tidepath.forecasting.FitException if no trial has a score
     */
    public static String verdict(Tuning tuning, Metric metric) {
        Evaluation winner = tuning.winner();
        String score = metric.title() + " " + number(winner.score());
        if (winner.trial().number() == 0) {
            return "the defaults, " + score + ": tuning did not help";
        }
        OptionalDouble usual = tuning.defaults().map(Evaluation::score).orElse(OptionalDouble.empty());
        String trial = "trial " + winner.trial().number() + ", " + score;
        if (usual.isEmpty()) {
            return trial + "; the defaults have no score";
        }
        double least = winner.score().orElseThrow();
        return trial + ", " + compared(least, usual.getAsDouble()) + " the " + number(usual) + " of the defaults";
    }

    /** Such as {@code 8.9 % below}; a trial with fewer failures may win by a greater score. */
    private static String compared(double score, double usual) {
        String word = score < usual ? "below" : score > usual ? "above" : "like";
        return usual > 0 && score != usual
                ? String.format(Locale.ROOT, "%.1f %% %s", 100 * Math.abs(1 - score / usual), word)
                : word;
    }

    /**
     * The options of {@code tidepath forecast} that repeat a trial.
     *
     * @param trial the trial
     * @return such as {@code --learning-rate 0.004 --units 32}; empty for the defaults
     */
    public static String options(Trial trial) {
        StringJoiner options = new StringJoiner(" ");
        for (Map.Entry<Hyperparameter, String> value : trial.values().entrySet()) {
            boolean several = value.getKey() == Hyperparameter.PERIOD;
            options.add("--" + value.getKey().text() + " "
                    + (several ? value.getValue().replace('+', ',') : value.getValue()));
        }
        return options.toString();
    }

    /**
     * How the winner forecasts what the search has not seen.
     *
     * @param board the entries {@link #TUNED} and {@link #DEFAULTS}
     * @return their scores, and whether the data tell them apart
     */
    public static String heldBack(Leaderboard board) {
        if (board.entries().isEmpty()) {
            return "no forecast";
        }
        StringJoiner scores = new StringJoiner(", ", board.ranking().title() + " of ", "");
        board.entries().forEach(e -> scores.add(e.model() + " " + ScoreText.score(board.ranking(), e.overall())));
        if (board.entries().size() < 2) {
            return scores.toString();
        }
        Optional<Leaderboard.Difference> behind = board.entries().get(1).behind();
        if (behind.isEmpty()) {
            return scores + ": too few cut-offs to tell them apart";
        }
        if (!behind.get().isClear()) {
            return scores + ": no clear difference";
        }
        return scores + (board.best().stream().anyMatch(TUNED::equals) ? ": tuning helped" : ": tuning did harm");
    }

    private static String number(OptionalDouble score) {
        return score.isPresent() ? ScoreText.number(score.getAsDouble()) : BacktestCsv.UNDEFINED;
    }
}
