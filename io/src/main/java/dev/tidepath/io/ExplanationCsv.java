package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.SeriesExplanation;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes an explanation as CSV: the columns {@code id}, {@code channel}, {@code time}, {@code value}, {@code gradient} and
 * {@code contribution}; a row for each series, channel and observation, in this order. Immutable.
 */
public final class ExplanationCsv {

    private static final int DIGITS = 10;

    private final TimeFormat format;

    /**
     * Says what to write.
     *
     * @param format how times are written, such as {@link LoadedSeries#timeFormat()}
     */
    public ExplanationCsv(TimeFormat format) {
        this.format = format;
    }

    /**
     * Writes to an open writer, which is flushed and left open.
     *
     * @param explanation finite numbers
     * @param out takes the text
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if a number is not finite or the format is for another kind of time axis
     */
    public void write(Explanation explanation, Writer out) throws IOException {
        TimeFormat fitted = format.fitting(explanation.series().stream()
                .flatMap(s -> s.channels().stream())
                .map(c -> c.channel().times())
                .toList());
        StringBuilder text = new StringBuilder("id,channel,time,value,gradient,contribution\n");
        for (SeriesExplanation s : explanation.series()) {
            for (ChannelGradient c : s.channels()) {
                for (int i = 0; i < c.channel().size(); i++) {
                    appendRow(s, c, i, fitted, text);
                }
                out.append(text);
                text.setLength(0);
            }
        }
        out.append(text);
        out.flush();
    }

    private static void appendRow(
            SeriesExplanation s, ChannelGradient c, int i, TimeFormat fitted, StringBuilder text) {
        Channel channel = c.channel();
        CsvText.append(s.id(), text);
        text.append(',');
        CsvText.append(channel.name(), text);
        text.append(',').append(fitted.text(channel.times(), i));
        text.append(',').append(DecimalText.exact(channel.value(i)));
        text.append(',').append(DecimalText.rounded(c.gradient(i), DIGITS));
        text.append(',').append(DecimalText.rounded(c.contribution(i), DIGITS)).append('\n');
    }
}
