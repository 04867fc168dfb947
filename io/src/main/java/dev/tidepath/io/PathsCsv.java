package dev.tidepath.io;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesForecast;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes the joint sample paths of a forecast as long CSV: the columns {@code id}, {@code time}, {@code channel},
 * {@code path} and {@code value}; a row for each series, time, channel and path, in this order. Paths are counted from 1;
 * those of one number belong together in all channels and times of a series.
 *
 * <p>The text is as that of {@link ForecastCsv}; no more than the paths of one time are held at once. Immutable.
 */
public final class PathsCsv {

    private final TimeFormat format;

    /**
     * Says what to write.
     *
     * @param format how times are written, such as {@link LoadedSeries#timeFormat()}; dates become date-times if a
     *     forecast time is no midnight
     */
    public PathsCsv(TimeFormat format) {
        this.format = format;
    }

    /**
     * Writes to an open writer, which is flushed and left open.
     *
     * @param forecast with finite sample paths
     * @param out takes the text
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if a number is not finite or the format is for another kind of time axis
     */
    public void write(Forecast forecast, Writer out) throws IOException {
        TimeFormat fitted = format.fitting(
                forecast.series().stream().map(SeriesForecast::times).toList());
        StringBuilder text = new StringBuilder("id,time,channel,path,value\n");
        for (SeriesForecast f : forecast.series()) {
            for (int t = 0; t < f.times().size(); t++) {
                String time = fitted.text(f.times(), t);
                for (int c = 0; c < f.channels().size(); c++) {
                    appendRows(f, time, t, c, text);
                }
                out.append(text);
                text.setLength(0);
            }
        }
        out.append(text);
        out.flush();
    }

    private static void appendRows(SeriesForecast f, String time, int t, int channel, StringBuilder text) {
        double[] values = new double[f.pathCount()];
        for (int p = 0; p < values.length; p++) {
            values[p] = f.sample(channel, t, p);
        }
        int digits = ForecastCsv.digits(values);
        StringBuilder start = new StringBuilder();
        CsvText.append(f.id(), start);
        start.append(',').append(time).append(',');
        CsvText.append(f.channels().get(channel), start);
        start.append(',');
        for (int p = 0; p < values.length; p++) {
            text.append(start)
                    .append(p + 1)
                    .append(',')
                    .append(digits == 0 ? DecimalText.exact(values[p]) : DecimalText.rounded(values[p], digits))
                    .append('\n');
        }
    }
}
