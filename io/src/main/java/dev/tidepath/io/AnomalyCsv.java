package dev.tidepath.io;

import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.evaluate.AnomalyScore;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * Writes scores of observations as long CSV: the columns {@code id}, {@code time}, {@code channel}, {@code value},
 * {@code expected}, {@code lo-95}, {@code hi-95}, {@code score} and {@code flag}, which is 1 where the score reaches the
 * threshold and 0 elsewhere; {@code n/a} where nothing was expected yet. RFC 4180 with {@code \n}; numbers of ten significant
 * digits, scores of five, values as they were read.
 */
public final class AnomalyCsv {

    private static final int DIGITS = 10;
    private static final int DIGITS_OF_SCORE = 5;
    private static final String NOTHING_EXPECTED = ",n/a,n/a,n/a,n/a,n/a\n";

    private final TimeFormat format;
    private final double threshold;

    /**
     * Says what to write.
     *
     * @param format how times are written, such as {@link LoadedSeries#timeFormat()}
     * @param threshold scores of at least this are flagged
     */
    public AnomalyCsv(TimeFormat format, double threshold) {
        this.format = format;
        this.threshold = threshold;
    }

    /**
     * Writes to an open writer, which is flushed and left open.
     *
     * @param scores by series id
     * @param out takes the text
     * @throws IOException if writing fails
     */
    public void write(Map<String, List<AnomalyScore>> scores, Writer out) throws IOException {
        TimeFormat fitted = format.fitting(scores.values().stream()
                .flatMap(List::stream)
                .map(s -> s.observation().time())
                .toList());
        out.append("id,time,channel,value,expected,lo-95,hi-95,score,flag\n");
        StringBuilder row = new StringBuilder();
        for (Map.Entry<String, List<AnomalyScore>> series : scores.entrySet()) {
            for (AnomalyScore score : series.getValue()) {
                Observation o = score.observation();
                CsvText.append(series.getKey(), row);
                row.append(',').append(fitted.text(o.time(), 0)).append(',');
                CsvText.append(o.channel(), row);
                row.append(',').append(DecimalText.exact(o.value()));
                score.expected().ifPresentOrElse(e -> append(e, row), () -> row.append(NOTHING_EXPECTED));
                out.append(row);
                row.setLength(0);
            }
        }
        out.flush();
    }

    private void append(AnomalyScore.Expected expected, StringBuilder row) {
        for (double x : new double[] {expected.mean(), expected.lower(), expected.upper()}) {
            row.append(',').append(DecimalText.rounded(x, DIGITS));
        }
        row.append(',').append(DecimalText.rounded(expected.score(), DIGITS_OF_SCORE));
        row.append(',').append(expected.score() >= threshold ? 1 : 0).append('\n');
    }
}
