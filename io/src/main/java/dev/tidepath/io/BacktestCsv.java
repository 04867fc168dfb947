package dev.tidepath.io;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.NaiveScale;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the results of a backtest as they come, one row for each value that was forecast: {@code model}, {@code id},
 * {@code channel}, {@code cutoff}, {@code time}, {@code lead} (seconds on a calendar axis, else in the axis's unit),
 * {@code actual}, {@code mean}, {@code median}, {@code crps}, {@code naive-mae} and {@code naive-rmse} (the errors that
 * scaled metrics divide by, {@code n/a} where they are not defined), {@code q0.1} to {@code q0.9} and, for each level, such
 * as 80, {@code lo-80} and {@code hi-80}.
 *
 * <p>RFC 4180 with {@code \n}. Times are ISO-8601 instants in UTC or plain numbers; numbers are written so that they read back as the same bits: {@link BacktestResults} gives
 * the points again, and with them the same leaderboard. Immutable.
 */
public final class BacktestCsv {

    /** What stands where a number is not defined. */
    static final String UNDEFINED = "n/a";

    private static final List<String> TEXTS = List.of("model", "id", "channel");
    private static final List<String> TIMES = List.of("cutoff", "time");
    private static final List<String> NUMBERS = List.of("lead", "actual", "mean", "median", "crps");
    private static final List<String> SCALES = List.of("naive-mae", "naive-rmse");

    private final double[] levels;

    /**
     * Says what to write.
     *
     * @param levels shares that the points' intervals should cover, in percent
     */
    public BacktestCsv(double... levels) {
        this.levels = levels.clone();
    }

    /** The columns that every file has, in order. */
    static List<String> columns() {
        List<String> columns = new ArrayList<>(TEXTS);
        columns.addAll(TIMES);
        columns.addAll(NUMBERS);
        columns.addAll(SCALES);
        columns.addAll(deciles());
        return columns;
    }

    static List<String> deciles() {
        return IntStream.range(0, ScoredPoint.DECILES)
                .mapToObj(i -> "q" + DecimalText.exact(ScoredPoint.probability(i)))
                .toList();
    }

    static String lower(String level) {
        return "lo-" + level;
    }

    static String upper(String level) {
        return "hi-" + level;
    }

    /**
     * Writes the header.
     *
     * @param out takes the text
     * @throws IOException if writing fails
     */
    public void header(Appendable out) throws IOException {
        out.append(String.join(",", columns()));
        for (double level : levels) {
            String text = DecimalText.exact(level);
            out.append(',').append(lower(text)).append(',').append(upper(text));
        }
        out.append('\n');
    }

    /**
     * Writes a row.
     *
     * @param p with as many intervals as there are levels
     * @param out takes the text
     * @throws IOException if writing fails
     */
    public void row(ScoredPoint p, Appendable out) throws IOException {
        StringBuilder row = new StringBuilder(400);
        CsvText.append(p.model(), row);
        CsvText.append(p.id(), row.append(','));
        CsvText.append(p.channel(), row.append(','));
        row.append(',').append(time(p.cutOff())).append(',').append(time(p.time()));
        numbers(row, p.lead(), p.actual(), p.mean(), p.median(), p.crps());
        String mae =
                p.scale().map(NaiveScale::meanAbsolute).map(DecimalText::exact).orElse(UNDEFINED);
        String rmse = p.scale()
                .map(NaiveScale::rootMeanSquare)
                .map(DecimalText::exact)
                .orElse(UNDEFINED);
        row.append(',').append(mae).append(',').append(rmse);
        numbers(row, p.deciles());
        for (int i = 0; i < levels.length; i++) {
            numbers(row, p.lower()[i], p.upper()[i]);
        }
        out.append(row.append('\n'));
    }

    private static String time(Times t) {
        return t.axis() == TimeAxis.NUMERIC
                ? DecimalText.exact(t.number(0))
                : t.instant(0).toString();
    }

    private static void numbers(StringBuilder row, double... numbers) {
        for (double x : numbers) {
            row.append(',').append(DecimalText.exact(x));
        }
    }
}
