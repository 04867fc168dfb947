package dev.tidepath.io;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Leaderboard.Difference;
import dev.tidepath.forecasting.evaluate.Leaderboard.Entry;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.ScoreSums;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Parts of a leaderboard in words and short numbers. */
final class ScoreText {

    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final double LARGEST_PLAIN = 1e7;
    private static final double SMALLEST_PLAIN = 1e-4;

    private ScoreText() {}

    /** A score to four digits, or {@code n/a}. */
    static String score(Metric metric, ScoreSums sums) {
        OptionalDouble value = metric.of(sums);
        return value.isPresent() ? number(value.getAsDouble()) : BacktestCsv.UNDEFINED;
    }

    /** A number to four digits, all of them written. */
    static String number(double x) {
        double size = Math.abs(x);
        if (size == 0) {
            return "0";
        }
        if (size >= LARGEST_PLAIN || size < SMALLEST_PLAIN) {
            return String.format(Locale.ROOT, "%.3e", x);
        }
        BigDecimal rounded = new BigDecimal(x).round(DIGITS);
        int whole = rounded.precision() - rounded.scale();
        return rounded.setScale(Math.max(0, Math.min(DIGITS.getPrecision() - whole, 7)), RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** Skill in percent, such as {@code +21 %}. */
    static String skill(Entry entry) {
        return entry.skill()
                .map(skill -> String.format(Locale.ROOT, "%+.1f %%", 100 * skill)
                        .replace("-0.0", "0.0")
                        .replace("+0.0", "0.0"))
                .orElse(BacktestCsv.UNDEFINED);
    }

    /** How a model compares with the best. */
    static String verdict(Leaderboard board, Entry entry) {
        if (board.best().isEmpty() || board.ranking().of(entry.overall()).isEmpty()) {
            return BacktestCsv.UNDEFINED;
        }
        if (board.best().get().equals(entry.model())) {
            return "best";
        }
        return entry.behind()
                .map(d -> d.isClear() ? "worse by " + interval(d) : "no clear difference, " + interval(d))
                .orElse("too few cut-offs to tell");
    }

    private static String interval(Difference d) {
        return number(d.estimate()) + " (" + number(d.low()) + " to " + number(d.high()) + ")";
    }

    /** Such as {@code 0 to 6 h}, or {@code 0 to 2.5} on a numeric axis. */
    static List<String> buckets(LeadBuckets buckets, TimeAxis axis) {
        LeadUnit unit = LeadUnit.of(buckets, axis);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            texts.add(length(buckets.from(i), unit) + " to " + length(buckets.to(i), unit) + unit.suffix());
        }
        return texts;
    }

    private static String length(double length, LeadUnit unit) {
        return DecimalText.rounded(length / unit.size(), DIGITS.getPrecision());
    }

    /** The largest unit of time that the shortest bucket is at least one of. */
    enum LeadUnit {
        WEEK(7 * 86_400, " w"),
        DAY(86_400, " d"),
        HOUR(3_600, " h"),
        MINUTE(60, " min"),
        SECOND(1, " s"),
        NUMBER(1, "");

        private final double size;
        private final String suffix;

        LeadUnit(double size, String suffix) {
            this.size = size;
            this.suffix = suffix;
        }

        static LeadUnit of(LeadBuckets buckets, TimeAxis axis) {
            if (axis == TimeAxis.NUMERIC) {
                return NUMBER;
            }
            for (LeadUnit unit : List.of(WEEK, DAY, HOUR, MINUTE)) {
                if (buckets.to(0) >= unit.size) {
                    return unit;
                }
            }
            return SECOND;
        }

        double size() {
            return size;
        }

        String suffix() {
            return suffix;
        }
    }
}
